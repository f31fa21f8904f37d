package io.orchestrator.backend.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.PortException;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.orchestrator.backend.schema.Tables.AUDIT;
import static io.orchestrator.backend.schema.Tables.ORCJ_EVENT;

/**
 * Audit entries go to {@code audit} where that is wanted ({@code AuditToBackendDB}), decisions to {@code orcj_event}.
 * Nobody waits for them: they queue, one batch is written at a time and again while the backend takes none, and when the queue is
 * full the newest are dropped and counted.
 */
final class AuditTables implements AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTables.class);
    private static final int QUEUE = 10_000;
    private static final int BATCH = 200;
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final StoreCalls calls;
    private final boolean auditToBackend;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Entry> queue = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean writing;
    private long dropped;
    private String told = "";

    /** Something to insert. */
    @FunctionalInterface
    private interface Entry {
        void insert(DSLContext sql);
    }

    AuditTables(StoreCalls calls, boolean auditToBackend) {
        this.calls = calls;
        this.auditToBackend = auditToBackend;
    }

    @Override
    public void audit(AuditEntry entry) {
        if (auditToBackend) {
            add(sql -> insert(sql, entry));
        }
    }

    @Override
    public void decided(Decision decision) {
        add(sql -> insert(sql, decision));
    }

    @Override
    public CompletionStage<List<Kept>> read(int page, @Nullable InstanceKey key) {
        var t = AUDIT;
        var at = calls.dialect().unixSecondsOf(t.AUDIT_TIMESTAMP);
        var which = key == null ? DSL.noCondition() : t.HOSTNAME.eq(key.hostname()).and(t.PORT.eq(key.port()));
        return calls.read("Cannot read the audit", sql -> sql
                .select(t.AUDIT_ID, at, t.AUDIT_TYPE, t.HOSTNAME, t.PORT, t.CLUSTER_NAME, t.MESSAGE)
                .from(t)
                .where(which)
                .orderBy(t.AUDIT_TIMESTAMP.desc(), t.AUDIT_ID.desc())
                .limit(PAGE)
                .offset((long) page * PAGE)
                .fetch(row -> new Kept(row.value1(), Instant.ofEpochSecond(row.value2()),
                        new AuditEntry(row.value3(), keyOf(row.value4(), row.value5()), row.value6(), row.value7()))));
    }

    private static InstanceKey keyOf(String hostname, int port) {
        return hostname.isEmpty() ? InstanceKey.NONE : new InstanceKey(hostname, port);
    }

    @Override
    public void purge(Duration age) {
        var past = calls.dialect();
        Stream.of(calls.purge("Cannot purge the audit", AUDIT, AUDIT.AUDIT_ID, AUDIT.AUDIT_TIMESTAMP.lt(past.ago(age))),
                calls.purge("Cannot purge decisions", ORCJ_EVENT, ORCJ_EVENT.EVENT_ID,
                        ORCJ_EVENT.DECIDED_AT.lt(past.utcAgo(age))))
                .forEach(purge -> purge.exceptionally(failure -> {
                    LOG.debug("{}", String.valueOf(failure.getMessage()));
                    return 0;
                }));
    }

    /** How many entries were dropped because the backend took none for too long. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Completes when all that was handed over so far is written or given up. */
    CompletionStage<Void> settled() {
        lock.lock();
        try {
            if (!writing) {
                return CompletableFuture.completedFuture(null);
            }
            var settled = new CompletableFuture<Void>();
            waiting.add(settled);
            return settled;
        } finally {
            lock.unlock();
        }
    }

    private void add(Entry entry) {
        lock.lock();
        try {
            if (queue.size() >= QUEUE) {
                if (dropped++ == 0) {
                    LOG.warn("The audit queue is full, the backend takes no entries; further ones are dropped");
                }
                return;
            }
            queue.add(entry);
            if (writing) {
                return;
            }
            writing = true;
        } finally {
            lock.unlock();
        }
        writeNext();
    }

    private void writeNext() {
        var batch = nextBatch();
        if (!batch.isEmpty()) {
            write(batch);
        }
    }

    private void write(List<Entry> batch) {
        calls.run("Cannot write audit entries", sql -> batch.forEach(entry -> entry.insert(sql)))
                .whenComplete((_, failure) -> {
                    if (failure != null && mayPass(failure)) {
                        CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                                .execute(() -> write(batch));
                        return;
                    }
                    if (failure != null) {
                        giveUp(batch.size(), String.valueOf(failure.getMessage()));
                    }
                    writeNext();
                });
    }

    /** A stall loses nothing; what the backend refuses it will refuse again. */
    private static boolean mayPass(Throwable failure) {
        return failure instanceof PortException port && switch (port.category()) {
            case UNAVAILABLE, CONFLICT, READ_ONLY -> true;
            case INVALID, UNREADABLE -> false;
        };
    }

    private List<Entry> nextBatch() {
        lock.lock();
        try {
            var batch = new ArrayList<Entry>();
            while (batch.size() < BATCH && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            writing = !batch.isEmpty();
            if (!writing) {
                waiting.forEach(settled -> settled.complete(null));
                waiting.clear();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(int entries, String reason) {
        lock.lock();
        try {
            if (!reason.equals(told)) {
                LOG.warn("{}; {} entries are dropped, and more where that goes on", reason, entries);
                told = reason;
            }
            dropped += entries;
        } finally {
            lock.unlock();
        }
    }

    private void insert(DSLContext sql, AuditEntry entry) {
        var t = AUDIT;
        sql.insertInto(t)
                .columns(t.AUDIT_TIMESTAMP, t.AUDIT_TYPE, t.HOSTNAME, t.PORT, t.CLUSTER_NAME, t.MESSAGE)
                .values(calls.dialect().now(), DSL.val(ContractText.ascii(entry.type(), 128)),
                        DSL.val(ContractText.ascii(entry.key().hostname(), 128)), DSL.val(entry.key().port()),
                        DSL.val(ContractText.ascii(entry.clusterName(), 128)),
                        DSL.val(ContractText.utf8(entry.message())))
                .execute();
    }

    private void insert(DSLContext sql, Decision decision) {
        var t = ORCJ_EVENT;
        sql.insertInto(t)
                .columns(t.DECIDED_AT, t.TOPIC, t.CLUSTER_NAME, t.HOSTNAME, t.PORT, t.VERDICT, t.REASON)
                .values(calls.dialect().utcNow(), DSL.val(ContractText.ascii(decision.topic(), 64)),
                        DSL.val(ContractText.ascii(decision.clusterName(), 128)),
                        DSL.val(ContractText.ascii(decision.key().hostname(), 128)), DSL.val(decision.key().port()),
                        DSL.val(ContractText.ascii(decision.verdict(), 64)), DSL.val(decision.reason()))
                .execute();
    }
}
