package io.orchestrator.domain.topology;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;

/** Builds the whole fleet at once: for an embedder, the command line and tests. The engine builds cluster by cluster instead. */
public final class Fleets {
    private Fleets() {}

    /** The fleet of these servers, about which nobody said anything. */
    public static Fleet of(Collection<ObservedInstance> instances) {
        return of(instances, Map.of(), ClusterLabels.NONE);
    }

    /**
     * The fleet of these servers.
     *
     * @param instances all known servers; of two with the same key the last one counts
     * @param annotations what people said of servers; a server that is missing has none
     * @param labels aliases and domains of clusters
     */
    public static Fleet of(Collection<ObservedInstance> instances, Map<InstanceKey, Annotations> annotations,
            ClusterLabels labels) {
        return of(instances, annotations, labels,
                FleetIndex.of(instances.stream().map(FleetLink::of).toList()));
    }

    /** The fleet of these servers, with their places known. */
    public static Fleet of(Collection<ObservedInstance> instances, Map<InstanceKey, Annotations> annotations,
            ClusterLabels labels, FleetIndex index) {
        Map<InstanceKey, ObservedInstance> byKey = HashMap.newHashMap(instances.size());
        instances.forEach(i -> byKey.put(i.key(), i));
        Map<ClusterName, Topology> clusters = new HashMap<>();
        for (ClusterName name : index.clusters()) {
            clusters.put(name, Topologies.of(name, index, key -> Objects.requireNonNull(byKey.get(key)), annotations,
                    labels));
        }
        return new Fleet(clusters);
    }
}
