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

    /** The same reading with the source under another name. */
    public ReplicaReading withSource(InstanceKey newSource) {
        return new ReplicaReading(newSource, received, executed, receiverRunning, applierRunning, readOnly);
    }

    /** Whether all that was received is applied. */
    public boolean isDrained() {
        return executed.contains(received);
    }

    /** How many received transactions are not applied. */
    public long unapplied() {
        return received.subtract(executed).transactionCount();
    }

    /** The same reading of a receiver that is as good as stopped. */
    public ReplicaReading withReceiverStopped() {
        return new ReplicaReading(source, received, executed, false, applierRunning, readOnly);
    }

    /** What a server that was read so may be after a promotion that failed half-way: its replication may be reset. */
    public ReplicaReading afterFailedPromotion() {
        return new ReplicaReading(InstanceKey.NONE, received, executed, false, false, readOnly);
    }
}
