package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.orchestrator.domain.detection.HostnamePatterns;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetIndex;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.FleetLink;
import io.orchestrator.domain.topology.HostAliases;
import io.orchestrator.domain.topology.Topologies;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.IntentStore;

/**
 * All servers in memory: on the leader the truth for detection. Places are worked out anew only when a link between servers changed,
 * and a cluster's topology only when something in it did. Used on the loop only.
 */
final class FleetView {
    private final Map<InstanceKey, ObservedInstance> observed = new HashMap<>();
    private final Map<InstanceKey, FleetLink> links = new HashMap<>();
    private final Map<ClusterName, Topology> topologies = new HashMap<>();
    private Map<InstanceKey, Annotations> annotations = Map.of();
    private ClusterLabels labels = ClusterLabels.NONE;
    private List<ClusterLabels.AliasPattern> patterns = List.of();
    private HostAliases aliases = HostAliases.NONE;
    private FleetIndex index = FleetIndex.EMPTY;
    private final Map<InstanceKey, ClusterName> moved = new HashMap<>();
    private boolean linksChanged;

    void patterns(List<ClusterLabels.AliasPattern> newPatterns) {
        patterns = newPatterns;
    }

    /** Other names of hosts. */
    void aliases(HostAliases newAliases) {
        if (!newAliases.equals(aliases)) {
            aliases = newAliases;
            relink();
        }
    }

    /**
     * Replaces everything by what a store knows.
     *
     * @param names of its clusters
     */
    void load(Collection<ObservedInstance> instances, Collection<ClusterName> names) {
        observed.clear();
        links.clear();
        moved.clear();
        index = FleetIndex.remembering(names);
        instances.forEach(this::put);
        relink();
    }

    private void put(ObservedInstance instance) {
        observed.put(instance.key(), instance);
        FleetLink link = FleetLink.of(instance);
        if (!link.equals(links.put(instance.key(), link))) {
            relink();
        }
    }

    private void relink() {
        linksChanged = true;
        topologies.clear();
    }

    Optional<ObservedInstance> observed(InstanceKey key) {
        return Optional.ofNullable(observed.get(key));
    }

    Set<InstanceKey> keys() {
        return Set.copyOf(observed.keySet());
    }

    /** A server known by name only; nothing happens when it is known already. */
    void know(InstanceKey key) {
        if (!observed.containsKey(key)) {
            put(ObservedInstance.unseen(key));
        }
    }

    void probing(InstanceKey key, Duration began) {
        ObservedInstance before = observed.get(key);
        if (before != null) {
            replace(before.probing(began));
        }
    }

    /** Folds an outcome in; the server as it was before and is now. A server that was forgotten meanwhile stays so. */
    Optional<ObservedInstance> fold(InstanceKey key, ProbeOutcome outcome) {
        ObservedInstance before = observed.get(key);
        if (before == null) {
            return Optional.empty();
        }
        ObservedInstance after = before.after(outcome);
        replace(after);
        return Optional.of(after);
    }

    private void replace(ObservedInstance instance) {
        FleetLink link = FleetLink.of(instance);
        observed.put(instance.key(), instance);
        if (!link.equals(links.put(instance.key(), link))) {
            relink();
        } else if (!linksChanged) {
            index.clusterOf(instance.key()).ifPresent(topologies::remove);
        }
    }

    void forget(InstanceKey key) {
        if (observed.remove(key) != null) {
            links.remove(key);
            relink();
        }
    }

    /** What people and other processes said, as last read; the clusters for which that is new. */
    Set<ClusterName> annotate(IntentStore.Intents intents, Tuning.Heeding heeding) {
        Map<InstanceKey, Annotations> next = new HashMap<>();
        for (Downtime downtime : intents.downtimes()) {
            next.merge(downtime.key(), Annotations.NONE.withDowntime(downtime),
                    (old, add) -> old.withDowntime(downtime));
        }
        for (Candidate candidate : intents.candidates()) {
            next.merge(candidate.key(), Annotations.NONE.withPromotionRule(candidate.rule()),
                    (old, add) -> old.withPromotionRule(candidate.rule()));
        }
        for (InstanceKey key : intents.inMaintenance()) {
            next.put(key, next.getOrDefault(key, Annotations.NONE).withMaintenance(true));
        }
        if (!intents.virtualNames().isEmpty()) {
            for (InstanceKey key : observed.keySet()) {
                String name = intents.virtualNames().get(key.hostname());
                if (name != null) {
                    next.put(key, next.getOrDefault(key, Annotations.NONE).withUnresolvedHostname(name));
                }
            }
        }
        if (heeding.snapshots() && !intents.marks().snapshots().isEmpty()) {
            for (InstanceKey key : observed.keySet()) {
                Integer count = intents.marks().snapshots().get(key.hostname());
                if (count != null) {
                    next.put(key, next.getOrDefault(key, Annotations.NONE).withMysqlSnapshots(count));
                }
            }
        }
        if (heeding.pseudoGtid()) {
            for (ClusterName cluster : intents.marks().pseudoGtid()) {
                for (InstanceKey key : index().members(cluster)) {
                    next.put(key, next.getOrDefault(key, Annotations.NONE).withPseudoGtid(true));
                }
            }
        }
        Set<ClusterName> changed = new HashSet<>();
        Set<InstanceKey> all = new HashSet<>(next.keySet());
        all.addAll(annotations.keySet());
        for (InstanceKey key : all) {
            if (!Objects.equals(next.get(key), annotations.get(key))) {
                clusterOf(key).ifPresent(changed::add);
            }
        }
        annotations = Map.copyOf(next);
        ClusterLabels newLabels =
                new ClusterLabels(intents.aliasOverrides(), intents.aliases(), intents.domains(), patterns);
        if (!newLabels.equals(labels)) {
            labels = newLabels;
            changed.addAll(clusters());
        }
        changed.forEach(topologies::remove);
        return changed;
    }

    private FleetIndex index() {
        if (linksChanged) {
            FleetIndex before = index;
            index = before.next(links.values(), aliases);
            linksChanged = false;
            topologies.clear();
            moved.putAll(index.movedSince(before));
        }
        return index;
    }

    /** Servers that belong to another cluster than when this was asked last, with that cluster's name. */
    SortedMap<InstanceKey, ClusterName> takeMoved() {
        SortedMap<InstanceKey, ClusterName> taken = new TreeMap<>(moved);
        moved.clear();
        return taken;
    }

    /** What clusters are called, as last said. */
    ClusterLabels labels() {
        return labels;
    }

    Collection<ClusterName> clusters() {
        return index().clusters();
    }

    Optional<ClusterName> clusterOf(InstanceKey key) {
        return index().clusterOf(key);
    }

    Topology topology(ClusterName cluster) {
        FleetIndex current = index();
        return topologies.computeIfAbsent(cluster, name -> Topologies.of(name, current,
                key -> Objects.requireNonNull(observed.get(key)), annotations, labels));
    }

    /** The promotion rule that is registered of a server, neutral when none is. */
    PromotionRule ruleOf(InstanceKey key) {
        return annotations.getOrDefault(key, Annotations.NONE).promotionRule();
    }

    /** Whether nothing may be done to a server by itself: it is in downtime or maintenance, or its host is to be ignored. */
    boolean isExcused(InstanceKey key, HostnamePatterns ignored) {
        Annotations said = annotations.getOrDefault(key, Annotations.NONE);
        return said.downtime() != null || said.inMaintenance() || ignored.matches(key);
    }

    /** Whether a server is in downtime as lost in a recovery. */
    boolean isMarkedLost(InstanceKey key) {
        Annotations said = annotations.get(key);
        Downtime downtime = said == null ? null : said.downtime();
        return downtime != null && downtime.isLostInRecovery();
    }

    /**
     * Whether the last probe of a server's source failed, or the one under way began before that moment, so that what the server hears
     * from it matters.
     */
    boolean hasDoubtfulSource(InstanceKey key, Duration begunBefore) {
        FleetLink link = links.get(key);
        ObservedInstance source = link == null ? null : observed.get(link.source());
        if (source == null) {
            return false;
        }
        Duration pending = source.pendingSince();
        return !source.isSeen() || (pending != null && pending.compareTo(begunBefore) < 0);
    }

    /**
     * Servers that answer and that some other server replicates from, or is a member of the group of; binlog servers cannot be watched,
     * they know no such statement.
     */
    Set<InstanceKey> answeringSources() {
        Set<InstanceKey> sources = new HashSet<>();
        for (FleetLink link : links.values()) {
            addAnswering(link.source(), sources);
            addAnswering(primaryAbove(link), sources);
        }
        return sources;
    }

    private void addAnswering(InstanceKey key, Set<InstanceKey> sources) {
        ObservedInstance source = observed.get(key);
        if (source != null && source.isSeen()
                && source.lastSnapshot().filter(InstanceSnapshot::isBinlogServer).isEmpty()) {
            sources.add(source.key());
        }
    }

    /** The primary of the group in which a server is a secondary. */
    private static InstanceKey primaryAbove(FleetLink link) {
        return link.group().isEmpty() || link.primary().equals(link.key()) ? InstanceKey.NONE : link.primary();
    }

    /** Servers that some other server replicates from, or is a member of the group of, whether they answer or not. */
    Set<InstanceKey> namedSources() {
        return links.values()
                .stream()
                .flatMap(link -> Stream.of(link.source(), primaryAbove(link)))
                .filter(observed::containsKey)
                .collect(Collectors.toSet());
    }

    /** Every source that a server names, known or not. */
    Set<InstanceKey> sourcesNamed() {
        return links.values().stream().map(FleetLink::source).collect(Collectors.toSet());
    }

    /** Direct replicas of a server. */
    Set<InstanceKey> replicasOf(InstanceKey key) {
        Set<InstanceKey> replicas = new HashSet<>();
        clusterOf(key).ifPresent(cluster -> {
            for (InstanceKey member : index().members(cluster)) {
                FleetLink link = links.get(member);
                if (link != null && link.source().equals(key)) {
                    replicas.add(member);
                }
            }
        });
        return replicas;
    }

    /** Those whose fate tells of a server's: its direct replicas, and the secondaries of the group that it is the primary of. */
    Set<InstanceKey> dependants(InstanceKey key) {
        Set<InstanceKey> dependants = replicasOf(key);
        clusterOf(key).ifPresent(cluster -> {
            for (InstanceKey member : index().members(cluster)) {
                FleetLink link = links.get(member);
                if (link != null && primaryAbove(link).equals(key)) {
                    dependants.add(member);
                }
            }
        });
        return dependants;
    }

    /** Whether some member of its group, as far as members can be read, tells that this server is the primary. */
    boolean leadsGroup(InstanceKey key) {
        return links.entrySet()
                .stream()
                .anyMatch(link -> primaryAbove(link.getValue()).equals(key) && isSeen(link.getKey()));
    }

    private boolean isSeen(InstanceKey key) {
        ObservedInstance member = observed.get(key);
        return member != null && member.isSeen();
    }

    Optional<FleetInstance> find(InstanceKey key) {
        return clusterOf(key).flatMap(cluster -> topology(cluster).find(key));
    }

    Fleet fleet() {
        Map<ClusterName, Topology> all = new HashMap<>();
        clusters().forEach(name -> all.put(name, topology(name)));
        return new Fleet(all);
    }

    /** Whether every member of a cluster was probed, well or badly, by a probe that began at or after that time. */
    boolean isProbedSince(ClusterName cluster, Duration since) {
        return index().members(cluster).stream().allMatch(key -> {
            ObservedInstance instance = observed.get(key);
            Duration began = instance == null ? null : instance.lastBegan();
            return began != null && began.compareTo(since) >= 0;
        });
    }
}
