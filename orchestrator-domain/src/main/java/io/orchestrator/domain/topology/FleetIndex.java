package io.orchestrator.domain.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * Who belongs to which cluster, and at which depth. Immutable; made from all {@link FleetLink}s at once, which takes a few
 * milliseconds for thousands of servers and is needed only when a link changed. The topology of one cluster is then built from its
 * members alone ({@link Topologies#of}).
 *
 * <p>
 * A cluster is named after its topmost server. A ring (two co-masters, or more servers) is named after the member that the previous
 * index named it after, so that the name survives, also a change of leaders; otherwise after its smallest key (discovery.md 3.6).
 */
public final class FleetIndex {
    /** The index of no server. */
    public static final FleetIndex EMPTY = new FleetIndex(Map.of(), new TreeMap<>());

    private final Map<InstanceKey, Place> places;
    private final SortedMap<ClusterName, SortedSet<InstanceKey>> clusters;

    private FleetIndex(Map<InstanceKey, Place> places, SortedMap<ClusterName, SortedSet<InstanceKey>> clusters) {
        this.places = places;
        this.clusters = clusters;
    }

    /** Index of these servers, with nothing known of earlier names. */
    public static FleetIndex of(Collection<FleetLink> links) {
        return EMPTY.next(links, HostAliases.NONE);
    }

    /** An index of no server that remembers names of clusters, so that the next one keeps those of rings. */
    public static FleetIndex remembering(Collection<ClusterName> names) {
        SortedMap<ClusterName, SortedSet<InstanceKey>> clusters = new TreeMap<>();
        names.forEach(name -> clusters.put(name, Collections.emptySortedSet()));
        return new FleetIndex(Map.of(), clusters);
    }

    /**
     * Index of these servers that keeps ring names of this one.
     *
     * @param links all known servers, each once
     * @param aliases other names of their hosts
     */
    public FleetIndex next(Collection<FleetLink> links, HostAliases aliases) {
        return new Naming(links, aliases, this).index();
    }

    /** Place of a server; empty when it is not known. */
    public Optional<Place> place(InstanceKey key) {
        return Optional.ofNullable(places.get(key));
    }

    /** Cluster of a server; empty when it is not known. */
    public Optional<ClusterName> clusterOf(InstanceKey key) {
        return place(key).map(Place::cluster);
    }

    /** Servers that both indexes know and that belong to another cluster in this one, with its name. Looks at each server. */
    public Map<InstanceKey, ClusterName> movedSince(FleetIndex earlier) {
        Map<InstanceKey, ClusterName> moved = new HashMap<>();
        places.forEach((key, place) -> earlier.clusterOf(key)
                .filter(before -> !before.equals(place.cluster()))
                .ifPresent(_ -> moved.put(key, place.cluster())));
        return moved;
    }

    /** Names of all clusters. */
    public SortedSet<ClusterName> clusters() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(clusters.keySet()));
    }

    /** Members of a cluster by host name and port; empty for an unknown name. */
    public SortedSet<InstanceKey> members(ClusterName cluster) {
        return clusters.getOrDefault(cluster, Collections.emptySortedSet());
    }

    /** Number of known servers. */
    public int size() {
        return places.size();
    }

    /** One run of the naming: each server is walked over once. */
    private static final class Naming {
        private final Map<InstanceKey, InstanceKey> upstreams;
        private final Map<InstanceKey, Place> places;
        private final FleetIndex previous;

        Naming(Collection<FleetLink> links, HostAliases aliases, FleetIndex previous) {
            this.upstreams = new Upstreams(links, aliases).all();
            this.places = HashMap.newHashMap(links.size());
            this.previous = previous;
        }

        FleetIndex index() {
            for (InstanceKey key : upstreams.keySet()) {
                placeWithUpstreams(key);
            }
            SortedMap<ClusterName, SortedSet<InstanceKey>> clusters = new TreeMap<>();
            places.forEach((key, place) -> clusters.computeIfAbsent(place.cluster(), _ -> new TreeSet<>()).add(key));
            clusters.replaceAll((_, keys) -> Collections.unmodifiableSortedSet(keys));
            return new FleetIndex(Collections.unmodifiableMap(places), clusters);
        }

        /** Walks up until a placed server, a top or a ring, then places the walked servers from the top down. */
        private void placeWithUpstreams(InstanceKey start) {
            List<InstanceKey> path = new ArrayList<>();
            Map<InstanceKey, Integer> positions = new HashMap<>();
            InstanceKey at = start;
            while (!places.containsKey(at)) {
                Integer met = positions.get(at);
                if (met != null) {
                    placeRing(path.subList(met, path.size()));
                    break;
                }
                positions.put(at, path.size());
                path.add(at);
                InstanceKey up = upstreams.getOrDefault(at, InstanceKey.NONE);
                if (up.equals(InstanceKey.NONE)) {
                    places.put(at, new Place(ClusterName.of(at), 0, InstanceKey.NONE, false, false));
                    break;
                }
                at = up;
            }
            for (InstanceKey key : path.reversed()) {
                if (!places.containsKey(key)) {
                    InstanceKey up = upstreams.getOrDefault(key, InstanceKey.NONE);
                    Place above = places.get(up);
                    if (above != null) {
                        places.put(key, new Place(above.cluster(), above.depth() + 1, up, false, false));
                    }
                }
            }
        }

        /** @param ring each server's upstream is the next one, the last one's the first */
        private void placeRing(List<InstanceKey> ring) {
            InstanceKey top = topOf(ring);
            int topAt = ring.indexOf(top);
            boolean pair = ring.size() == 2;
            for (int down = 0; down < ring.size(); down++) {
                InstanceKey key = ring.get(Math.floorMod(topAt - down, ring.size()));
                InstanceKey up = upstreams.getOrDefault(key, InstanceKey.NONE);
                places.put(key, new Place(ClusterName.of(top), down, up, pair, true));
            }
        }

        private InstanceKey topOf(List<InstanceKey> ring) {
            Set<ClusterName> earlier = ring.stream()
                    .flatMap(member -> previous.clusterOf(member).stream())
                    .collect(Collectors.toCollection(HashSet::new));
            if (earlier.isEmpty()) {
                earlier.addAll(previous.clusters.keySet());
            }
            return ring.stream()
                    .filter(key -> earlier.contains(ClusterName.of(key)))
                    .min(Comparator.naturalOrder())
                    .orElseGet(() -> Collections.min(ring));
        }
    }
}
