package io.orchestrator.backend.probe;

import io.orchestrator.domain.operations.PromotionRule;

/** A query that may be configured to run on monitored servers, by the key that configures it (config.md 7.6 and 7.8). */
enum ClassificationQuery {
    CLUSTER_ALIAS("DetectClusterAliasQuery"),
    CLUSTER_DOMAIN("DetectClusterDomainQuery"),
    INSTANCE_ALIAS("DetectInstanceAliasQuery"),
    DATA_CENTER("DetectDataCenterQuery"),
    REGION("DetectRegionQuery"),
    PHYSICAL_ENVIRONMENT("DetectPhysicalEnvironmentQuery"),
    PROMOTION_RULE("DetectPromotionRuleQuery"),
    SEMI_SYNC_PRIORITY("DetectSemiSyncEnforcedQuery"),
    PSEUDO_GTID("DetectPseudoGTIDQuery"),
    REPLICATION_LAG("ReplicationLagQuery");

    private final String configurationKey;

    ClassificationQuery(String configurationKey) {
        this.configurationKey = configurationKey;
    }

    /** The name that a message shall use: the text of a query may hold a password. */
    String configurationKey() {
        return configurationKey;
    }

    /** What is wrong with an answer; empty when it can be used. */
    String objectionTo(String answer) {
        return switch (this) {
            case CLUSTER_ALIAS, CLUSTER_DOMAIN, INSTANCE_ALIAS, DATA_CENTER, REGION, PHYSICAL_ENVIRONMENT,
                    PSEUDO_GTID ->
                    "";
            case PROMOTION_RULE -> PromotionRule.named(answer)
                    .map(rule -> rule == PromotionRule.MUST ? "the rule must is not supported yet" : "")
                    .orElse("its answer is none of prefer, neutral, prefer_not and must_not");
            case SEMI_SYNC_PRIORITY -> isWhole(answer) && answer.charAt(0) != '-' ? ""
                    : "its answer is no whole number of 0 or more";
            case REPLICATION_LAG -> isWhole(answer) ? "" : "its answer is no whole number of seconds";
        };
    }

    private static boolean isWhole(String answer) {
        int from = answer.startsWith("-") ? 1 : 0;
        return answer.length() > from && answer.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }
}
