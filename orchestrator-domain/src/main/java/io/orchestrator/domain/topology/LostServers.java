package io.orchestrator.domain.topology;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;

/** Servers lost in a recovery, and which of them are in duty again (recovery.md 7.11). */
public final class LostServers {
    private LostServers() {}

    /**
     * Servers in downtime as lost that answer now and either replicate again or are at the top of their cluster and the only ones at a
     * top that suggest their alias.
     */
    public static List<InstanceKey> back(Fleet fleet) {
        List<FleetInstance> lost =
                fleet.instances().stream().filter(m -> ClusterLabels.isLost(m) && m.observed().isSeen()).toList();
        if (lost.isEmpty()) {
            return List.of();
        }
        Map<String, Long> claims = fleet.instances()
                .stream()
                .filter(m -> m.depth() == 0)
                .map(FleetInstance::suggestedAlias)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return lost.stream()
                .filter(m -> m.snapshot().filter(InstanceSnapshot::isReplicating).isPresent()
                        || isOnlyClaimant(m, claims))
                .map(FleetInstance::key)
                .toList();
    }

    private static boolean isOnlyClaimant(FleetInstance member, Map<String, Long> claims) {
        String alias = member.suggestedAlias();
        return member.depth() == 0 && !alias.isEmpty() && claims.getOrDefault(alias, 0L) == 1;
    }
}
