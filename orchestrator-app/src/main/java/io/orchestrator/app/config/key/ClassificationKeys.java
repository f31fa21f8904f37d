package io.orchestrator.app.config.key;

import java.util.List;
import java.util.Map;

/** The keys of classification queries and patterns (config.md 7.6). */
public final class ClassificationKeys {

    /**
     * Replaces {@code Seconds_Behind_Master} as <i>replication lag</i>; negative results become 0, failures
     * fall back to the server's own value.
     */
    public static final Key<String> REPLICATION_LAG_QUERY =
            Key.text("ReplicationLagQuery", "").mayHoldSecrets().restricting();

    /** Deprecated synonym of {@code ReplicationLagQuery}; always emptied after load (config.md 4, rule 4). */
    public static final Key<String> SLAVE_LAG_QUERY = Key.text("SlaveLagQuery", "").mayHoldSecrets();

    /** Alias by cluster <i>name</i>; iteration order is undefined, empty patterns are skipped. */
    public static final Key<Map<String, String>> CLUSTER_NAME_TO_ALIAS = Key.map("ClusterNameToAlias");

    /**
     * Alias suggestion; asked only while the instance has inherited none from its master and no manual
     * override exists.
     */
    public static final Key<String> DETECT_CLUSTER_ALIAS_QUERY =
            Key.text("DetectClusterAliasQuery", "").mayHoldSecrets();

    /**
     * Domain name of the cluster; asked on instances of replication depth 0 and stored in {@code
     * cluster_domain_name}.
     */
    public static final Key<String> DETECT_CLUSTER_DOMAIN_QUERY =
            Key.text("DetectClusterDomainQuery", "").mayHoldSecrets();

    /** Human-readable instance alias. */
    public static final Key<String> DETECT_INSTANCE_ALIAS_QUERY =
            Key.text("DetectInstanceAliasQuery", "").mayHoldSecrets();

    /** Promotion rule of the instance: {@code prefer}, {@code neutral}, {@code prefer_not} or {@code must_not}. */
    public static final Key<String> DETECT_PROMOTION_RULE_QUERY =
            Key.text("DetectPromotionRuleQuery", "").mayHoldSecrets().restricting();

    /** Data centre; overrides {@code DataCenterPattern}. */
    public static final Key<String> DETECT_DATA_CENTER_QUERY =
            Key.text("DetectDataCenterQuery", "").mayHoldSecrets().restricting();

    /** Region; overrides {@code RegionPattern}. */
    public static final Key<String> DETECT_REGION_QUERY =
            Key.text("DetectRegionQuery", "").mayHoldSecrets().restricting();

    /** Environment; overrides {@code PhysicalEnvironmentPattern}. */
    public static final Key<String> DETECT_PHYSICAL_ENVIRONMENT_QUERY =
            Key.text("DetectPhysicalEnvironmentQuery", "").mayHoldSecrets().restricting();

    /** Semi-sync <i>priority</i>: 0 = asynchronous replica, higher = preferred. */
    public static final Key<String> DETECT_SEMI_SYNC_ENFORCED_QUERY =
            Key.text("DetectSemiSyncEnforcedQuery", "").mayHoldSecrets();

    /** Data centre from the host name. */
    public static final Key<String> DATA_CENTER_PATTERN = Key.text("DataCenterPattern", "").restricting();

    /** Region from the host name. */
    public static final Key<String> REGION_PATTERN = Key.text("RegionPattern", "").restricting();

    /** Environment from the host name. */
    public static final Key<String> PHYSICAL_ENVIRONMENT_PATTERN =
            Key.text("PhysicalEnvironmentPattern", "").restricting();

    /** Lifetime of a promotion-rule registration; in minutes. */
    public static final Key<Long> CANDIDATE_INSTANCE_EXPIRE_MINUTES =
            Key.unsigned("CandidateInstanceExpireMinutes", 60).restricting();

    /** Let {@code submit-pool-instances} take unambiguous partial host names. */
    public static final Key<Boolean> SUPPORT_FUZZY_POOL_HOSTNAMES = Key.flag("SupportFuzzyPoolHostnames", true);

    /** Lifetime of pool membership rows; older raft-replayed submissions are dropped; in minutes. */
    public static final Key<Long> INSTANCE_POOL_EXPIRY_MINUTES = Key.unsigned("InstancePoolExpiryMinutes", 60);

    /** Replicas left out of the online-schema-change recommendation. */
    public static final Key<List<String>> OSC_IGNORE_HOSTNAME_FILTERS = Key.list("OSCIgnoreHostnameFilters");

    /** Instances left out of the <i>problems</i> listing. */
    public static final Key<List<String>> PROBLEM_IGNORE_HOSTNAME_FILTERS = Key.list("ProblemIgnoreHostnameFilters");

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            REPLICATION_LAG_QUERY, SLAVE_LAG_QUERY, CLUSTER_NAME_TO_ALIAS, DETECT_CLUSTER_ALIAS_QUERY,
            DETECT_CLUSTER_DOMAIN_QUERY, DETECT_INSTANCE_ALIAS_QUERY, DETECT_PROMOTION_RULE_QUERY,
            DETECT_DATA_CENTER_QUERY, DETECT_REGION_QUERY, DETECT_PHYSICAL_ENVIRONMENT_QUERY,
            DETECT_SEMI_SYNC_ENFORCED_QUERY, DATA_CENTER_PATTERN, REGION_PATTERN,
            PHYSICAL_ENVIRONMENT_PATTERN, CANDIDATE_INSTANCE_EXPIRE_MINUTES,
            SUPPORT_FUZZY_POOL_HOSTNAMES, INSTANCE_POOL_EXPIRY_MINUTES, OSC_IGNORE_HOSTNAME_FILTERS,
            PROBLEM_IGNORE_HOSTNAME_FILTERS);

    private ClassificationKeys() {}
}
