package io.orchestrator.domain.detection;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.operations.Downtime;
import org.jspecify.annotations.Nullable;

/**
 * One analysis result: what is wrong with one server, and on which evidence (detection.md 11.1).
 *
 * @param key the analyzed server
 * @param sourceKey its source, {@link InstanceKey#NONE} when it has none
 * @param cluster its cluster's name
 * @param clusterAlias the cluster's alias, the name when it has none
 * @param clusterDomain the cluster's domain, the name when it has none
 * @param classification data centre, region and so on of the server
 * @param code main code
 * @param structure structure codes in order
 * @param evidence the inputs
 * @param downtime the server's active downtime, null when none
 * @param replicasDowntimed all replicas are in downtime and the code is one that this excuses
 * @param automatedSourceRecovery the cluster's filters allow automatic recovery of its source
 * @param automatedIntermediateRecovery the cluster's filters allow automatic recovery of intermediate servers
 */
public record Analysis(InstanceKey key, InstanceKey sourceKey, ClusterName cluster, String clusterAlias,
        String clusterDomain, Classification classification, AnalysisCode code, List<StructureCode> structure,
        Evidence evidence, @Nullable Downtime downtime, boolean replicasDowntimed, boolean automatedSourceRecovery,
        boolean automatedIntermediateRecovery) {
    public Analysis {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(sourceKey, "sourceKey");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(clusterAlias, "clusterAlias");
        Objects.requireNonNull(clusterDomain, "clusterDomain");
        Objects.requireNonNull(classification, "classification");
        Objects.requireNonNull(code, "code");
        structure = List.copyOf(structure);
        Objects.requireNonNull(evidence, "evidence");
    }

    public boolean isDowntimed() {
        return downtime != null;
    }

    /** {@code SkippableDueToDowntime} of detection.md 8. */
    public boolean isSkippable() {
        return isDowntimed() || replicasDowntimed;
    }

    /** Why, in sentences: the rule that matched with its numbers, how reading went, structure codes, downtime. */
    public List<String> explain() {
        return Explanation.of(this);
    }

    public boolean isProblem() {
        return code != AnalysisCode.NO_PROBLEM || !structure.isEmpty();
    }
}
