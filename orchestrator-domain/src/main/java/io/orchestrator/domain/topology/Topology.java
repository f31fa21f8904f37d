package io.orchestrator.domain.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * One cluster: its servers and who replicates from whom. Immutable.
 *
 * @param name the cluster's name
 * @param alias its alias; equals the name when nobody gave one
 * @param domain its domain; empty when nobody gave one
 * @param members its servers by key
 */
public record Topology(ClusterName name, String alias, String domain, Map<InstanceKey, FleetInstance> members) {
    public Topology {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(domain, "domain");
        members = Collections.unmodifiableMap(new TreeMap<>(members));
    }

    /** All servers, by host name and port. */
    public List<FleetInstance> instances() {
        return List.copyOf(members.values());
    }

    public Optional<FleetInstance> find(InstanceKey key) {
        return Optional.ofNullable(members.get(key));
    }

    /** Direct replicas of a server: those whose default channel names it, by host name and port. */
    public List<FleetInstance> replicasOf(InstanceKey source) {
        return members.values().stream().filter(m -> m.sourceKey().equals(source) && !m.key().equals(source)).toList();
    }

    /** Servers at depth 0 and co-masters: writable first, then by depth (topology-ops.md 7.2). */
    public List<FleetInstance> sources() {
        List<FleetInstance> found = new ArrayList<>(
                members.values().stream().filter(m -> m.depth() == 0 || m.coMaster()).toList());
        found.sort(Comparator
                .<FleetInstance>comparingInt(m -> m.snapshot().filter(s -> !s.isReadOnly()).isPresent() ? 0 : 1)
                .thenComparingInt(FleetInstance::depth)
                .thenComparing(FleetInstance::key));
        return List.copyOf(found);
    }

    /** The same cluster, its servers with these tags, value by name, instead of their own. */
    public Topology withTags(Map<InstanceKey, Map<String, String>> tags) {
        Map<InstanceKey, FleetInstance> tagged = new TreeMap<>();
        members.forEach((key, member) -> tagged.put(key,
                member.annotated(member.annotations().withTags(tags.getOrDefault(key, Map.of())))));
        return new Topology(name, alias, domain, tagged);
    }
}
