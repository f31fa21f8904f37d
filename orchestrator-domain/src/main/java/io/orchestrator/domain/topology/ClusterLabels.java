package io.orchestrator.domain.topology;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.Downtime;

/**
 * Aliases and domains of clusters (discovery.md 8.1, 8.2). First that is not empty wins: the manual override, the stored alias unless
 * it merely repeats the name, the configured patterns, the name itself; where nothing is stored yet, what a member suggests before the
 * patterns.
 *
 * <p>
 * A member suggests the override, else what its upstream suggests, else what its own query said, else what a pattern gives (not to a
 * binlog server). So the alias is the source's as long as it has one, and does not change while it cannot be read. What each member
 * suggests is worked out once, when the topology is built, and is then part of it ({@link FleetInstance#suggestedAlias()}).
 *
 * @param overrides manual alias by cluster name
 * @param aliases stored alias by cluster name
 * @param domains stored domain by cluster name
 * @param patterns {@code ClusterNameToAlias}
 */
public record ClusterLabels(Map<ClusterName, String> overrides, Map<ClusterName, String> aliases,
        Map<ClusterName, String> domains, List<AliasPattern> patterns) {
    /** Nobody gave any cluster an alias. */
    public static final ClusterLabels NONE = new ClusterLabels(Map.of(), Map.of(), Map.of(), List.of());

    /** Invalid last check first, read-only first, fewest replicas first: of several suggestions the last one counts. */
    private static final Comparator<FleetInstance> LEAST_CREDIBLE_FIRST = Comparator
            .<FleetInstance, Boolean>comparing(m -> m.observed().isLastCheckValid())
            .thenComparing(m -> m.snapshot().filter(s -> !s.isReadOnly()).isPresent())
            .thenComparingInt(m -> m.snapshot().map(s -> s.replicas().size()).orElse(0))
            .thenComparing(FleetInstance::depth, Comparator.reverseOrder())
            .thenComparing(FleetInstance::key, Comparator.reverseOrder());

    /**
     * One entry of {@code ClusterNameToAlias}.
     *
     * @param name found anywhere in a cluster name
     * @param alias the alias of such clusters
     */
    public record AliasPattern(Pattern name, String alias) {}

    public ClusterLabels {
        overrides = Map.copyOf(overrides);
        aliases = Map.copyOf(aliases);
        domains = Map.copyOf(domains);
        patterns = List.copyOf(patterns);
    }

    /** Alias of a cluster with these members; its name when nothing gives one. */
    public String alias(ClusterName name, Collection<FleetInstance> members) {
        String override = overrides.getOrDefault(name, "");
        if (!override.isEmpty()) {
            return override;
        }
        String stored = aliases.getOrDefault(name, "");
        if (stored.isEmpty()) {
            return suggestedAlias(members).orElseGet(() -> patternAlias(name).orElse(name.value()));
        }
        // The name in place of an alias was stored because nobody suggested one, or another cluster has it.
        return stored.equals(name.value()) ? patternAlias(name).orElse(stored) : stored;
    }

    /** Domain of a cluster with these members; empty when nothing gives one. */
    public String domain(ClusterName name, Collection<FleetInstance> members) {
        String stored = domains.getOrDefault(name, "");
        return stored.isEmpty() ? suggestedDomain(members) : stored;
    }

    /** What the server at the top suggests: the query is for servers at depth 0 (discovery.md 8.2). */
    private static String suggestedDomain(Collection<FleetInstance> members) {
        return members.stream()
                .filter(m -> m.depth() == 0)
                .map(m -> m.snapshot().map(s -> s.classification().clusterDomain()).orElse(""))
                .filter(domain -> !domain.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> suggestedAlias(Collection<FleetInstance> members) {
        return members.stream()
                .filter(ClusterLabels::suggests)
                .max(LEAST_CREDIBLE_FIRST)
                .map(FleetInstance::suggestedAlias);
    }

    private static boolean suggests(FleetInstance member) {
        return !member.suggestedAlias().isEmpty() && !isLost(member);
    }

    /** Suggested alias by member of a cluster; those that suggest none are left out. */
    Map<InstanceKey, String> suggestions(ClusterName name, Collection<FleetInstance> members) {
        String override = overrides.getOrDefault(name, "");
        String pattern = patternAlias(name).orElse("");
        if (override.isEmpty() && pattern.isEmpty()
                && members.stream().allMatch(m -> m.detectedAlias().isEmpty())) {
            return Map.of();
        }
        Map<InstanceKey, String> suggestions = new HashMap<>();
        members.stream().sorted(Comparator.comparingInt(FleetInstance::depth)).forEachOrdered(m -> {
            String inherited = suggestions.getOrDefault(upstreamOf(m), "");
            boolean binlogServer = m.snapshot().filter(InstanceSnapshot::isBinlogServer).isPresent();
            Stream.of(override, inherited, m.detectedAlias(), binlogServer ? "" : pattern)
                    .filter(alias -> !alias.isEmpty())
                    .findFirst()
                    .ifPresent(alias -> suggestions.put(m.key(), alias));
        });
        return suggestions;
    }

    private static InstanceKey upstreamOf(FleetInstance member) {
        return Groups.isSecondary(member) ? Groups.primaryOf(member) : member.sourceKey();
    }

    /** A server lost in a recovery suggests nothing, so that a failed source cannot take the alias back. */
    static boolean isLost(FleetInstance member) {
        Downtime downtime = member.annotations().downtime();
        return downtime != null && downtime.isLostInRecovery();
    }

    private Optional<String> patternAlias(ClusterName name) {
        return patterns.stream()
                .filter(p -> p.name().matcher(name.value()).find())
                .map(AliasPattern::alias)
                .findFirst();
    }

    /**
     * What the alias table should hold for these clusters (discovery.md 8.1): the suggested alias, or the name where no member
     * suggests one. An alias that two clusters suggest goes to the one with the more credible member; the other keeps its name.
     */
    public static Map<ClusterName, String> suggestedAliases(Fleet fleet) {
        Map<ClusterName, String> aliases = new TreeMap<>();
        Map<String, ClusterName> owners = new HashMap<>();
        fleet.instances()
                .stream()
                .filter(ClusterLabels::suggests)
                .sorted(LEAST_CREDIBLE_FIRST)
                .forEachOrdered(m -> {
                    String alias = m.suggestedAlias();
                    ClusterName before = owners.put(alias, m.cluster());
                    if (before != null) {
                        aliases.remove(before, alias);
                    }
                    aliases.put(m.cluster(), alias);
                });
        fleet.clusters().keySet().forEach(name -> aliases.putIfAbsent(name, name.value()));
        return Collections.unmodifiableMap(aliases);
    }

    /** Domains that the servers at the top of these clusters suggest, by cluster; clusters without one are left out. */
    public static Map<ClusterName, String> suggestedDomains(Fleet fleet) {
        Map<ClusterName, String> domains = new TreeMap<>();
        fleet.clusters().forEach((name, topology) -> {
            String domain = suggestedDomain(topology.instances());
            if (!domain.isEmpty()) {
                domains.put(name, domain);
            }
        });
        return Collections.unmodifiableMap(domains);
    }
}
