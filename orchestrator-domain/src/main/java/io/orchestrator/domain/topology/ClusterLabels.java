package io.orchestrator.domain.topology;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.Downtime;

/**
 * Aliases and domains of clusters (discovery.md 8.1, 8.2). First that is not empty wins: the manual override, the stored alias unless
 * it merely repeats the name, what a member suggests, the configured patterns, the name itself.
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
            .<FleetInstance, Boolean>comparing(m -> m.observed().isSeen())
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
        if (!stored.isEmpty() && !stored.equals(name.value())) {
            return stored;
        }
        return suggestedAlias(members).or(() -> patternAlias(name)).orElse(name.value());
    }

    /** Domain of a cluster with these members; empty when nothing gives one. */
    public String domain(ClusterName name, Collection<FleetInstance> members) {
        String stored = domains.getOrDefault(name, "");
        if (!stored.isEmpty()) {
            return stored;
        }
        return suggestedDomain(members.stream()).orElse("");
    }

    /** What the server at the top suggests: the query is for servers at depth 0 (discovery.md 8.2). */
    private static Optional<String> suggestedDomain(Stream<FleetInstance> members) {
        return members.filter(m -> m.depth() == 0)
                .map(m -> m.snapshot().map(s -> s.classification().clusterDomain()).orElse(""))
                .filter(domain -> !domain.isEmpty())
                .findFirst();
    }

    /** What the domain table should hold for these clusters (discovery.md 8.2); those of which nobody suggests one are left out. */
    public static Map<ClusterName, String> suggestedDomains(Fleet fleet) {
        Map<ClusterName, String> suggested = new TreeMap<>();
        fleet.clusters()
                .forEach((name, topology) -> suggestedDomain(topology.members().values().stream())
                        .ifPresent(domain -> suggested.put(name, domain)));
        return Collections.unmodifiableMap(suggested);
    }

    /**
     * The alias that the most credible member suggests: valid, writable, with most replicas. Servers lost in a recovery suggest
     * nothing, so that a failed source cannot take the alias back.
     */
    public static Optional<String> suggestedAlias(Collection<FleetInstance> members) {
        return members.stream()
                .filter(m -> !suggestionOf(m).isEmpty())
                .max(LEAST_CREDIBLE_FIRST)
                .map(ClusterLabels::suggestionOf);
    }

    private static String suggestionOf(FleetInstance member) {
        Downtime downtime = member.annotations().downtime();
        if (downtime != null && downtime.isLostInRecovery()) {
            return "";
        }
        return member.snapshot()
                .map(InstanceSnapshot::classification)
                .map(Classification::suggestedClusterAlias)
                .orElse("");
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
        Map<ClusterName, String> suggested = new TreeMap<>();
        fleet.instances()
                .stream()
                .filter(m -> !suggestionOf(m).isEmpty())
                .sorted(LEAST_CREDIBLE_FIRST)
                .forEachOrdered(m -> {
                    suggested.values().remove(suggestionOf(m));
                    suggested.put(m.cluster(), suggestionOf(m));
                });
        fleet.clusters().keySet().forEach(name -> suggested.putIfAbsent(name, name.value()));
        return Collections.unmodifiableMap(suggested);
    }
}
