package io.orchestrator.domain.topology;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * All known servers and clusters at one moment. Immutable.
 *
 * @param clusters clusters by name
 */
public record Fleet(Map<ClusterName, Topology> clusters) {
    public static final Fleet EMPTY = new Fleet(Map.of());

    public Fleet {
        clusters = Collections.unmodifiableMap(new TreeMap<>(clusters));
    }

    public Optional<Topology> cluster(ClusterName name) {
        return Optional.ofNullable(clusters.get(name));
    }

    public Optional<FleetInstance> find(InstanceKey key) {
        return clusters.values().stream().flatMap(t -> t.find(key).stream()).findFirst();
    }

    /** The cluster a server belongs to. */
    public Optional<Topology> clusterOf(InstanceKey key) {
        return clusters.values().stream().filter(t -> t.find(key).isPresent()).findFirst();
    }

    /** All servers, cluster by cluster. */
    public List<FleetInstance> instances() {
        return clusters.values().stream().flatMap(t -> t.instances().stream()).toList();
    }
}
