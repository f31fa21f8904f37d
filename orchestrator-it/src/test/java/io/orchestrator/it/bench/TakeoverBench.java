package io.orchestrator.it.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.orchestrator.it.nodes.NodeFleet;
import io.orchestrator.it.nodes.ReferenceNode;
import io.orchestrator.it.scenario.Medians;
import io.orchestrator.it.scenario.Scratch;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.GaleraCluster;
import io.orchestrator.it.server.GroupReplicationCluster;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.Sql;
import io.orchestrator.it.server.SynchronousCluster;

/**
 * How long it takes until another of three nodes leads when the leader is asked to end and when it is killed: on one MySQL server, on
 * Galera and on Group Replication; and with a node beside them that stands for election as the reference does, when our leader is killed
 * and when the reference's is; and, on the clusters, when it is killed together with its member. It is no JMH benchmark and has a command of its own:
 * {@code mvn -q -Ptakeover-bench -DskipTests -pl orchestrator-it -am verify}.
 */
public final class TakeoverBench {
    private static final int ROUNDS = 20;
    /** A member that was killed does not come back: each round with one takes a cluster of its own. */
    private static final int ROUNDS_PER_CLUSTER = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private TakeoverBench() {}

    /**
     * Prints a line for each takeover, then median, least and most.
     *
     * @param arguments optionally how often each way
     */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        PrintStream out = System.out;
        int status = 0;
        try {
            try (RealServer server = RealServers.start(ServerFlavor.MYSQL)) {
                List<Integer> ports = List.of(server.port(), server.port(), server.port());
                measure("MySQL", ports, rounds, out);
                measureMixed(server.sql(), ports, rounds, out);
            }
            try (SynchronousCluster cluster = GaleraCluster.start()) {
                measure("Galera", ports(cluster), rounds, out);
            }
            measureWithMember("Galera", GaleraCluster::start, rounds / ROUNDS_PER_CLUSTER, out);
            try (SynchronousCluster cluster = GroupReplicationCluster.start()) {
                measure("Group Replication", ports(cluster), rounds, out);
            }
            measureWithMember("Group Replication", GroupReplicationCluster::start, rounds / ROUNDS_PER_CLUSTER, out);
        } catch (ServerException e) {
            out.println(e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static List<Integer> ports(SynchronousCluster cluster) {
        return cluster.members().stream().map(RealServer::port).toList();
    }

    private static void measure(String backend, List<Integer> ports, int rounds, PrintStream out) {
        try (Scratch scratch = Scratch.folder("takeover");
                NodeFleet fleet = NodeFleet.start(scratch.path(), "takeover", ports, Map.of())) {
            measure(backend, fleet, "TERM", rounds, out);
            measure(backend, fleet, "KILL", rounds, out);
        }
    }

    /** The leader dies together with its member; until the cluster has expelled that one, nobody can write, and so nobody be elected. */
    private static void measureWithMember(String backend, Supplier<SynchronousCluster> starter, int rounds,
            PrintStream out) {
        List<Duration> times = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            try (Scratch scratch = Scratch.folder("takeover");
                    SynchronousCluster cluster = starter.get();
                    NodeFleet fleet = NodeFleet.start(scratch.path(), "takeover", ports(cluster), Map.of())) {
                ServiceProcess leader = fleet.awaitLeader();
                cluster.members().get(fleet.nodes().indexOf(leader)).kill9();
                times.add(fleet.takeover(leader, "KILL"));
                out.printf("%s, SIGKILL of the leader and its member %d: another node leads after %d ms%n", backend,
                        round, times.getLast().toMillis());
            }
        }
        if (!times.isEmpty()) {
            Medians.print(out, backend + ", SIGKILL of the leader and its member", times);
        }
    }

    private static void measureMixed(Sql backend, List<Integer> ports, int rounds, PrintStream out) {
        try (Scratch scratch = Scratch.folder("takeover");
                NodeFleet fleet = NodeFleet.start(scratch.path(), "mixed", ports, Map.of())) {
            try (ReferenceNode _ = ReferenceNode.start(backend, "mixed")) {
                measure("MySQL, with a node of the reference", fleet, "KILL", rounds, out);
            }
            List<Duration> times = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                times.add(afterReference(fleet, backend));
                out.printf("MySQL, the reference's leader ends %d: a node of ours leads after %d ms%n", round,
                        times.getLast().toMillis());
            }
            Medians.print(out, "MySQL, the reference's leader ends", times);
        }
    }

    /** The reference takes the leadership, leads for a while and is gone. */
    private static Duration afterReference(NodeFleet fleet, Sql backend) {
        fleet.awaitLeader();
        try (ReferenceNode reference = ReferenceNode.start(backend, "mixed")) {
            reference.grab();
            Await.until("the reference to lead alone", LIMIT, () -> reference.affirmations() >= 3
                    && fleet.leaders().isEmpty());
            reference.fallSilent();
            long begun = System.nanoTime();
            Await.until("a node of ours to lead", LIMIT, () -> !fleet.leaders().isEmpty());
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    private static void measure(String backend, NodeFleet fleet, String signal, int rounds, PrintStream out) {
        List<Duration> times = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            ServiceProcess leader = fleet.awaitLeader();
            Duration time = fleet.takeover(signal);
            times.add(time);
            out.printf("%s, SIG%s %d: another node leads after %d ms%n", backend, signal, round, time.toMillis());
            leader.awaitEnd(Duration.ofSeconds(20));
            fleet.replace(leader);
        }
        Medians.print(out, backend + ", SIG" + signal, times);
    }
}
