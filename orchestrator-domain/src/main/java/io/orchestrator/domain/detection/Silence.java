package io.orchestrator.domain.detection;

import java.time.Duration;

import io.orchestrator.domain.instance.ReplicaStatus;

/**
 * Evidence by silence, beyond the contract: a receiver that says it runs, but has heard nothing for several heartbeats, does not hear
 * from its source. A stopped source keeps its connections open, so its replicas say they replicate until {@code replica_net_timeout};
 * their silence tells earlier.
 */
final class Silence {
    private static final int MISSED_HEARTBEATS = 3;
    private static final Duration LEAST = Duration.ofSeconds(2);

    private Silence() {}

    /** Whether a running channel has been silent for three heartbeats and at least two seconds. */
    static boolean isSilent(ReplicaStatus channel) {
        Duration silence = channel.silence();
        Duration heartbeat = channel.heartbeatPeriod();
        if (!channel.isRunning() || silence == null || heartbeat == null || !heartbeat.isPositive()) {
            return false;
        }
        Duration missed = heartbeat.multipliedBy(MISSED_HEARTBEATS);
        return silence.compareTo(missed.compareTo(LEAST) > 0 ? missed : LEAST) >= 0;
    }
}
