package io.orchestrator.domain.election;

import java.util.Objects;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;

/**
 * The right to change one cluster's servers, held by one process for one recovery. Every step's intent is written under it; when
 * the row is no longer exactly this, the statement is not sent.
 *
 * @param cluster the cluster
 * @param uid the recovery, takeover or relocation that it is held for
 * @param owner the process that holds it
 * @param number grows with every change of owner
 */
public record Claim(ClusterName cluster, RecoveryUid uid, NodeId owner, long number) {
    public Claim {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(owner, "owner");
    }
}
