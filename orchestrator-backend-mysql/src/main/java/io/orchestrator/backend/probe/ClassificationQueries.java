package io.orchestrator.backend.probe;

import java.util.Objects;

/**
 * Configured queries that run on monitored servers (discovery.md 8); the first column of the first row counts. They qualify their
 * tables, for no schema is selected.
 *
 * @param clusterAlias {@code DetectClusterAliasQuery}
 * @param clusterDomain {@code DetectClusterDomainQuery}
 * @param instanceAlias {@code DetectInstanceAliasQuery}
 * @param dataCenter {@code DetectDataCenterQuery}
 * @param region {@code DetectRegionQuery}
 * @param physicalEnvironment {@code DetectPhysicalEnvironmentQuery}
 * @param promotionRule {@code DetectPromotionRuleQuery}
 * @param semiSyncPriority {@code DetectSemiSyncEnforcedQuery}
 * @param pseudoGtid {@code DetectPseudoGTIDQuery}
 * @param replicationLag {@code ReplicationLagQuery}; runs with each routine probe, and with those for evidence when its answer is old
 */
public record ClassificationQueries(String clusterAlias, String clusterDomain, String instanceAlias, String dataCenter,
        String region, String physicalEnvironment, String promotionRule, String semiSyncPriority, String pseudoGtid,
        String replicationLag) {
    public static final ClassificationQueries NONE =
            new ClassificationQueries("", "", "", "", "", "", "", "", "", "");

    public ClassificationQueries {
        Objects.requireNonNull(clusterAlias, "clusterAlias");
        Objects.requireNonNull(clusterDomain, "clusterDomain");
        Objects.requireNonNull(instanceAlias, "instanceAlias");
        Objects.requireNonNull(dataCenter, "dataCenter");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(physicalEnvironment, "physicalEnvironment");
        Objects.requireNonNull(promotionRule, "promotionRule");
        Objects.requireNonNull(semiSyncPriority, "semiSyncPriority");
        Objects.requireNonNull(pseudoGtid, "pseudoGtid");
        Objects.requireNonNull(replicationLag, "replicationLag");
    }

    /** Text of one of them, empty when it is not configured. */
    String text(ClassificationQuery query) {
        return switch (query) {
            case CLUSTER_ALIAS -> clusterAlias;
            case CLUSTER_DOMAIN -> clusterDomain;
            case INSTANCE_ALIAS -> instanceAlias;
            case DATA_CENTER -> dataCenter;
            case REGION -> region;
            case PHYSICAL_ENVIRONMENT -> physicalEnvironment;
            case PROMOTION_RULE -> promotionRule;
            case SEMI_SYNC_PRIORITY -> semiSyncPriority;
            case PSEUDO_GTID -> pseudoGtid;
            case REPLICATION_LAG -> replicationLag;
        };
    }
}
