package io.orchestrator.http.wire;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.topology.Topology;

/** {@code ClusterInfo} of http-api.md 3.1. */
public record ClusterWire(String clusterName, String clusterAlias, String clusterDomain, int countInstances,
        int heuristicLag, boolean hasAutomatedMasterRecovery, boolean hasAutomatedIntermediateMasterRecovery) {

    public static ClusterWire of(Topology cluster, RecoveryFilters filters) {
        return named(cluster.name(), cluster.alias(), cluster.domain(), cluster.members().size(), filters);
    }

    /** As analyses carry it: without a count. */
    static ClusterWire of(Analysis analysis) {
        return new ClusterWire(analysis.cluster().value(), analysis.clusterAlias(), analysis.clusterDomain(), 0, 0,
                analysis.automatedSourceRecovery(), analysis.automatedIntermediateRecovery());
    }

    /** As records of detections and recoveries carry it: name and alias only. */
    static ClusterWire recorded(ClusterName name, String alias, RecoveryFilters filters) {
        return named(name, alias, "", 0, filters);
    }

    private static ClusterWire named(ClusterName name, String alias, String domain, int count,
            RecoveryFilters filters) {
        return new ClusterWire(name.value(), alias, domain, count, 0, filters.recoversSource(name, alias),
                filters.recoversIntermediate(name, alias));
    }
}
