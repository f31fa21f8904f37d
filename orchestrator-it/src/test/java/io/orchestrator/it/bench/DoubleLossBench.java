package io.orchestrator.it.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.nodes.NodeFleet;
import io.orchestrator.it.scenario.Aftermath;
import io.orchestrator.it.scenario.FirstWrite;
import io.orchestrator.it.scenario.Medians;
import io.orchestrator.it.scenario.Scratch;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.it.server.WriteLoad;

/**
 * A source is killed and the leader of three nodes within 300 ms, while the nodes watch a thousand instances: how long until another node
 * leads, and until the cluster takes writes again. The leader dies before, while or after it recovers the source. Most of the instances are loopback addresses in front of three replicas of
 * another cluster, so that they share server UUIDs. It is no JMH benchmark and has a command of its own:
 * {@code mvn -q -Pdouble-loss -DskipTests -pl orchestrator-it -am verify}.
 */
public final class DoubleLossBench {
    private static final int ROUNDS = 8;
    private static final int WAYS = 4;
    private static final Duration LATER = Duration.ofMillis(100);
    private static final int INSTANCES = 1_000;
    private static final int ADDRESSES_OF_A_NET = 250;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration AFTER_TAKEOVER = Duration.ofSeconds(3);
    private static final Map<String, ?> SETTINGS = Map.of("InstancePollSeconds", 5, "DetectClusterAliasQuery", "",
            "MySQLHostnameResolveMethod", "none", "DiscoverByShowSlaveHosts", false);

    private DoubleLossBench() {}

    /**
     * Prints a line for each round, then the medians; ends with status 1 when one took longer than the limit.
     *
     * @param arguments optionally how many rounds
     */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        PrintStream out = System.out;
        int status = 1;
        ServerOptions everywhere = ServerOptions.defaults().withBindAddress("0.0.0.0").withMaxConnections(3_000);
        try (RealServer backend = RealServers.start(ServerFlavor.MYSQL);
                ReplicationLab many = ReplicationLab.of(ServerFlavor.MYSQL).options(everywhere).replicas(3).start();
                Scratch scratch = Scratch.folder("double-loss");
                NodeFleet fleet = NodeFleet.start(scratch.path(), "double_loss",
                        List.of(backend.port(), backend.port(), backend.port()), SETTINGS)) {
            fill(fleet.awaitLeader(), many);
            status = measure(fleet, rounds, out) ? 0 : 1;
        } catch (ServerException e) {
            out.println(e.getMessage());
        }
        System.exit(status);
    }

    private static void fill(ServiceProcess leader, ReplicationLab many) {
        many.servers().forEach(server -> leader.discover(server.key()));
        List<RealServer> replicas = many.replicas();
        for (int i = replicas.size() + 1; i < INSTANCES; i++) {
            String address = "127.0." + (1 + i / ADDRESSES_OF_A_NET) + "." + (1 + i % ADDRESSES_OF_A_NET);
            leader.get("async-discover/" + address + "/" + replicas.get(i % replicas.size()).port());
        }
        Await.until(INSTANCES + " instances", LIMIT, () -> seen(leader) >= INSTANCES,
                () -> "It sees " + seen(leader) + ". " + leader.logTail(15));
    }

    private static long seen(ServiceProcess leader) {
        return leader.get("all-instances")
                .valueStream()
                .filter(instance -> instance.path("IsLastCheckValid").asBoolean())
                .count();
    }

    private static boolean measure(NodeFleet fleet, int rounds, PrintStream out) {
        List<Duration> takeovers = new ArrayList<>();
        List<Duration> writable = new ArrayList<>();
        boolean met = true;
        for (int round = 1; round <= rounds; round++) {
            try (ReplicationLab lab = ReplicationLab.of(ServerFlavor.MYSQL).replicas(3).start()) {
                ServiceProcess leader = fleet.awaitLeader();
                prepare(fleet, leader, lab);
                long begun = System.nanoTime();
                lab.source().kill9();
                CompletableFuture<Duration> took = CompletableFuture.supplyAsync(() -> awaitWrite(lab, begun));
                Duration later = LATER.multipliedBy((round - 1) % WAYS);
                Pause.of(later);
                takeovers.add(fleet.takeover("KILL").plus(later));
                writable.add(took.join());
                Duration after = writable.getLast().minus(takeovers.getLast());
                boolean good = after.compareTo(AFTER_TAKEOVER) <= 0;
                out.printf(
                        "%d instances, round %d, leader killed %d ms later: another node leads after %d ms, writable after"
                                + " %d ms%s%n",
                        INSTANCES, round, later.toMillis(), takeovers.getLast().toMillis(),
                        writable.getLast().toMillis(),
                        good ? "" : " MISSED");
                met &= good;
                if (!good) {
                    out.println(fleet.awaitLeader().logTail(60));
                }
                checkAndForget(fleet, leader, lab);
            }
        }
        Medians.print(out, "another node leads", takeovers);
        Medians.print(out, "writable", writable);
        return met;
    }

    /** The leader sees the whole cluster, and the others read of it in the journal. */
    private static void prepare(NodeFleet fleet, ServiceProcess leader, ReplicationLab lab) {
        try (WriteLoad load = WriteLoad.on(lab.source(), Duration.ofMillis(2))) {
            load.awaitMore(50);
        }
        lab.servers().forEach(server -> leader.discover(server.key()));
        InstanceKey source = lab.source().key();
        fleet.nodes()
                .forEach(node -> Await.until("three replicas of " + source, LIMIT, () -> node.replicating(source) == 3,
                        () -> leader.logTail(20)));
    }

    private static Duration awaitWrite(ReplicationLab lab, long begun) {
        if (FirstWrite.await(lab.replicas(), Long.MAX_VALUE, LIMIT).isEmpty()) {
            throw new ServerException("no server became writable within " + LIMIT.toSeconds() + " s");
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void checkAndForget(NodeFleet fleet, ServiceProcess killed, ReplicationLab lab) {
        RealServer promoted = Aftermath.writable(lab.replicas()).getFirst();
        Aftermath.awaitFollowing(promoted, lab.replicas().stream().filter(server -> server != promoted).toList());
        Aftermath.assertOnlyWritable(lab.replicas(), promoted);
        fleet.replace(killed);
        ServiceProcess leader = fleet.awaitLeader();
        lab.servers().forEach(server -> leader.get("forget/" + server.key().hostname() + "/" + server.port()));
    }
}
