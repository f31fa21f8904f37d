package io.orchestrator.domain.recovery;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code topology_recovery} (recovery.md 16). Times are texts as the backend renders them, empty when not set.
 *
 * @param id row number
 * @param uid unique id
 * @param failed the failed server
 * @param code what was wrong with it
 * @param cluster its cluster
 * @param clusterAlias the cluster's alias
 * @param replicaCount number of its replicas
 * @param replicas its replicas
 * @param outcome how it ended; null while it runs
 * @param active it blocks further automatic recoveries
 * @param startedAt when it was registered
 * @param endedAt when it was resolved
 * @param owner process that ran it
 * @param acknowledged who acknowledged it; null when nobody has
 * @param lastDetectionId row number of the detection that led to it, 0 when none
 */
public record RecoveryRecord(long id, RecoveryUid uid, InstanceKey failed, AnalysisCode code, ClusterName cluster,
        String clusterAlias, int replicaCount, List<InstanceKey> replicas, @Nullable RecoveryOutcome outcome,
        boolean active,
        String startedAt, String endedAt, NodeId owner, @Nullable Acknowledged acknowledged, long lastDetectionId) {
    /** Who acknowledged a recovery, when, and why. */
    public record Acknowledged(String by, String at, String comment) {}

    public RecoveryRecord {
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(failed, "failed");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(clusterAlias, "clusterAlias");
        replicas = List.copyOf(replicas);
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(owner, "owner");
    }
}
