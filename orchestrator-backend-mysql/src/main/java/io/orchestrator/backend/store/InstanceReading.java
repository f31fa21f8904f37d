package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.orchestrator.backend.codec.Document;
import io.orchestrator.backend.codec.DocumentCodec;
import io.orchestrator.backend.codec.ObservedDocument;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.ORCJ_INSTANCE_SNAPSHOT;

/**
 * Reads all stored servers. A snapshot that this process has read before is neither sent nor parsed again while it is the same, which its
 * mark and the beginning of its probe tell; only its times are new (ADR 0029). A process that writes remembers none.
 */
final class InstanceReading {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceReading.class);

    private final Dialect dialect;
    private final DocumentCodec<ObservedDocument> codec = DocumentCodec.observations();
    /** Versions of snapshots that could not be read: each is reported once. */
    private final Set<Integer> told = ConcurrentHashMap.newKeySet();
    private volatile Map<InstanceKey, Known> remembered = Map.of();

    InstanceReading(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A snapshot as read before, and what tells it from every other of that server. */
    private record Known(String mark, String began, ObservedDocument document) {
        boolean isOf(Record row) {
            return mark.equals(row.get(ORCJ_INSTANCE_SNAPSHOT.CONTRACT_CHECKED))
                    && began.equals(row.get(ORCJ_INSTANCE_SNAPSHOT.BEGAN_AT));
        }
    }

    /** Snapshots are read whole again. */
    void forget() {
        remembered = Map.of();
    }

    List<ObservedInstance> readAll(DSLContext sql, Duration now) {
        var reading = new Round(now, remembered);
        if (reading.before.isEmpty()) {
            reading.rows(sql, DSL.noCondition(), true).forEach(reading::take);
        } else {
            reading.rows(sql, DSL.noCondition(), false).forEach(reading::compare);
            for (var some : InstanceTable.chunks(reading.changed)) {
                reading.rows(sql, InstanceTable.isOneOf(some), true).forEach(reading::take);
            }
        }
        for (var some : InstanceTable.chunks(reading.foreign)) {
            reading.found.addAll(readContractRows(sql, some, now));
        }
        remembered = reading.after;
        return List.copyOf(reading.found);
    }

    /** One reading of all servers. */
    private final class Round {
        private final Duration now;
        private final Map<InstanceKey, Known> before;
        private final Map<InstanceKey, Known> after = new HashMap<>();
        private final StoredTimes times = new StoredTimes(dialect);
        private final List<ObservedInstance> found = new ArrayList<>();
        private final List<InstanceKey> foreign = new ArrayList<>();
        private final List<InstanceKey> changed = new ArrayList<>();

        Round(Duration now, Map<InstanceKey, Known> before) {
            this.now = now;
            this.before = before;
        }

        Result<? extends Record> rows(DSLContext sql, Condition which, boolean whole) {
            var d = DATABASE_INSTANCE;
            var s = ORCJ_INSTANCE_SNAPSHOT;
            var fields =
                    new ArrayList<Field<?>>(List.of(d.HOSTNAME, d.PORT, d.LAST_DISCOVERY_LATENCY, s.CONTRACT_CHECKED,
                            s.BEGAN_AT));
            if (whole) {
                fields.add(s.DOCUMENT_VERSION);
                fields.add(s.DOCUMENT);
            }
            fields.addAll(times.fields());
            return sql.select(fields)
                    .from(d)
                    .leftJoin(s)
                    .on(s.HOSTNAME.eq(d.HOSTNAME), s.PORT.eq(d.PORT))
                    .where(which)
                    .orderBy(d.HOSTNAME, d.PORT)
                    .fetch();
        }

        /** A row without its snapshot. */
        void compare(Record row) {
            var key = key(row);
            var known = before.get(key);
            if (!isOurs(row)) {
                foreign.add(key);
            } else if (known == null || !known.isOf(row)) {
                changed.add(key);
            } else {
                take(row, key, known);
            }
        }

        /** A row with its snapshot. */
        void take(Record row) {
            var key = key(row);
            var read = isOurs(row) ? document(key, row) : Optional.<ObservedDocument>empty();
            if (read.isEmpty()) {
                foreign.add(key);
            } else {
                take(row, key, new Known(row.get(ORCJ_INSTANCE_SNAPSHOT.CONTRACT_CHECKED),
                        row.get(ORCJ_INSTANCE_SNAPSHOT.BEGAN_AT), read.get()));
            }
        }

        private void take(Record row, InstanceKey key, Known known) {
            if (known.document().lastSucceeded() && !times.isSeen(row)) {
                // The reference has failed to read it since.
                foreign.add(key);
                return;
            }
            after.put(key, known);
            found.add(times.of(row, key, known.document(), now));
        }
    }

    private static InstanceKey key(Record row) {
        return new InstanceKey(row.get(DATABASE_INSTANCE.HOSTNAME), row.get(DATABASE_INSTANCE.PORT));
    }

    private static boolean isOurs(Record row) {
        return Long.toString(row.get(DATABASE_INSTANCE.LAST_DISCOVERY_LATENCY))
                .equals(row.get(ORCJ_INSTANCE_SNAPSHOT.CONTRACT_CHECKED));
    }

    /** A snapshot that cannot be read is told; the contract row beside it holds the essentials. */
    private Optional<ObservedDocument> document(InstanceKey key, Record row) {
        var s = ORCJ_INSTANCE_SNAPSHOT;
        try {
            return Optional
                    .of(codec.read(new Document(row.get(s.DOCUMENT_VERSION), row.get(s.DOCUMENT)), key.display()));
        } catch (BackendException e) {
            // Once a version: a node of a newer release beside this one writes many such, and they are read with each request.
            if (told.add(row.get(s.DOCUMENT_VERSION))) {
                LOG.warn("{}; its row in database_instance is used instead, as for every other such server",
                        e.getMessage());
            }
            return Optional.empty();
        }
    }

    private List<ObservedInstance> readContractRows(DSLContext sql, Collection<InstanceKey> keys, Duration now) {
        var d = DATABASE_INSTANCE;
        var checked = dialect.secondsSince(d.LAST_CHECKED).as("checked_age");
        var seen = dialect.secondsSince(d.LAST_SEEN).as("seen_age");
        return sql.select(d.fields())
                .select(checked, seen)
                .from(d)
                .where(InstanceTable.isOneOf(keys))
                .fetch(row -> ContractInstance.of(row, now.minusSeconds(row.get(checked)),
                        seenAt(row.get(seen), now)));
    }

    private static @Nullable Duration seenAt(@Nullable Long age, Duration now) {
        return age == null ? null : now.minusSeconds(age);
    }
}
