package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.orchestrator.backend.codec.DocumentCodec;
import io.orchestrator.backend.codec.ObservedDocument;
import io.orchestrator.backend.datasource.SqlErrors;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.WrittenServers;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_TLS;
import static io.orchestrator.backend.schema.Tables.ORCJ_INSTANCE_SNAPSHOT;

/**
 * {@code database_instance} and the snapshots beside it. Writing is in {@link InstanceBatch}, reading in {@link InstanceReading}, what
 * is copied from it in {@link InstanceHistory}.
 */
final class InstanceTable implements InstanceStore {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceTable.class);
    private static final int MOST_ROWS = 200;
    /** Rows per statement where keys are listed. */
    private static final int CHUNK = 500;

    private final StoreCalls calls;
    private final InstanceHistory history;
    private final InstanceReading reading;
    private final DocumentCodec<ObservedDocument> codec = DocumentCodec.observations();
    /** Of each server the mark that this process left with it; one that may not have come to be is not here. */
    private final Map<InstanceKey, Long> marks = new ConcurrentHashMap<>();
    private final WrittenServers known;
    private final Clipping clipping = new Clipping();
    /** Servers that the backend refuses to store: each is reported once, and written apart from the others. */
    private final Set<InstanceKey> refused = ConcurrentHashMap.newKeySet();

    InstanceTable(StoreCalls calls, WrittenServers known) {
        this.calls = calls;
        this.known = known;
        this.history = new InstanceHistory(calls);
        this.reading = new InstanceReading(calls.dialect());
    }

    @Override
    public CompletionStage<Void> write(List<Row> rows) {
        if (rows.size() > MOST_ROWS) {
            return CompletableFuture.failedFuture(new PortException(PortException.Category.INVALID,
                    rows.size() + " servers in one batch; at most " + MOST_ROWS + " are written at once", null));
        }
        reading.forget();
        long asked = System.nanoTime();
        if (refused.isEmpty()) {
            return writeOrSplit(rows, asked);
        }
        var apart = rows.stream().filter(row -> refused.contains(row.instance().key())).toList();
        CompletionStage<Void> written =
                writeOrSplit(rows.stream().filter(row -> !refused.contains(row.instance().key())).toList(), asked);
        for (var row : apart) {
            written = written.thenCompose(_ -> writeOrSplit(List.of(row), asked));
        }
        return written;
    }

    /** A server with a value that no column takes is left out: the others of its batch are none the worse for it. */
    private CompletionStage<Void> writeOrSplit(List<Row> rows, long asked) {
        if (rows.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var before = new InstanceBatch.Before(marks,
                rows.stream().map(row -> row.instance().key()).filter(known::contains).collect(Collectors.toSet()));
        var batch = new InstanceBatch(rows, codec, calls.dialect(), asked, before, clipping);
        return calls.write("Cannot write " + rows.size() + " observed servers", batch::write)
                .thenAccept(written -> {
                    marks.putAll(written);
                    known.wrote(written.keySet());
                    if (rows.size() == 1) {
                        refused.remove(rows.getFirst().instance().key());
                    }
                })
                .exceptionallyCompose(thrown -> {
                    var failure = thrown.getCause() instanceof PortException cause ? cause : thrown;
                    if (!SqlErrors.isOfValue(failure)) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    if (rows.size() == 1) {
                        leaveOut(rows.getFirst().instance().key(), failure);
                        return CompletableFuture.completedFuture(null);
                    }
                    int half = rows.size() / 2;
                    return writeOrSplit(rows.subList(0, half), asked)
                            .thenCompose(_ -> writeOrSplit(rows.subList(half, rows.size()), asked));
                });
    }

    private void leaveOut(InstanceKey key, Throwable failure) {
        if (refused.add(key)) {
            LOG.warn("{} cannot be stored and is known to this process alone: {}", key.display(), failure.getMessage());
        }
    }

    @Override
    public CompletionStage<Void> writeTlsVerdicts(Map<InstanceKey, Boolean> demanding) {
        var storable = new TreeMap<>(demanding);
        storable.keySet().removeIf(key -> !ContractText.isStorable(key));
        if (storable.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var t = DATABASE_INSTANCE_TLS;
        return calls.runOne("Cannot write which servers demand TLS", sql -> {
            var insert = sql.insertInto(t).columns(t.HOSTNAME, t.PORT, t.REQUIRED);
            for (var verdict : storable.entrySet()) {
                insert = insert.values(verdict.getKey().hostname(), verdict.getKey().port(),
                        verdict.getValue() ? 1 : 0);
            }
            insert.onDuplicateKeyUpdate().set(t.REQUIRED, DSL.excluded(t.REQUIRED)).execute();
        });
    }

    @Override
    public CompletionStage<Set<InstanceKey>> keys() {
        var read = calls.read("Cannot read the known servers", InstanceTable::keys);
        read.thenAccept(known::stored);
        return read;
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
        return calls.read("Cannot read the observed servers", sql -> reading.readAll(sql, now));
    }

    @Override
    public CompletionStage<Boolean> forget(InstanceKey key) {
        drop(Set.of(key));
        return calls.write("Cannot forget " + key, sql -> delete(sql, Set.of(key)) > 0);
    }

    /** Nothing is remembered of servers that are gone. */
    private void drop(Set<InstanceKey> keys) {
        known.forgot(keys);
        for (var key : keys) {
            marks.remove(key);
            clipping.forget(key);
            refused.remove(key);
        }
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
            drop(unseen);
            return unseen;
        });
    }

    @Override
    public CompletionStage<Integer> recordTopologies() {
        return history.recordTopologies();
    }

    @Override
    public CompletionStage<Map<InstanceKey, InstanceKey>> recordedTopology(ClusterName cluster,
            Predicate<String> wanted) {
        return history.recordedTopology(cluster, wanted);
    }

    @Override
    public CompletionStage<Integer> recordCoordinates() {
        return history.recordCoordinates();
    }

    @Override
    public CompletionStage<Integer> expireCoordinates(Duration age) {
        return history.expireCoordinates(age);
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

    /** Sorted, some at a time. */
    static List<List<InstanceKey>> chunks(Collection<InstanceKey> keys) {
        var sorted = keys.stream().sorted().toList();
        var chunks = new ArrayList<List<InstanceKey>>();
        for (int from = 0; from < sorted.size(); from += CHUNK) {
            chunks.add(sorted.subList(from, Math.min(sorted.size(), from + CHUNK)));
        }
        return chunks;
    }
}
