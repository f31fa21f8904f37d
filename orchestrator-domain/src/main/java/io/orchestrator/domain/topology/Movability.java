package io.orchestrator.domain.topology;

import java.time.Duration;
import java.util.Optional;

import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;

/** Whether a replica is in a state to be moved (topology-ops.md 1.3). */
public enum Movability {
    /** CanMove: it must replicate with a known, reasonable lag. */
    ORDINARY,
    /** CanMoveAsCoMaster: it must be known well enough. */
    AS_CO_MASTER,
    /** CanMoveViaMatch: it must be known well enough. */
    VIA_MATCH;

    /**
     * Why the server cannot be moved; empty when it can.
     *
     * @param instance the server
     * @param settings thresholds
     * @param now monotonic time, on the clock of the observation
     */
    public Optional<String> refusal(FleetInstance instance, TopologySettings settings, Duration now) {
        if (!instance.observed().isLastCheckValid()) {
            return Optional.of(instance.key() + ": last check invalid");
        }
        if (!settings.isRecentlyChecked(instance.observed(), now)) {
            return Optional.of(instance.key() + ": not recently checked");
        }
        return switch (this) {
            case ORDINARY -> replicationRefusal(instance, settings);
            case AS_CO_MASTER, VIA_MATCH -> Optional.empty();
        };
    }

    private static Optional<String> replicationRefusal(FleetInstance instance, TopologySettings settings) {
        ReplicaStatus channel = instance.snapshot().flatMap(InstanceSnapshot::defaultChannel).orElse(null);
        if (channel == null || channel.applier() != ThreadState.RUNNING || channel.receiver() != ThreadState.RUNNING) {
            return Optional.of(instance.key() + ": instance is not replicating");
        }
        if (channel.behindSource() == null) {
            return Optional.of(instance.key() + ": cannot determine replication lag");
        }
        return settings.isWithinMaintenanceLag(channel)
                ? Optional.empty()
                : Optional.of(instance.key() + ": lags too much");
    }
}
