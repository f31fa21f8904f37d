package io.orchestrator.domain.recovery;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;

/** In which words the registration of a recovery is refused because of an earlier one (recovery.md 5). */
public final class RefusalTexts {
    private static final String PREFIX = "AttemptRecoveryRegistration: ";

    private RefusalTexts() {}

    /**
     * The failed server is one that was promoted itself.
     *
     * @param other the server whose failover promoted it
     */
    public static String recentlyPromoted(InstanceKey failed, InstanceKey other) {
        return PREFIX + "instance " + failed + " has recently been promoted (by failover of " + other
                + ") and is in active period. It will not be failed over. You may acknowledge the failure on " + other
                + " (-c ack-instance-recoveries) to remove this blockage";
    }

    /**
     * The cluster had a failover.
     *
     * @param other its server that was failed over
     */
    public static String clusterBlocked(ClusterName cluster, InstanceKey other) {
        return PREFIX + "cluster " + cluster + " has recently experienced a failover (of " + other
                + ") and is in active period. It will not be failed over again. You may acknowledge the failure on this"
                + " cluster (-c ack-cluster-recoveries) or on " + other
                + " (-c ack-instance-recoveries) to remove this blockage";
    }

    /**
     * Another recovery comes first.
     *
     * @param uid one of the cluster that has not ended
     */
    public static String unfinished(RecoveryUid uid, ClusterName cluster) {
        return "recovery " + uid + " of cluster " + cluster + " was begun and is to be finished first";
    }
}
