package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.backend.codec.Document;
import io.orchestrator.backend.codec.DocumentCodec;
import io.orchestrator.backend.codec.ObservedDocument;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.PortException;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.ORCJ_INSTANCE_SNAPSHOT;

/** {@code database_instance} and the snapshots beside it. Writing is in {@link InstanceBatch}. */
final class InstanceTable implements InstanceStore {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceTable.class);
    private static final int MOST_ROWS = 200;
    /** Rows per statement where keys are listed. */
    private static final int CHUNK = 500;

    private final StoreCalls calls;
    private final DocumentCodec<ObservedDocument> codec = DocumentCodec.observations();

    InstanceTable(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Void> write(List<Row> rows) {
        if (rows.size() > MOST_ROWS) {
            return CompletableFuture.failedFuture(new PortException(PortException.Category.INVALID,
                    rows.size() + " servers in one batch; at most " + MOST_ROWS + " are written at once", null));
        }
        var batch = new InstanceBatch(rows, codec, calls.dialect(), System.nanoTime());
        return calls.run("Cannot write " + rows.size() + " observed servers", batch::write);
    }

    @Override
    public CompletionStage<Set<InstanceKey>> keys() {
        return calls.read("Cannot read the known servers", InstanceTable::keys);
    }

    @Override
    public CompletionStage<List<ClusterName>> clusterNames() {
        return calls.read("Cannot read the clusters", sql -> sql.selectDistinct(DATABASE_INSTANCE.CLUSTER_NAME)
                .from(DATABASE_INSTANCE)
                .where(DATABASE_INSTANCE.CLUSTER_NAME.ne(""))
                .orderBy(DATABASE_INSTANCE.CLUSTER_NAME)
                .fetch(row -> new ClusterName(row.value1())));
    }

    @Override
    public CompletionStage<List<ObservedInstance>> readAll(Duration now) {
        return calls.read("Cannot read the observed servers", sql -> readAll(sql, now));
    }

    @Override
    public CompletionStage<Boolean> forget(InstanceKey key) {
        return calls.write("Cannot forget " + key, sql -> delete(sql, Set.of(key)) > 0);
    }

    @Override
    public CompletionStage<Set<InstanceKey>> forgetUnseen(Duration unseenFor) {
        var t = DATABASE_INSTANCE;
        return calls.write("Cannot forget servers that are not seen any more", sql -> {
            Set<InstanceKey> unseen = new HashSet<>(sql.select(t.HOSTNAME, t.PORT)
                    .from(t)
                    .where(t.LAST_SEEN.lt(calls.dialect().ago(unseenFor)))
                    .fetch(row -> new InstanceKey(row.value1(), row.value2())));
            delete(sql, unseen);
            return unseen;
        });
    }

    /** Keys of all rows, within a call of the caller. */
    static Set<InstanceKey> keys(DSLContext sql) {
        return new HashSet<>(sql.select(DATABASE_INSTANCE.HOSTNAME, DATABASE_INSTANCE.PORT)
                .from(DATABASE_INSTANCE)
                .fetch(row -> new InstanceKey(row.value1(), row.value2())));
    }

    static Condition isOneOf(Collection<InstanceKey> keys) {
        return DSL.row(DATABASE_INSTANCE.HOSTNAME, DATABASE_INSTANCE.PORT)
                .in(keys.stream().map(key -> DSL.row(key.hostname(), key.port())).toList());
    }

    static Condition isSnapshotOfOneOf(Collection<InstanceKey> keys) {
        return DSL.row(ORCJ_INSTANCE_SNAPSHOT.HOSTNAME, ORCJ_INSTANCE_SNAPSHOT.PORT)
                .in(keys.stream().map(key -> DSL.row(key.hostname(), key.port())).toList());
    }

    private static int delete(DSLContext sql, Collection<InstanceKey> keys) {
        int deleted = 0;
        for (var some : chunks(keys)) {
            sql.deleteFrom(ORCJ_INSTANCE_SNAPSHOT).where(isSnapshotOfOneOf(some)).execute();
            deleted += sql.deleteFrom(DATABASE_INSTANCE).where(isOneOf(some)).execute();
        }
        return deleted;
    }

    private List<ObservedInstance> readAll(DSLContext sql, Duration now) {
        var d = DATABASE_INSTANCE;
        var s = ORCJ_INSTANCE_SNAPSHOT;
        var dialect = calls.dialect();
        var began = dialect.microsSince(s.BEGAN_AT).as("began");
        var checked = dialect.microsSince(s.CHECKED_AT).as("checked");
        var seen = dialect.microsSince(s.SEEN_AT).as("seen");
        var current = DSL.when(s.CONTRACT_CHECKED.eq(dialect.asText(d.LAST_CHECKED)), DSL.inline(1)).as("current");
        var found = new ArrayList<ObservedInstance>();
        var foreign = new ArrayList<InstanceKey>();
        for (var row : sql.select(d.HOSTNAME, d.PORT, began, checked, seen, current, s.DOCUMENT_VERSION, s.DOCUMENT)
                .from(d)
                .leftJoin(s)
                .on(s.HOSTNAME.eq(d.HOSTNAME), s.PORT.eq(d.PORT))
                .orderBy(d.HOSTNAME, d.PORT)) {
            var key = new InstanceKey(row.get(d.HOSTNAME), row.get(d.PORT));
            var document = row.get(current) == null ? Optional.<ObservedDocument>empty() : document(key, row);
            document.ifPresentOrElse(
                    read -> found
                            .add(read.at(key, now.minus(micros(row.get(began))), now.minus(micros(row.get(checked))),
                                    row.get(seen) == null ? null : now.minus(micros(row.get(seen))))),
                    () -> foreign.add(key));
        }
        for (var some : chunks(foreign)) {
            found.addAll(readContractRows(sql, some, now));
        }
        return List.copyOf(found);
    }

    /** A snapshot that cannot be read is told; the contract row beside it holds the essentials. */
    private Optional<ObservedDocument> document(InstanceKey key, Record row) {
        var s = ORCJ_INSTANCE_SNAPSHOT;
        try {
            return Optional
                    .of(codec.read(new Document(row.get(s.DOCUMENT_VERSION), row.get(s.DOCUMENT)), key.display()));
        } catch (BackendException e) {
            LOG.warn("{}; its row in database_instance is used instead", e.getMessage());
            return Optional.empty();
        }
    }

    private List<ObservedInstance> readContractRows(DSLContext sql, Collection<InstanceKey> keys, Duration now) {
        var d = DATABASE_INSTANCE;
        var checked = calls.dialect().secondsSince(d.LAST_CHECKED).as("checked_age");
        var seen = calls.dialect().secondsSince(d.LAST_SEEN).as("seen_age");
        return sql.select(d.fields())
                .select(checked, seen)
                .from(d)
                .where(isOneOf(keys))
                .fetch(row -> ContractInstance.of(row, now.minusSeconds(row.get(checked)),
                        row.get(seen) == null ? null : now.minusSeconds(row.get(seen))));
    }

    private static Duration micros(@Nullable Long micros) {
        return micros == null ? Duration.ZERO : Duration.ofNanos(micros * 1_000);
    }

    private static List<List<InstanceKey>> chunks(Collection<InstanceKey> keys) {
        var sorted = keys.stream().sorted().toList();
        var chunks = new ArrayList<List<InstanceKey>>();
        for (int from = 0; from < sorted.size(); from += CHUNK) {
            chunks.add(sorted.subList(from, Math.min(sorted.size(), from + CHUNK)));
        }
        return chunks;
    }
}
