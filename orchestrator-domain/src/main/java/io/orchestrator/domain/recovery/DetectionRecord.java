package io.orchestrator.domain.recovery;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;

/**
 * One row of {@code topology_failure_detection} (detection.md 14).
 *
 * @param id row number
 * @param key the server
 * @param code what is wrong with it
 * @param cluster its cluster
 * @param clusterAlias the cluster's alias
 * @param replicaCount number of its replicas
 * @param replicas its replicas
 * @param actionable a recovery exists for the code
 * @param active the detection is in its active period
 * @param startedAt when it was registered, as the backend renders it
 * @param owner process that registered it
 * @param relatedRecoveryId newest recovery that names it, 0 when none
 */
public record DetectionRecord(long id, InstanceKey key, AnalysisCode code, ClusterName cluster, String clusterAlias,
        int replicaCount, List<InstanceKey> replicas, boolean actionable, boolean active, String startedAt,
        NodeId owner,
        long relatedRecoveryId) {
    public DetectionRecord {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(clusterAlias, "clusterAlias");
        replicas = List.copyOf(replicas);
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(owner, "owner");
    }
}
