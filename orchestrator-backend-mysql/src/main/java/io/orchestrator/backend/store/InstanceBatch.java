package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import io.orchestrator.backend.codec.DocumentCodec;
import io.orchestrator.backend.codec.ObservedDocument;
import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.InstanceStore.Row;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.ORCJ_INSTANCE_SNAPSHOT;

/**
 * One batch of the journal, in one transaction: sorted by key, so that two writers lock in the same order. A server of which more
 * than times is new is upserted whole, its contract row and its snapshot beside it; of any other the contract row gets new times and
 * the snapshot stays as it is, for rewriting it would be most of what the backend has to log. A stored row gives way only to a probe
 * that began later, whoever stored it. A row that this process has stored and that is gone is not stored again.
 *
 * <p>
 * Each whole write leaves one <em>mark</em> in both rows: the contract's {@code last_discovery_latency}, which every other writer of
 * the row replaces, and {@code contract_checked}. Where they are the same, the snapshot stands for the contract row; where they
 * differ, another implementation has written since and its row counts. This process remembers its own marks: where another node left
 * a row, not the times but all of it is written.
 */
final class InstanceBatch {

    private static final long MARKS = 1_000;

    private final List<Row> rows;
    private final DocumentCodec<ObservedDocument> codec;
    private final Dialect dialect;
    private final long askedAtNanos;
    private final Before before;
    private final Clipping clipping;

    /**
     * What this process stored before.
     *
     * @param marks of the rows that it wrote last; read, never changed
     * @param known those of this batch whose rows it has stored and not deleted
     */
    record Before(Map<InstanceKey, Long> marks, Set<InstanceKey> known) {}

    InstanceBatch(List<Row> rows, DocumentCodec<ObservedDocument> codec, Dialect dialect, long askedAtNanos,
            Before before, Clipping clipping) {
        this.rows = rows.stream().sorted(Comparator.comparing(row -> row.instance().key())).toList();
        this.codec = codec;
        this.dialect = dialect;
        this.askedAtNanos = askedAtNanos;
        this.before = before;
        this.clipping = clipping;
    }

    /** Writes, in a transaction of the caller; answers the marks of the servers written whole. */
    Map<InstanceKey, Long> write(DSLContext sql) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        var stored = stored(sql);
        var sinceAsked = Duration.ofNanos(System.nanoTime() - askedAtNanos);
        var whole = new ArrayList<Row>();
        var timesOnly = new ArrayList<Row>();
        for (var row : rows) {
            var key = row.instance().key();
            var there = stored.get(key);
            if (there == null) {
                // Only times are new, or this process has stored it, and yet there is no row: it was forgotten, and stays so.
                if (row.changed() && !before.known().contains(key)) {
                    whole.add(row);
                }
            } else if (there.givesWayTo(row, sinceAsked)) {
                boolean mine = there.isOurs() && there.mark() == before.marks().getOrDefault(key, -1L);
                (row.changed() || !mine ? whole : timesOnly).add(row);
            }
        }
        var marks = new HashMap<InstanceKey, Long>();
        whole.forEach(row -> marks.put(row.instance().key(), newMark(row)));
        upsert(sql, DATABASE_INSTANCE, whole.stream()
                .map(row -> InstanceColumns.of(row, sinceAsked, marks.getOrDefault(row.instance().key(), 0L), dialect,
                        clipping))
                .toList());
        upsert(sql, ORCJ_INSTANCE_SNAPSHOT, whole.stream()
                .map(row -> snapshot(row, sinceAsked, marks.getOrDefault(row.instance().key(), 0L)))
                .toList());
        updateTimes(sql, timesOnly, sinceAsked);
        return marks;
    }

    /** The latency, its last three digits drawn: nobody measures nanoseconds, and no two writes shall look alike. */
    private static long newMark(Row row) {
        return row.instance().observed().latency().toNanos() / MARKS * MARKS
                + ThreadLocalRandom.current().nextLong(MARKS);
    }

    /**
     * What stands in the store.
     *
     * @param beganAge age of the beginning of the probe that the snapshot is of; null when we have not stored one
     * @param checkedSeconds age of the contract row's last check
     * @param mark the contract row's mark
     * @param snapshotMark the snapshot's
     * @param sameCheck the contract row's last check is the one that the snapshot is of
     */
    private record Stored(@Nullable Duration beganAge, long checkedSeconds, long mark, String snapshotMark,
            boolean sameCheck) {

        boolean isOurs() {
            return snapshotMark.equals(Long.toString(mark));
        }

        boolean givesWayTo(Row row, Duration sinceAsked) {
            if (beganAge != null && isOurs() && sameCheck) {
                return row.beganAge().plus(sinceAsked).compareTo(beganAge) < 0;
            }
            // Whole seconds are all that the contract row says.
            return checkedSeconds >= row.checkedAge().plus(sinceAsked).toSeconds()
                    && (beganAge == null || row.beganAge().plus(sinceAsked).compareTo(beganAge) < 0);
        }
    }

    private Map<InstanceKey, Stored> stored(DSLContext sql) {
        var d = DATABASE_INSTANCE;
        var s = ORCJ_INSTANCE_SNAPSHOT;
        var began = dialect.microsSince(s.BEGAN_AT).as("began");
        var checked = dialect.secondsSince(d.LAST_CHECKED).as("checked");
        var same = DSL.when(isSameCheck(dialect), DSL.inline(1)).as("same");
        var query = sql.select(d.HOSTNAME, d.PORT, d.LAST_DISCOVERY_LATENCY, s.CONTRACT_CHECKED, began, checked, same)
                .from(d)
                .leftJoin(s)
                .on(s.HOSTNAME.eq(d.HOSTNAME), s.PORT.eq(d.PORT))
                .where(InstanceTable.isOneOf(keys(rows)))
                .orderBy(d.HOSTNAME, d.PORT);
        var found = new HashMap<InstanceKey, Stored>();
        for (var row : dialect.hasRowLocks() ? query.forUpdate().fetch() : query.fetch()) {
            found.put(new InstanceKey(row.get(d.HOSTNAME), row.get(d.PORT)),
                    new Stored(row.get(began) == null ? null : Duration.ofNanos(row.get(began) * 1_000),
                            row.get(checked) == null ? Long.MAX_VALUE : row.get(checked),
                            row.get(d.LAST_DISCOVERY_LATENCY),
                            row.get(s.CONTRACT_CHECKED) == null ? "" : row.get(s.CONTRACT_CHECKED),
                            row.get(same) != null));
        }
        return found;
    }

    /** Whether a contract row's last check is, to the second, the one that the snapshot beside it is of. */
    static Condition isSameCheck(Dialect dialect) {
        return dialect.asText(DATABASE_INSTANCE.LAST_CHECKED)
                .eq(dialect.toTheSecond(ORCJ_INSTANCE_SNAPSHOT.CHECKED_AT));
    }

    private static void upsert(DSLContext sql, Table<Record> table, List<Map<Field<?>, @Nullable Object>> lines) {
        if (lines.isEmpty()) {
            return;
        }
        InsertValuesStepN<Record> insert = sql.insertInto(table).columns(List.copyOf(lines.getFirst().keySet()));
        for (var line : lines) {
            insert = insert.values(new ArrayList<>(line.values()));
        }
        insert.onDuplicateKeyUpdate().setNonKeyToExcluded().execute();
    }

    private Map<Field<?>, @Nullable Object> snapshot(Row row, Duration sinceAsked, long mark) {
        var s = ORCJ_INSTANCE_SNAPSHOT;
        var key = row.instance().key();
        var document = codec.write(ObservedDocument.of(row.instance().observed()));
        var line = new LinkedHashMap<Field<?>, @Nullable Object>();
        line.put(s.HOSTNAME, key.hostname());
        line.put(s.PORT, key.port());
        line.put(s.BEGAN_AT, dialect.utcAgo(row.beganAge().plus(sinceAsked)));
        line.put(s.CHECKED_AT, dialect.utcAgo(row.checkedAge().plus(sinceAsked)));
        line.put(s.SEEN_AT, row.seenAge().isNegative() ? DSL.castNull(s.SEEN_AT)
                : dialect.utcAgo(row.seenAge().plus(sinceAsked)));
        line.put(s.CONTRACT_CHECKED, Long.toString(mark));
        line.put(s.DOCUMENT_VERSION, document.version());
        line.put(s.DOCUMENT, document.text());
        return line;
    }

    private void updateTimes(DSLContext sql, List<Row> timesOnly, Duration sinceAsked) {
        var good = timesOnly.stream().filter(row -> row.seenAge().equals(row.checkedAge())).toList();
        var bad = timesOnly.stream().filter(row -> !row.seenAge().equals(row.checkedAge())).toList();
        updateTimes(sql, good, sinceAsked, DATABASE_INSTANCE.LAST_SEEN);
        // What failed was seen when it was seen: the column stands.
        updateTimes(sql, bad, sinceAsked, null);
    }

    /** One assignment that picks each row's time by its key, and others like it. */
    private void updateTimes(DSLContext sql, List<Row> some, Duration sinceAsked, @Nullable Field<String> also) {
        if (some.isEmpty()) {
            return;
        }
        var d = DATABASE_INSTANCE;
        CaseConditionStep<String> choice = null;
        for (var row : some) {
            var isRow = d.HOSTNAME.eq(row.instance().key().hostname()).and(d.PORT.eq(row.instance().key().port()));
            var time = dialect.ago(row.checkedAge().plus(sinceAsked));
            choice = choice == null ? DSL.when(isRow, time) : choice.when(isRow, time);
        }
        // MySQL assigns from left to right, so that the choice need be made once; SQLite looks at the row as it was.
        Field<String> same = dialect == Dialect.SQLITE ? choice : d.LAST_CHECKED;
        var times = new LinkedHashMap<Field<String>, @Nullable Field<String>>();
        times.put(d.LAST_CHECKED, choice);
        times.put(d.LAST_ATTEMPTED_CHECK, same);
        if (also != null) {
            times.put(also, same);
        }
        sql.update(d).set(times).where(InstanceTable.isOneOf(keys(some))).execute();
    }

    private static List<InstanceKey> keys(List<Row> rows) {
        return rows.stream().map(row -> row.instance().key()).toList();
    }
}
