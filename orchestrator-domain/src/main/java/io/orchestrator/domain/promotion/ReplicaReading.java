package io.orchestrator.domain.promotion;

import java.util.Objects;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * A server's replication state as an action read it.
 *
 * @param source source of the default channel, {@link InstanceKey#NONE} when it is no replica
 * @param received all that it has: executed and still in relay logs
 * @param executed all that is applied
 * @param receiverRunning the receiver is not stopped
 * @param applierRunning the applier is not stopped
 * @param readOnly {@code read_only}
 */
public record ReplicaReading(InstanceKey source, GtidSet received, GtidSet executed, boolean receiverRunning,
        boolean applierRunning, boolean readOnly) {
    public ReplicaReading {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(received, "received");
        Objects.requireNonNull(executed, "executed");
    }

    /** Whether all that was received is applied. */
    public boolean isDrained() {
        return executed.contains(received);
    }
}
