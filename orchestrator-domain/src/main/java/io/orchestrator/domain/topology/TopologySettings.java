package io.orchestrator.domain.topology;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ReplicaStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of this package take from the configuration.
 *
 * @param pollInterval {@code InstancePollSeconds}
 * @param reasonableLag {@code ReasonableReplicationLagSeconds}
 * @param reasonableMaintenanceLag {@code ReasonableMaintenanceReplicationLagSeconds}
 * @param lowerReplicaVersionAllowed {@code LowerReplicaVersionAllowed}
 * @param verifyReplicationFilters {@code VerifyReplicationFilters}
 */
public record TopologySettings(Duration pollInterval, Duration reasonableLag, Duration reasonableMaintenanceLag,
        boolean lowerReplicaVersionAllowed, boolean verifyReplicationFilters) {
    /** The contract's defaults. */
    public static final TopologySettings DEFAULTS =
            new TopologySettings(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), false, false);

    private static final int RECENT_POLLS = 5;

    public TopologySettings {
        Objects.requireNonNull(pollInterval, "pollInterval");
        Objects.requireNonNull(reasonableLag, "reasonableLag");
        Objects.requireNonNull(reasonableMaintenanceLag, "reasonableMaintenanceLag");
    }

    /** IsUpToDate of discovery.md 3.7: the last probe ended within one poll interval. */
    public boolean isUpToDate(ObservedInstance instance, Duration now) {
        return checkedWithin(instance, now, pollInterval);
    }

    /** IsRecentlyChecked of discovery.md 3.7: the last probe ended within five poll intervals. */
    public boolean isRecentlyChecked(ObservedInstance instance, Duration now) {
        return checkedWithin(instance, now, pollInterval.multipliedBy(RECENT_POLLS));
    }

    private static boolean checkedWithin(ObservedInstance instance, Duration now, Duration limit) {
        Duration checked = instance.lastChecked();
        return checked != null && now.minus(checked).compareTo(limit) <= 0;
    }

    /**
     * The lag test of topology-ops.md 1.3, of what the server itself says: within the limit, measured from the configured delay; an
     * unknown lag counts as 0.
     */
    public boolean isWithinMaintenanceLag(ReplicaStatus channel) {
        Duration lag = channel.behindSource() == null ? Duration.ZERO : channel.behindSource();
        Duration behind = channel.configuredDelay().isPositive() ? lag.minus(channel.configuredDelay()).abs() : lag;
        return behind.compareTo(reasonableMaintenanceLag) <= 0;
    }

    /**
     * Whether a server's lag is known, be it told by query of one that replicates from nobody, and further from its configured delay,
     * which is 0 there, than reasonable (discovery.md 3.10).
     */
    boolean isLagProblem(InstanceSnapshot server) {
        return isUnreasonable(server.replicationLag(), server);
    }

    /** The same of either measure, what the configured query says and what the server says (discovery.md 10.4). */
    boolean isAnyLagProblem(InstanceSnapshot server) {
        Duration behind = server.defaultChannel().map(ReplicaStatus::behindSource).orElse(null);
        return isLagProblem(server) || isUnreasonable(behind, server);
    }

    private boolean isUnreasonable(@Nullable Duration lag, InstanceSnapshot server) {
        if (lag == null) {
            return false;
        }
        Duration delay = server.defaultChannel().map(ReplicaStatus::configuredDelay).orElse(Duration.ZERO);
        return lag.minus(delay).abs().compareTo(reasonableLag) > 0;
    }
}
