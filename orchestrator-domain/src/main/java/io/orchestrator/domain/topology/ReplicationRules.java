package io.orchestrator.domain.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;

/**
 * Whether a server can replicate from another (CanReplicateFrom of topology-ops.md 1.2): nine rules, the first that is broken names
 * the reason. Row images, GTID modes, data centres, reachability and cycles are not looked at.
 */
public final class ReplicationRules {
    private static final List<Rule> RULES = List.of(ReplicationRules::notItself, ReplicationRules::sourceHasBinlog,
            ReplicationRules::sourceLogsReplicaUpdates, ReplicationRules::replicaVersionNotLower,
            ReplicationRules::formatNotLower, ReplicationRules::filtersAlike, ReplicationRules::serverIdsDiffer,
            ReplicationRules::uuidsDiffer, ReplicationRules::delayNotLower);

    @FunctionalInterface
    private interface Rule {
        Optional<String> broken(InstanceSnapshot replica, InstanceSnapshot source, TopologySettings settings);
    }

    private ReplicationRules() {}

    /**
     * Checks the rules.
     *
     * @param replica the server that would replicate
     * @param source the server that it would replicate from
     * @param settings which rules are relaxed
     */
    public static Compatibility canReplicateFrom(InstanceSnapshot replica, InstanceSnapshot source,
            TopologySettings settings) {
        for (Rule rule : RULES) {
            Optional<String> broken = rule.broken(replica, source, settings);
            if (broken.isPresent()) {
                return new Compatibility.Incompatible(broken.get());
            }
        }
        List<String> warnings = new ArrayList<>(1);
        lowerVersion(replica, source).ifPresent(warnings::add);
        return new Compatibility.Compatible(warnings);
    }

    /**
     * As {@link #canReplicateFrom}, and whether the replica would find its place by GTID ("GTID move" of topology-ops.md 3).
     *
     * @param replica the server that would replicate
     * @param source the server that it would replicate from
     * @param settings which rules are relaxed
     */
    public static Compatibility canReplicateFromByGtid(InstanceSnapshot replica, InstanceSnapshot source,
            TopologySettings settings) {
        Compatibility ordinary = canReplicateFrom(replica, source, settings);
        if (!ordinary.isCompatible()) {
            return ordinary;
        }
        if (!Kinship.canPositionByGtid(replica, source)) {
            return new Compatibility.Incompatible("Instances " + replica.key() + ", " + source.key()
                    + " not GTID compatible or not using GTID");
        }
        boolean oracle = replica.defaultChannel().filter(c -> c.positioning().isOracleGtid()).isPresent();
        if (oracle && !replica.gtid().executed().contains(source.gtid().purged())) {
            return new Compatibility.Incompatible("Instance " + source.key() + " has purged GTID entries not found on "
                    + replica.key());
        }
        return ordinary;
    }

    private static Optional<String> when(boolean broken, String reason) {
        return broken ? Optional.of(reason) : Optional.empty();
    }

    private static Optional<String> notItself(InstanceSnapshot replica, InstanceSnapshot source, TopologySettings s) {
        return when(replica.key().equals(source.key()), "instance cannot replicate from itself: " + replica.key());
    }

    private static Optional<String> sourceHasBinlog(InstanceSnapshot replica, InstanceSnapshot source,
            TopologySettings s) {
        return when(!source.binlog().enabled(), "instance does not have binary logs enabled: " + source.key());
    }

    private static Optional<String> sourceLogsReplicaUpdates(InstanceSnapshot replica, InstanceSnapshot source,
            TopologySettings s) {
        return when(source.isReplica() && !source.binlog().logsReplicaUpdates(),
                "instance does not have log_slave_updates enabled: " + source.key());
    }

    private static Optional<String> replicaVersionNotLower(InstanceSnapshot replica, InstanceSnapshot source,
            TopologySettings s) {
        return s.lowerReplicaVersionAllowed() ? Optional.empty() : lowerVersion(replica, source);
    }

    /** The trailing blank is the contract's. */
    private static Optional<String> lowerVersion(InstanceSnapshot replica, InstanceSnapshot source) {
        boolean lower = !replica.isBinlogServer()
                && replica.server().version().compareMajor(source.server().version()) < 0;
        return when(lower, "instance " + replica.key() + " has version " + replica.server().version()
                + ", which is lower than " + source.server().version() + " on " + source.key() + " ");
    }

    private static Optional<String> formatNotLower(InstanceSnapshot replica, InstanceSnapshot source,
            TopologySettings s) {
        boolean lower = replica.binlog().enabled() && replica.binlog().logsReplicaUpdates()
                && replica.binlog().hasLowerFormatThan(source.binlog());
        return when(lower, "Cannot replicate from " + source.binlog().format() + " binlog format on " + source.key()
                + " to " + replica.binlog().format() + " on " + replica.key());
    }

    private static Optional<String> filtersAlike(InstanceSnapshot replica, InstanceSnapshot source,
            TopologySettings s) {
        return when(s.verifyReplicationFilters() && hasFilters(source) && !hasFilters(replica),
                source.key() + " has replication filters");
    }

    private static boolean hasFilters(InstanceSnapshot snapshot) {
        return snapshot.channels().stream().anyMatch(ReplicaStatus::filtered);
    }

    private static Optional<String> serverIdsDiffer(InstanceSnapshot replica, InstanceSnapshot source,
            TopologySettings s) {
        boolean same = !replica.isBinlogServer() && replica.server().serverId() == source.server().serverId();
        return when(same, "Identical server id: " + source.key() + ", " + replica.key() + " both have "
                + replica.server().serverId());
    }

    private static Optional<String> uuidsDiffer(InstanceSnapshot replica, InstanceSnapshot source,
            TopologySettings s) {
        boolean same = !replica.isBinlogServer() && replica.server().uuid() != null
                && replica.server().uuid().equals(source.server().uuid());
        return when(same, "Identical server UUID: " + source.key() + ", " + replica.key() + " both have "
                + replica.server().uuid());
    }

    private static Optional<String> delayNotLower(InstanceSnapshot replica, InstanceSnapshot source,
            TopologySettings s) {
        Duration own = delay(replica);
        Duration other = delay(source);
        boolean lower = own.compareTo(other) < 0 && other.compareTo(s.reasonableMaintenanceLag()) > 0;
        return when(lower, source.key() + " has higher SQL_Delay (" + other.toSeconds() + " seconds) than "
                + replica.key() + " does (" + own.toSeconds() + " seconds)");
    }

    private static Duration delay(InstanceSnapshot snapshot) {
        return snapshot.defaultChannel().map(ReplicaStatus::configuredDelay).orElse(Duration.ZERO);
    }
}
