package io.orchestrator.it.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.datasource.TlsSettings;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;

/**
 * How many requests a node answers, over 8 connections, and how old answers are: a leader and another node with their HTTP servers on a real
 * MySQL backend, 1,000 scripted servers, of which 5 % change each second. First as 50 clusters that have all failed, asked what is wrong,
 * with one row for each cluster, and, for which there is no limit, with one for each server;
 * then as one cluster, asked for its members. Nodes, servers and clients share this machine and this process. It is no JMH benchmark and has
 * a command of its own: {@code mvn -q -Papi-bench -DskipTests -pl orchestrator-it -am verify}.
 */
public final class ApiBench {
    private static final int CONNECTIONS = 8;
    private static final int SERVERS = 1_000;
    private static final int CLUSTERS = 50;
    private static final int CHANGES_PER_SECOND = SERVERS * 5 / 100;
    private static final int SECONDS = 20;
    private static final double OLDEST_MILLIS = 1_000;
    /** Until code is compiled. */
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private final PrintStream out;
    private final Duration time;
    private boolean met = true;

    private ApiBench(PrintStream out, Duration time) {
        this.out = out;
        this.time = time;
    }

    /**
     * Prints the figures; ends with status 1 where one misses its limit.
     *
     * @param arguments optionally for how many seconds each is measured
     */
    public static void main(String[] arguments) {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SECONDS;
        ApiBench bench = new ApiBench(System.out, Duration.ofSeconds(seconds));
        int status = 1;
        try {
            bench.failedClusters();
            bench.oneCluster();
            status = bench.met ? 0 : 1;
        } catch (ServerException e) {
            System.out.println(e.getMessage());
        }
        System.out.flush();
        System.exit(status);
    }

    private void failedClusters() {
        try (RealServer backend = backend();
                ApiNodes nodes = new ApiNodes(settings(backend), CLUSTERS, SERVERS / CLUSTERS)) {
            nodes.changing(CHANGES_PER_SECOND);
            nodes.failAll(CLUSTERS);
            String path = "/api/replication-analysis";
            measure("replication-analysis, leader", nodes, nodes.leaderPort(), path, 2_000, nodes.probed);
            measure("replication-analysis, another node", nodes, nodes.otherPort(), path, 500, nodes.stored);
            nodes.killAll(SERVERS);
            measure("replication-analysis, sources dead, a row of each replica too, leader", nodes, nodes.leaderPort(),
                    path, 0, nodes.probed);
            measure("replication-analysis, sources dead, a row of each replica too, another node", nodes,
                    nodes.otherPort(), path, 0, nodes.stored);
        }
    }

    private void oneCluster() {
        try (RealServer backend = backend(); ApiNodes nodes = new ApiNodes(settings(backend), 1, SERVERS)) {
            nodes.changing(CHANGES_PER_SECOND);
            String path = "/api/cluster/cluster-000-0000.example.com:3306";
            measure("cluster of " + SERVERS + ", leader", nodes, nodes.leaderPort(), path, 100, nodes.probed);
            measure("cluster of " + SERVERS + ", another node", nodes, nodes.otherPort(), path, 100, nodes.stored);
        }
    }

    private void measure(String what, ApiNodes nodes, int port, String path, double least, AgeBook known) {
        HttpLoad.ask(port, path, CONNECTIONS, WARM_UP);
        HttpLoad.Result result = HttpLoad.ask(port, path, CONNECTIONS, time);
        double behind = greatest(result, known);
        boolean good = result.perSecond() >= least && behind <= OLDEST_MILLIS;
        met &= good;
        out.printf(Locale.ROOT,
                "%s: %.0f requests/s (at least %.0f), p50 %.2f ms, p99 %.2f ms, %d KiB each; greatest age seen %.0f ms"
                        + " since %s knew better, %.0f ms since a probe did (%d answers looked at)%s%n",
                what, result.perSecond(), least, result.millisAt(0.5), result.millisAt(0.99),
                result.bytesOfOne() >> 10, behind, known == nodes.probed ? "the leader" : "the backend",
                greatest(result, nodes.probed), result.samples().size(), good ? "" : " MISSED");
        out.flush();
    }

    private static double greatest(HttpLoad.Result result, AgeBook known) {
        return result.samples()
                .stream()
                .mapToLong(sample -> known.behindNanos(sample.body(), sample.received()))
                .max()
                .orElse(0) / 1e6;
    }

    private static RealServer backend() {
        return RealServers.start(ServerFlavor.MYSQL,
                ServerOptions.defaults().with("--innodb-buffer-pool-size=128M"));
    }

    private static BackendSettings settings(RealServer server) {
        return new BackendSettings.MySql("127.0.0.1", server.port(), "orchestrator", Account.TOPOLOGY.user(),
                Account.TOPOLOGY.password(), TlsSettings.off(), Duration.ofSeconds(2), Duration.ofSeconds(30), 32, 0);
    }
}
