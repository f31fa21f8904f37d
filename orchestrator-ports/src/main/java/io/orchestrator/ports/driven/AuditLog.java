package io.orchestrator.ports.driven;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import org.jspecify.annotations.Nullable;

/** Where audit entries and decisions go. Fire and forget: an adapter queues, bounds its queue, and counts what it had to drop. */
public interface AuditLog {
    void audit(AuditEntry entry);

    void decided(Decision decision);

    /**
     * An audit entry as it was kept.
     *
     * @param id by which entries are numbered
     * @param at backend time
     */
    record Kept(long id, Instant at, AuditEntry entry) {
        public Kept {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(entry, "entry");
        }
    }

    /** Entries that a page shows. */
    int PAGE = 20;

    /**
     * Audit entries, newest first, {@value #PAGE} a page; none from an adapter that keeps none to be read again.
     *
     * @param page from 0
     * @param key of this server only; null = all
     */
    default CompletionStage<List<Kept>> read(int page, @Nullable InstanceKey key) {
        return CompletableFuture.completedStage(List.of());
    }

    /** Removes what is older, soon; an adapter that bounds what it keeps in another way does nothing. */
    default void purge(Duration age) {}
}
