package io.orchestrator.app.config;

import java.util.List;

import io.orchestrator.app.config.key.ClassificationKeys;
import io.orchestrator.app.config.key.DiscoveryKeys;
import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.RecoveryKeys;
import io.orchestrator.app.config.key.TopologyKeys;
import io.orchestrator.domain.text.ContractPattern;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * Entries of lists that cannot be used (discovery.md 5.8, 6.6): they are told and left out. What decides on recoveries is refused
 * instead (detection.md D-16), or told with the other {@link Restrictions}.
 */
final class EntryRules {

    private static final String ALIAS_MATCHES = "alias~=";
    private static final String ALIAS_IS = "alias=";

    private EntryRules() {}

    static void seeds(Draft draft) {
        int defaultPort = Math.clamp(draft.get(TopologyKeys.DEFAULT_INSTANCE_PORT), 0, 65_535);
        for (var seed : draft.get(DiscoveryKeys.DISCOVERY_SEEDS)) {
            try {
                InstanceKey.parse(seed, defaultPort);
            } catch (IllegalArgumentException e) {
                leftOut(draft, DiscoveryKeys.DISCOVERY_SEEDS, seed, String.valueOf(e.getMessage()));
            }
        }
    }

    static void patterns(Draft draft) {
        for (var key : List.of(ClassificationKeys.PROBLEM_IGNORE_HOSTNAME_FILTERS,
                ClassificationKeys.OSC_IGNORE_HOSTNAME_FILTERS)) {
            draft.get(key).forEach(pattern -> pattern(draft, key, pattern));
        }
        draft.get(ClassificationKeys.CLUSTER_NAME_TO_ALIAS)
                .keySet()
                .forEach(pattern -> pattern(draft, ClassificationKeys.CLUSTER_NAME_TO_ALIAS, pattern));
    }

    private static void pattern(Draft draft, Key<?> key, String pattern) {
        ContractPattern.fault(pattern).ifPresent(fault -> leftOut(draft, key, pattern, fault));
    }

    private static void leftOut(Draft draft, Key<?> key, String entry, String why) {
        draft.notice(
                Notice.warning(key.name() + ": the entry \"" + entry + "\" cannot be used and is left out: " + why));
    }

    static void clusterFilters(Draft draft) {
        for (var key : List.of(RecoveryKeys.RECOVER_MASTER_CLUSTER_FILTERS,
                RecoveryKeys.RECOVER_INTERMEDIATE_MASTER_CLUSTER_FILTERS)) {
            for (var filter : draft.get(key)) {
                boolean compared = filter.equals("*") || filter.startsWith(ALIAS_IS);
                String expression =
                        filter.startsWith(ALIAS_MATCHES) ? filter.substring(ALIAS_MATCHES.length()) : filter;
                if (!compared) {
                    ContractPattern.fault(expression)
                            .ifPresent(why -> draft.fault("\"" + filter + "\" is no regular expression: " + why, key));
                }
            }
        }
    }
}
