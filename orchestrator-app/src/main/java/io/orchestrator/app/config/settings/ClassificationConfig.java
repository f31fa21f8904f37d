package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.ClassificationKeys.CANDIDATE_INSTANCE_EXPIRE_MINUTES;
import static io.orchestrator.app.config.key.ClassificationKeys.CLUSTER_NAME_TO_ALIAS;
import static io.orchestrator.app.config.key.ClassificationKeys.DATA_CENTER_PATTERN;
import static io.orchestrator.app.config.key.ClassificationKeys.DETECT_CLUSTER_ALIAS_QUERY;
import static io.orchestrator.app.config.key.ClassificationKeys.DETECT_CLUSTER_DOMAIN_QUERY;
import static io.orchestrator.app.config.key.ClassificationKeys.DETECT_DATA_CENTER_QUERY;
import static io.orchestrator.app.config.key.ClassificationKeys.DETECT_INSTANCE_ALIAS_QUERY;
import static io.orchestrator.app.config.key.ClassificationKeys.DETECT_PHYSICAL_ENVIRONMENT_QUERY;
import static io.orchestrator.app.config.key.ClassificationKeys.DETECT_PROMOTION_RULE_QUERY;
import static io.orchestrator.app.config.key.ClassificationKeys.DETECT_REGION_QUERY;
import static io.orchestrator.app.config.key.ClassificationKeys.DETECT_SEMI_SYNC_ENFORCED_QUERY;
import static io.orchestrator.app.config.key.ClassificationKeys.INSTANCE_POOL_EXPIRY_MINUTES;
import static io.orchestrator.app.config.key.ClassificationKeys.OSC_IGNORE_HOSTNAME_FILTERS;
import static io.orchestrator.app.config.key.ClassificationKeys.PHYSICAL_ENVIRONMENT_PATTERN;
import static io.orchestrator.app.config.key.ClassificationKeys.PROBLEM_IGNORE_HOSTNAME_FILTERS;
import static io.orchestrator.app.config.key.ClassificationKeys.REGION_PATTERN;
import static io.orchestrator.app.config.key.ClassificationKeys.REPLICATION_LAG_QUERY;
import static io.orchestrator.app.config.key.ClassificationKeys.SUPPORT_FUZZY_POOL_HOSTNAMES;

/**
 * What is asked of a server beyond replication: lag, alias, place, rule (config.md 7.6). Empty queries and patterns
 * are not used.
 *
 * @param replicationLagQuery SQL for the replication lag in seconds
 * @param clusterNameToAlias alias by regular expression on the cluster name
 * @param clusterAliasQuery SQL for the alias of the cluster
 * @param clusterDomainQuery SQL for the domain name of the cluster
 * @param instanceAliasQuery SQL for the alias of the instance
 * @param promotionRuleQuery SQL for the promotion rule
 * @param dataCenterQuery SQL for the data centre; overrides the pattern
 * @param regionQuery SQL for the region; overrides the pattern
 * @param environmentQuery SQL for the environment; overrides the pattern
 * @param semiSyncPriorityQuery SQL for the semi-sync priority, 0 to 255
 * @param dataCenterPattern regular expression on the host name, one group
 * @param regionPattern regular expression on the host name, one group
 * @param environmentPattern regular expression on the host name, one group
 * @param candidateLifetime of a registered promotion rule
 * @param fuzzyPoolHosts take unambiguous partial host names in pool submissions
 * @param poolLifetime of pool membership
 * @param schemaChangeIgnored patterns (rule F1) of replicas left out of the online-schema-change recommendation
 * @param problemIgnored patterns (rule F1) of instances left out of the problems listing
 */
public record ClassificationConfig(
        String replicationLagQuery, Map<String, String> clusterNameToAlias, String clusterAliasQuery,
        String clusterDomainQuery, String instanceAliasQuery, String promotionRuleQuery,
        String dataCenterQuery, String regionQuery, String environmentQuery, String semiSyncPriorityQuery,
        String dataCenterPattern, String regionPattern, String environmentPattern, Duration candidateLifetime,
        boolean fuzzyPoolHosts, Duration poolLifetime, List<String> schemaChangeIgnored,
        List<String> problemIgnored) {

    public ClassificationConfig {
        clusterNameToAlias = Map.copyOf(clusterNameToAlias);
        schemaChangeIgnored = List.copyOf(schemaChangeIgnored);
        problemIgnored = List.copyOf(problemIgnored);
    }

    /** The settings that configuration asks for. */
    public static ClassificationConfig from(Configuration configuration) {
        return new ClassificationConfig(
                configuration.get(REPLICATION_LAG_QUERY), configuration.get(CLUSTER_NAME_TO_ALIAS),
                configuration.get(DETECT_CLUSTER_ALIAS_QUERY), configuration.get(DETECT_CLUSTER_DOMAIN_QUERY),
                configuration.get(DETECT_INSTANCE_ALIAS_QUERY), configuration.get(DETECT_PROMOTION_RULE_QUERY),
                configuration.get(DETECT_DATA_CENTER_QUERY), configuration.get(DETECT_REGION_QUERY),
                configuration.get(DETECT_PHYSICAL_ENVIRONMENT_QUERY),
                configuration.get(DETECT_SEMI_SYNC_ENFORCED_QUERY), configuration.get(DATA_CENTER_PATTERN),
                configuration.get(REGION_PATTERN), configuration.get(PHYSICAL_ENVIRONMENT_PATTERN),
                Units.minutes(configuration.get(CANDIDATE_INSTANCE_EXPIRE_MINUTES)),
                configuration.get(SUPPORT_FUZZY_POOL_HOSTNAMES),
                Units.minutes(configuration.get(INSTANCE_POOL_EXPIRY_MINUTES)),
                configuration.get(OSC_IGNORE_HOSTNAME_FILTERS), configuration.get(PROBLEM_IGNORE_HOSTNAME_FILTERS));
    }

    /** Not printed: may embed passwords (config.md 6). */
    @Override
    public String toString() {
        return "ClassificationConfig[not shown]";
    }
}
