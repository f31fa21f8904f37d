package io.orchestrator.ports.inmemory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.TimeSource;
import org.jspecify.annotations.Nullable;

/** Keeps the newest entries and decisions. */
public final class InMemoryAuditLog implements AuditLog {
    private final int capacity;
    private final TimeSource time;
    private final Deque<Kept> entries = new ArrayDeque<>();
    private final Deque<Decision> decisions = new ArrayDeque<>();
    private long lastId;

    /** @param capacity how many of each are kept */
    public InMemoryAuditLog(int capacity) {
        this(capacity, new SystemTime());
    }

    /**
     * @param capacity how many of each are kept
     * @param time when entries were made
     */
    public InMemoryAuditLog(int capacity, TimeSource time) {
        this.capacity = capacity;
        this.time = time;
    }

    @Override
    public synchronized void audit(AuditEntry entry) {
        keep(entries, new Kept(++lastId, time.wall(), entry));
    }

    @Override
    public synchronized void decided(Decision decision) {
        keep(decisions, decision);
    }

    private <T> void keep(Deque<T> kept, T added) {
        kept.addLast(added);
        if (kept.size() > capacity) {
            kept.removeFirst();
        }
    }

    @Override
    public synchronized CompletionStage<List<Kept>> read(int page, @Nullable InstanceKey key) {
        return CompletableFuture.completedStage(new ArrayList<>(entries).reversed()
                .stream()
                .filter(kept -> key == null || kept.entry().key().equals(key))
                .skip((long) page * PAGE)
                .limit(PAGE)
                .toList());
    }

    /** Oldest first. */
    public synchronized List<AuditEntry> entries() {
        return entries.stream().map(Kept::entry).toList();
    }

    /** Oldest first. */
    public synchronized List<Decision> decisions() {
        return List.copyOf(decisions);
    }
}
