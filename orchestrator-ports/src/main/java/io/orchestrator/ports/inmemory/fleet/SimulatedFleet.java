package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.inmemory.VirtualTime;

/**
 * Any number of simulated servers on one virtual clock. Faults and an operator's hands are methods here; processes look at the servers
 * and change them through the ports of their {@link Viewpoint}. The same seed and the same calls give the same history.
 */
public final class SimulatedFleet {
    /** Told what happens on servers, as it happens. */
    public interface Witness {
        /** A process sends a changing statement of an action. */
        void sent(String place, ServerAction action);

        /** A changing statement of an action was executed on its server, perhaps long after it was sent. */
        void executed(String place, ServerAction action);

        /** A server that was read-only takes writes now, because of this action. */
        void writable(String place, ServerAction action);
    }

    private final VirtualTime time;
    private final RandomGenerator random;
    private final FleetSettings settings;
    private final Network network;
    private final Replication replication;
    private final Map<InstanceKey, SimulatedServer> servers = new HashMap<>();
    private final List<Viewpoint> viewpoints = new ArrayList<>();
    private Witness witness = new Witness() {
        @Override
        public void sent(String place, ServerAction action) {}

        @Override
        public void executed(String place, ServerAction action) {}

        @Override
        public void writable(String place, ServerAction action) {}
    };

    public SimulatedFleet(VirtualTime time, RandomGenerator random, FleetSettings settings) {
        this.time = time;
        this.random = random;
        this.settings = settings;
        this.network = new Network(time, random, settings);
        this.replication = new Replication(time, network, settings);
        network.whenChanged(this::pathsChanged);
    }

    /** Replaces the witness. */
    public void witness(Witness newWitness) {
        witness = newWitness;
    }

    public Network network() {
        return network;
    }

    /**
     * Adds a cluster: a writable source on the first port, replicas of it on the following ones.
     *
     * @param hostname host name of all of them
     * @param firstPort port of the source
     * @param count how many servers in all
     * @param acknowledgements how many replicas acknowledge each commit; 0 makes the cluster asynchronous
     * @return their keys, the source first
     */
    public List<InstanceKey> addCluster(String hostname, int firstPort, int count, int acknowledgements) {
        SimulatedCluster cluster = new SimulatedCluster();
        List<InstanceKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InstanceKey key = new InstanceKey(hostname, firstPort + i);
            int number = servers.size() + 1;
            ServerUuid uuid = new ServerUuid("00000000-0000-0000-0000-%012d".formatted(number));
            SimulatedServer server = new SimulatedServer(key, uuid, i, cluster, settings.applyTime());
            server.acknowledgementsWanted = acknowledgements;
            server.semiSyncReplica = acknowledgements > 0;
            server.answersSince = time.nanos();
            server.startedAt = time.nanos();
            cluster.add(server);
            if (servers.put(key, server) != null) {
                throw new IllegalArgumentException(key + " exists already");
            }
            keys.add(key);
        }
        SimulatedServer source = server(keys.getFirst());
        source.readOnly = false;
        source.semiSyncSource = acknowledgements > 0;
        keys.subList(1, count).forEach(key -> replication.point(server(key), source.key));
        return keys;
    }

    /** Ports of a process at a place of the network. */
    public Viewpoint viewpoint(String place, VirtualTime.SimulatedProcess process) {
        Viewpoint viewpoint = new Viewpoint(this, place, process);
        viewpoints.add(viewpoint);
        return viewpoint;
    }

    public Set<InstanceKey> keys() {
        return new TreeSet<>(servers.keySet());
    }

    /** Ends a server's process in an orderly way: it tells its clients. */
    public void shutDown(InstanceKey key) {
        server(key).tellsEnd = true;
        kill(key);
        server(key).tellsEnd = false;
    }

    /** Kills the server's process: what it logged survives. */
    public void kill(InstanceKey key) {
        SimulatedServer server = server(key);
        if (!server.up) {
            return;
        }
        // Told before its life ends: replicas are connected to that life.
        replication.lost(server);
        server.up = false;
        server.hung = false;
        server.life++;
        server.inbox.clear();
        server.waiting.clear();
        server.connected = false;
        server.pulling = false;
        server.applying = false;
        server.session++;
        viewpoints.forEach(viewpoint -> viewpoint.watch().lost(server));
    }

    /** Starts a killed server: read-only; replication threads that ran when it was killed run again. */
    public void start(InstanceKey key) {
        SimulatedServer server = server(key);
        if (server.up) {
            return;
        }
        server.up = true;
        server.readOnly = true;
        server.executed = merged(server.executed, server.logged);
        server.startedAt = time.nanos();
        server.answersSince = time.nanos();
        server.acknowledged.clear();
        replication.goOn(server);
    }

    private static Transactions merged(Transactions executed, Transactions logged) {
        Transactions all = executed.copy();
        for (int i = 0; i < logged.servers(); i++) {
            all.add(i, logged.upTo(i));
        }
        return all;
    }

    /** Stops the server's process (SIGSTOP). */
    public void hang(InstanceKey key) {
        server(key).hung = server(key).up;
    }

    /** Lets a stopped process go on: what arrived meanwhile is executed now, connection by connection in any order. */
    public void resume(InstanceKey key) {
        SimulatedServer server = server(key);
        if (!server.hung) {
            return;
        }
        server.hung = false;
        server.answersSince = time.nanos();
        List<Runnable> late = new ArrayList<>(server.inbox);
        server.inbox.clear();
        while (!late.isEmpty()) {
            Runnable next = late.remove(random.nextInt(late.size()));
            int life = server.life;
            time.schedule(network.trip(), () -> {
                if (server.life == life) {
                    if (server.hung) {
                        server.inbox.add(next);
                    } else {
                        next.run();
                    }
                }
            });
        }
        replication.goOn(server);
    }

    private void pathsChanged() {
        servers.values()
                .stream()
                .sorted((a, b) -> a.key.compareTo(b.key))
                .filter(server -> server.isReplica())
                .forEach(replication::goOn);
    }

    public void stopApplier(InstanceKey key) {
        server(key).applierOn = false;
    }

    public void startApplier(InstanceKey key) {
        replication.startApplier(server(key));
    }

    /** How long the applier takes for each transaction from now on. */
    public void applyTime(InstanceKey key, Duration each) {
        server(key).applyNanos = each.toNanos();
        replication.apply(server(key));
    }

    /** Writes to a replica although it is read-only, as a privileged account can. */
    public void makeErrant(InstanceKey key) {
        SimulatedServer server = server(key);
        if (server.answers()) {
            replication.commit(server, () -> {});
        }
    }

    /** {@code RESET REPLICA}: what was received and not executed is gone. */
    public void discardRelayLog(InstanceKey key) {
        server(key).discardRelayLog();
    }

    /** Whether the process is there and would take writes once it runs. */
    public boolean isWritable(InstanceKey key) {
        return server(key).up && !server(key).readOnly;
    }

    public boolean isUp(InstanceKey key) {
        return server(key).up;
    }

    public boolean isHung(InstanceKey key) {
        return server(key).hung;
    }

    /** How often the server was killed. */
    public int deaths(InstanceKey key) {
        return server(key).life;
    }

    public GtidSet executed(InstanceKey key) {
        return server(key).executedSet();
    }

    public GtidSet received(InstanceKey key) {
        return server(key).receivedSet();
    }

    public InstanceKey sourceOf(InstanceKey key) {
        return server(key).source;
    }

    /** How long a server has answered without a break; zero when it does not answer. */
    public Duration answersFor(InstanceKey key) {
        SimulatedServer server = server(key);
        return server.answers() ? Duration.ofNanos(time.nanos() - server.answersSince) : Duration.ZERO;
    }

    SimulatedServer server(InstanceKey key) {
        return Objects.requireNonNull(servers.get(key), () -> "there is no server " + key);
    }

    boolean exists(InstanceKey key) {
        return servers.containsKey(key);
    }

    double dice() {
        return random.nextDouble();
    }

    VirtualTime time() {
        return time;
    }

    FleetSettings settings() {
        return settings;
    }

    Replication replication() {
        return replication;
    }

    Witness witness() {
        return witness;
    }
}
