package io.orchestrator.ports.driven;

import java.time.Duration;

import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;

/** Where audit entries and decisions go. Fire and forget: an adapter queues, bounds its queue, and counts what it had to drop. */
public interface AuditLog {
    void audit(AuditEntry entry);

    void decided(Decision decision);

    /** Removes what is older, soon; an adapter that bounds what it keeps in another way does nothing. */
    default void purge(Duration age) {}
}
