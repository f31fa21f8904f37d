package io.orchestrator.ports.driving;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Maintenance;

/** The exclusive lock on one server, asked for by people (http-api.md 2.5, ha-shared-backend.md 8.2). */
public interface MaintenanceCommands {
    /**
     * Takes the lock; of several who ask at the same time, at any node, one gets it.
     *
     * @param duration after that it ends by itself
     * @return its number; empty when somebody holds one on the server
     */
    CompletionStage<Optional<Long>> begin(InstanceKey key, String owner, String reason, Duration duration);

    /** Gives the lock on a server back, whoever took it; false when there was none. */
    CompletionStage<Boolean> end(InstanceKey key);

    /** Gives the lock of that number back; false when it was not held. */
    CompletionStage<Boolean> end(long number);

    /** Whether somebody holds the lock on a server now. */
    CompletionStage<Boolean> isHeld(InstanceKey key);

    /** All locks that are held now, by number. */
    CompletionStage<List<Maintenance>> active();
}
