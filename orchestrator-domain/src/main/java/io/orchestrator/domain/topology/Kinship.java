package io.orchestrator.domain.topology;

import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;

/** How servers stand to each other and what state they are in (topology-ops.md 1.1, 1.4). */
public final class Kinship {
    private Kinship() {}

    private static boolean isReplica(FleetInstance instance) {
        return instance.snapshot().filter(InstanceSnapshot::isReplica).isPresent();
    }

    /** Both are replicas of the same source. */
    public static boolean areSiblings(FleetInstance a, FleetInstance b) {
        return isReplica(a) && isReplica(b) && !a.key().equals(b.key()) && a.sourceKey().equals(b.sourceKey());
    }

    /** Whether a is the source of b. */
    public static boolean isSourceOf(FleetInstance a, FleetInstance b) {
        return isReplica(b) && !a.key().equals(b.key()) && b.sourceKey().equals(a.key());
    }

    /** Whether b's UUID is among a's ancestry; a server with a UUID is its own descendant, one without is nobody's ancestor. */
    public static boolean isDescendantOf(FleetInstance a, FleetInstance b) {
        return b.snapshot()
                .map(InstanceSnapshot::server)
                .filter(s -> s.uuid() != null && a.ancestry().contains(s.uuid()))
                .isPresent();
    }

    /** GTID compatible: a could find its place below b by GTID. */
    public static boolean canPositionByGtid(InstanceSnapshot a, InstanceSnapshot b) {
        return a.defaultChannel()
                .filter(c -> (c.positioning().isOracleGtid() && b.gtid().supportsOracleGtid())
                        || (c.positioning().isMariaDbGtid() && b.server().flavor() == Flavor.MARIADB))
                .isPresent();
    }

    public static boolean isGroupSecondary(FleetInstance instance) {
        return Groups.isSecondary(instance);
    }

    /** ThreadsExist: the server has a replication configuration. */
    public static boolean hasThreads(ReplicaStatus channel) {
        return channel.receiver() != ThreadState.NO_THREAD && channel.applier() != ThreadState.NO_THREAD;
    }

    /** SQLThreadUpToDate: all that was read was executed. */
    public static boolean isApplierUpToDate(ReplicaStatus channel) {
        return channel.read().equals(channel.executed());
    }
}
