package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedClients;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;

/** Everything that takes part in one order, made from its seed. */
final class Stage {
    private final VirtualTime time = new VirtualTime();
    private final Trace trace = new Trace(time);
    private final RandomGenerator random;
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final SimulatedFleet fleet;
    private final List<List<InstanceKey>> clusters = new ArrayList<>();
    private final List<Integer> acknowledgements = new ArrayList<>();
    private final List<SimulatedClients> clients = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Checks checks;
    private final Bug bug;
    private final boolean hooks;
    private int starts;
    private long backendHungUntil;

    Stage(long seed, Bug bug) {
        this.bug = bug;
        SplittableRandom root = new SplittableRandom(seed);
        this.random = root.split();
        this.fleet = new SimulatedFleet(time, root.split(), FleetSettings.DEFAULT);
        this.hooks = random.nextInt(4) == 0;
        boolean one = random.nextInt(3) == 0;
        int[] sizes = one ? new int[] {8} : new int[] {4, 4};
        for (int i = 0; i < sizes.length; i++) {
            int acks = Math.max(0, random.nextInt(-1, 3));
            acknowledgements.add(acks);
            clusters.add(fleet.addCluster("db" + (i + 1), 3301, sizes[i], acks));
        }
        this.checks = new Checks(this);
        fleet.witness(checks.witness());
        int count = random.nextBoolean() ? 3 : 1 + random.nextInt(2);
        for (int i = 1; i <= count; i++) {
            startNode("node" + i);
        }
        for (List<InstanceKey> cluster : clusters) {
            SimulatedClients load = new SimulatedClients(fleet, clientsOf(cluster), cluster);
            load.start(Duration.ofMillis(150 + random.nextLong(200)));
            clients.add(load);
        }
    }

    static String clientsOf(List<InstanceKey> cluster) {
        return "clients of " + cluster.getFirst().hostname();
    }

    /** Starts a process at a place of the network; it is another node than the one that was there before. */
    Node startNode(String place) {
        nodes.removeIf(node -> node.place().equals(place));
        Node node = new Node(place, ++starts, this);
        nodes.add(node);
        node.start();
        trace.add("started " + node.id());
        return node;
    }

    void hangBackend(Duration duration) {
        backendHungUntil = time.nanos() + duration.toNanos();
    }

    long backendHungUntil() {
        return backendHungUntil;
    }

    void healBackend() {
        backendHungUntil = 0;
    }

    VirtualTime time() {
        return time;
    }

    Trace trace() {
        return trace;
    }

    RandomGenerator random() {
        return random;
    }

    InMemoryBackend backend() {
        return backend;
    }

    SimulatedFleet fleet() {
        return fleet;
    }

    /** Servers of each cluster, the first source first. */
    List<List<InstanceKey>> clusters() {
        return clusters;
    }

    /** How many acknowledgements commits of a cluster wait for. */
    int acknowledgements(int cluster) {
        return acknowledgements.get(cluster);
    }

    List<SimulatedClients> clients() {
        return clients;
    }

    List<Node> nodes() {
        return nodes;
    }

    Checks checks() {
        return checks;
    }

    Bug bug() {
        return bug;
    }

    boolean hasHooks() {
        return hooks;
    }

    int clusterOf(InstanceKey key) {
        for (int i = 0; i < clusters.size(); i++) {
            if (clusters.get(i).contains(key)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no cluster has " + key);
    }
}
