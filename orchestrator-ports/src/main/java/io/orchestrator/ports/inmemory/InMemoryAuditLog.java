package io.orchestrator.ports.inmemory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.ports.driven.AuditLog;

/** Keeps the newest entries and decisions. */
public final class InMemoryAuditLog implements AuditLog {
    private final int capacity;
    private final Deque<AuditEntry> entries = new ArrayDeque<>();
    private final Deque<Decision> decisions = new ArrayDeque<>();

    /** @param capacity how many of each are kept */
    public InMemoryAuditLog(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized void audit(AuditEntry entry) {
        keep(entries, entry);
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

    /** Oldest first. */
    public synchronized List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    /** Oldest first. */
    public synchronized List<Decision> decisions() {
        return List.copyOf(decisions);
    }
}
