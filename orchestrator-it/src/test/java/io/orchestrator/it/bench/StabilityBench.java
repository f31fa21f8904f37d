package io.orchestrator.it.bench;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.orchestrator.it.nodes.NodeFleet;
import io.orchestrator.it.scenario.Scratch;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.Relay;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;

/**
 * Whether leadership stays where it is while the backend is far away: three nodes on one MySQL server, each behind a line of its own on
 * which the 99th percentile of a round trip is 500 ms and all of which stand still for 1.5 s in each minute. Ends with status 1 when
 * another node came to lead, or another term. It is no JMH benchmark and has a command of its own:
 * {@code mvn -q -Pstability -DskipTests -pl orchestrator-it -am verify -Dstability.minutes=60}.
 */
public final class StabilityBench {
    private static final int MINUTES = 60;
    private static final Duration STALLS_EVERY = Duration.ofMinutes(1);
    private static final int NODES = 3;
    private static final long SEED = 20_261_125;
    private static final String SCHEMA = "stability";
    private static final Duration SAMPLE_EVERY = Duration.ofMillis(200);
    private static final Duration PROGRESS_EVERY = Duration.ofMinutes(5);
    private static final int SHOWN_ERRORS = 10;
    private static final String SUSPENDED = "leadership: the lease ran out";

    private StabilityBench() {}

    /**
     * Prints what happens, a line in five minutes, and the counts.
     *
     * @param arguments optionally for how many minutes to watch, in how many seconds there is one stall, and the seed of the delays
     */
    public static void main(String[] arguments) {
        int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : MINUTES;
        Duration stallsEvery = arguments.length > 1 ? Duration.ofSeconds(Long.parseLong(arguments[1])) : STALLS_EVERY;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : SEED;
        PrintStream out = System.out;
        int status = 1;
        try (Scratch folder = Scratch.folder("stability");
                RealServer server = RealServers.start(ServerFlavor.MYSQL);
                Weather weather = new Weather(stallsEvery, seed)) {
            List<Relay> lines = lines(server, weather);
            List<Integer> ports = lines.stream().map(Relay::port).toList();
            try (NodeFleet fleet = NodeFleet.start(folder.path(), SCHEMA, ports, Map.of())) {
                status = watch(fleet, server, weather, Duration.ofMinutes(minutes), out) ? 0 : 1;
            } finally {
                lines.forEach(Relay::close);
            }
        } catch (ServerException | SQLException e) {
            out.println("the run ended early: " + e.getMessage());
        }
        out.flush();
        System.exit(status);
    }

    private static List<Relay> lines(RealServer server, Weather weather) {
        return IntStream.range(0, NODES).mapToObj(_ -> SlowLine.to(server.port(), weather)).toList();
    }

    private static boolean watch(NodeFleet fleet, RealServer server, Weather weather, Duration time, PrintStream out)
            throws SQLException {
        // So that the leader has something to write, as in real life.
        fleet.awaitLeader().discover(server.key());
        try (LeaderWatch watch = LeaderWatch.of(fleet, server, SCHEMA, out)) {
            out.println("leader at the beginning: " + watch.state());
            out.flush();
            weather.letLoose();
            long begun = System.nanoTime();
            long end = begun + time.toNanos();
            long progress = begun + PROGRESS_EVERY.toNanos();
            for (long next = begun; next - end < 0; next += SAMPLE_EVERY.toNanos()) {
                LockSupport.parkNanos(next - System.nanoTime());
                watch.sample();
                if (next - progress >= 0) {
                    progress += PROGRESS_EVERY.toNanos();
                    out.println(summary(Duration.ofNanos(next - begun), watch, weather, fleet));
                    out.flush();
                }
            }
            out.printf("round trips delayed: %d, median %d ms, 98th percentile %d ms, 99th %d ms, longest %d ms%n",
                    weather.delayed(), weather.percentile(50), weather.percentile(98), weather.percentile(99),
                    weather.percentile(100));
            fleet.errors().stream().limit(SHOWN_ERRORS).forEach(line -> out.println("  " + line));
            out.println("leader at the end: " + watch.state());
            out.println(summary(Duration.ofNanos(System.nanoTime() - begun), watch, weather, fleet)
                    + (watch.leaderStayed() ? "" : " MISSED: the leader must not change"));
            return watch.leaderStayed();
        }
    }

    private static String summary(Duration run, LeaderWatch watch, Weather weather, NodeFleet fleet) {
        String suspensions = fleet.nodes()
                .stream()
                .map(node -> node.log().stream().filter(line -> line.contains(SUSPENDED)).count())
                .map(String::valueOf)
                .collect(Collectors.joining("+"));
        return String.format(
                "%.1f minutes: %s, stalls %d, leases that ran out by node %s, p99 of round trips %d ms, ERROR lines %d",
                (double) run.toSeconds() / 60, watch.counts(), weather.stallCount(), suspensions,
                weather.percentile(99), fleet.errors().size());
    }
}
