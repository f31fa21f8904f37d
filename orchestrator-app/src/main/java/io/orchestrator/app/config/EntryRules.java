package io.orchestrator.app.config;

import io.orchestrator.app.config.key.DiscoveryKeys;
import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.TopologyKeys;
import io.orchestrator.domain.identity.InstanceKey;

/** Entries of lists that cannot be used (discovery.md 6.6): they are told and left out. Of patterns {@link PatternRules} decides. */
final class EntryRules {

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

    private static void leftOut(Draft draft, Key<?> key, String entry, String why) {
        draft.notice(
                Notice.warning(key.name() + ": the entry \"" + entry + "\" cannot be used and is left out: " + why));
    }
}
