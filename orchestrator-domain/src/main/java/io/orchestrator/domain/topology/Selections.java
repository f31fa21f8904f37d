package io.orchestrator.domain.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;

/** Servers that clients ask for by what they are (topology-ops.md 7). */
public final class Selections {
    private static final int PER_GROUP = 2;
    private static final int THIRD_TIER = 3;
    private static final Pattern DOTTED_GROUPS = Pattern.compile("\\d+(\\.\\d+){3}");

    private Selections() {}

    private static boolean isWritable(FleetInstance m) {
        return m.snapshot().filter(s -> !s.isReadOnly()).isPresent();
    }

    /** Writable servers at the top and writable co-masters, lowest depth first. */
    public static List<FleetInstance> writableSources(Topology topology) {
        return topology.sources().stream().filter(Selections::isWritable).toList();
    }

    /** The cluster's source: a top server or co-master, writable first, then by depth. */
    public static Optional<FleetInstance> source(Topology topology) {
        return topology.sources().stream().findFirst();
    }

    /** First writable source of each cluster, by cluster name. */
    public static List<FleetInstance> sources(Fleet fleet) {
        return fleet.clusters().values().stream().flatMap(t -> writableSources(t).stream().limit(1)).toList();
    }

    /** Servers whose promotion rule is must or prefer. */
    public static List<FleetInstance> candidates(Topology topology) {
        return topology.instances().stream().filter(m -> m.annotations().promotionRule().isCandidate()).toList();
    }

    /** Servers in downtime. */
    public static List<FleetInstance> downtimed(Fleet fleet) {
        return fleet.instances().stream().filter(m -> m.annotations().downtime() != null).toList();
    }

    /** Servers in downtime because a recovery lost them. */
    public static List<FleetInstance> lostInRecovery(Fleet fleet) {
        return fleet.instances()
                .stream()
                .filter(m -> m.annotations().downtime() != null && m.annotations().downtime().isLostInRecovery())
                .toList();
    }

    /** which-cluster-gh-ost-replicas: valid replicas with row format that log what they replicate, fewest replicas first. */
    public static List<FleetInstance> ghostReplicas(Topology topology) {
        return topology.instances()
                .stream()
                .filter(m -> m.depth() > 0 && m.observed().isLastCheckValid())
                .filter(m -> m.snapshot().filter(Selections::isGhostReplica).isPresent())
                .sorted(Comparator.comparingInt(Selections::replicaCount))
                .toList();
    }

    private static boolean isGhostReplica(InstanceSnapshot s) {
        return s.binlog().format().equals("ROW") && s.binlog().enabled() && s.binlog().logsReplicaUpdates()
                && !s.isBinlogServer();
    }

    private static int replicaCount(FleetInstance m) {
        return m.snapshot().map(s -> s.replicas().size()).orElse(0);
    }

    /** Lags are never negative, so that an unknown one is no larger than any. */
    private static Duration lag(FleetInstance m) {
        return m.snapshot().map(InstanceSnapshot::replicationLag).orElse(Duration.ZERO);
    }

    /** Members of a pool in a cluster whose last check was good, binlog servers left out, by host name and port. */
    public static List<FleetInstance> usable(Topology topology, Set<InstanceKey> pool) {
        return topology.instances()
                .stream()
                .filter(m -> pool.contains(m.key()) && m.observed().isLastCheckValid())
                .filter(m -> m.snapshot().filter(InstanceSnapshot::isBinlogServer).isEmpty())
                .toList();
    }

    /** Largest lag of these servers, where an unknown one does not count (topology-ops.md 7.2); empty when there is no server. */
    public static Optional<Duration> heuristicLag(List<FleetInstance> servers) {
        return servers.stream().map(Selections::lag).max(Comparator.naturalOrder());
    }

    /**
     * which-cluster-osc-replicas (topology-ops.md 7.3): servers whose lag an online schema change should watch. A server may be
     * listed twice.
     *
     * @param topology the cluster
     * @param ignored {@code OSCIgnoreHostnameFilters}: whether a server is left out
     */
    public static List<FleetInstance> oscReplicas(Topology topology, Predicate<InstanceKey> ignored) {
        Predicate<FleetInstance> usable = m -> m.observed().isLastCheckValid() && !ignored.test(m.key())
                && m.snapshot().filter(s -> !s.isBinlogServer()).isPresent();
        List<FleetInstance> found = new ArrayList<>(perDataCenter(topology, 1, usable));
        for (FleetInstance first : List.copyOf(found)) {
            if (replicaCount(first) > 0) {
                topology.replicasOf(first.key())
                        .stream()
                        .sorted(Comparator.comparingInt(Selections::replicaCount).reversed())
                        .filter(usable)
                        .limit(PER_GROUP)
                        .forEach(found::add);
            }
        }
        found.addAll(perDataCenter(topology, THIRD_TIER, usable));
        return List.copyOf(found);
    }

    private static List<FleetInstance> perDataCenter(Topology topology, int depth, Predicate<FleetInstance> usable) {
        TreeMap<String, List<FleetInstance>> byCenter = new TreeMap<>(Comparator.reverseOrder());
        topology.instances()
                .stream()
                .filter(m -> m.depth() == depth)
                .filter(usable)
                .sorted(Comparator.comparingInt(Selections::replicaCount)
                        .thenComparing(m -> replicaCount(m) == 0 ? lag(m) : Duration.ZERO)
                        .reversed())
                .forEachOrdered(m -> byCenter
                        .computeIfAbsent(m.snapshot().map(s -> s.classification().dataCenter()).orElse(""),
                                _ -> new ArrayList<>())
                        .add(m));
        return byCenter.values().stream().flatMap(center -> center.stream().limit(PER_GROUP)).toList();
    }

    /**
     * The one known server whose host name contains the given one, on the same port; else the key itself (discovery.md 1). An
     * address is taken as it is: a piece of one is an address too.
     */
    public static InstanceKey completed(Fleet fleet, InstanceKey given) {
        if (isAddress(given.hostname()) || given.hostname().isEmpty()) {
            return given;
        }
        List<InstanceKey> similar = fleet.instances()
                .stream()
                .map(FleetInstance::key)
                .filter(key -> key.port() == given.port() && key.hostname().contains(given.hostname()))
                .limit(2)
                .toList();
        return similar.size() == 1 ? similar.getFirst() : given;
    }

    private static boolean isAddress(String hostname) {
        return hostname.indexOf(':') >= 0 || DOTTED_GROUPS.matcher(hostname).matches();
    }

    /** What a text means of all that it may mean: a known server, else the first. */
    public static InstanceKey meant(Fleet fleet, List<InstanceKey> readings) {
        return readings.stream()
                .filter(reading -> fleet.find(reading).isPresent())
                .findFirst()
                .orElseGet(readings::getFirst);
    }

    /**
     * The cluster that a hint names: exact name, exact alias, exact key, then the one server whose host name contains the given one
     * (topology-ops.md 7.1).
     *
     * @param fleet all clusters
     * @param hint what the client wrote
     * @param defaultPort port of a key without one
     */
    public static Optional<ClusterName> clusterOf(Fleet fleet, String hint, int defaultPort) {
        if (hint.isEmpty()) {
            return Optional.empty();
        }
        var named = fleet.cluster(new ClusterName(hint)).map(Topology::name);
        return named.or(() -> aliased(fleet, hint)).or(() -> ofServer(fleet, hint, defaultPort));
    }

    private static Optional<ClusterName> aliased(Fleet fleet, String hint) {
        return fleet.clusters().values().stream().filter(t -> t.alias().equals(hint)).map(Topology::name).findFirst();
    }

    private static Optional<ClusterName> ofServer(Fleet fleet, String hint, int defaultPort) {
        InstanceKey key;
        try {
            key = meant(fleet, InstanceKey.readings(hint, defaultPort));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return ofServer(fleet, key);
    }

    private static Optional<ClusterName> ofServer(Fleet fleet, InstanceKey key) {
        return fleet.clusterOf(key).or(() -> fleet.clusterOf(completed(fleet, key))).map(Topology::name);
    }

    /** The cluster that a server stands for in the place of a hint; its text is tried as name and alias first. */
    public static Optional<ClusterName> clusterOf(Fleet fleet, InstanceKey key) {
        return fleet.cluster(ClusterName.of(key))
                .map(Topology::name)
                .or(() -> aliased(fleet, key.display()))
                .or(() -> ofServer(fleet, key));
    }
}
