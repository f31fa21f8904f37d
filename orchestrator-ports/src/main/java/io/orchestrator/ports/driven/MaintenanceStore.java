package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.operations.Maintenance;

/**
 * Maintenance: the exclusive lock on one server that people and operations take (ha-shared-backend.md 8.2). Who is in maintenance now is
 * among the {@link IntentStore.Intents}.
 */
public interface MaintenanceStore {
    /**
     * What a lock is taken with.
     *
     * @param owner who asked for it
     * @param duration after that it ends by itself
     * @param by the process that takes it
     * @param explicit a person asked for it, so that it outlives the process
     */
    record Request(InstanceKey key, String owner, String reason, Duration duration, NodeId by, boolean explicit) {
        public Request {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(duration, "duration");
            Objects.requireNonNull(by, "by");
        }
    }

    /** Takes the lock; its number, empty when somebody holds one on the server. */
    CompletionStage<Optional<Long>> begin(Request request);

    /** Gives the lock on a server back, whoever took it; false when there was none. */
    CompletionStage<Boolean> end(InstanceKey key);

    /** Gives the lock of that number back; false when it was not held. */
    CompletionStage<Boolean> end(long number);

    /** All locks that are held now, by number. */
    CompletionStage<List<Maintenance>> active();
}
