package io.orchestrator.it.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.orchestrator.it.server.ServerException;

/**
 * What it costs to watch many servers, polled every 5 s on one machine with the service and its backend: as one cluster from 100
 * instances to 5,000, plain and with TLS; a thousand spread over several clusters; and a thousand of which three in ten fall silent, so that it is counted
 * whether the others are still probed in time. Probes are counted by the servers. It is no JMH benchmark and has a command of its own:
 * {@code mvn -q -Pfleet-bench -DskipTests -pl orchestrator-it -am verify}.
 */
public final class FleetBench {
    private static final List<Integer> SIZES = List.of(100, 300, 1_000, 2_000, 5_000);
    private static final int SECONDS = 60;
    private static final String ALL_PARTS = "plain,tls,spread,silence";
    private static final int CLUSTERS = 6;
    private static final int A_THOUSAND = 1_000;
    private static final int SILENT = 300;
    /** Until code is compiled and first rounds are over, as in a service that has run for a while. */
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final PrintStream out;
    private final Duration time;

    private FleetBench(PrintStream out, Duration time) {
        this.out = out;
        this.time = time;
    }

    /**
     * Prints a line for each measurement.
     *
     * @param arguments optionally for how many seconds each is measured; the sizes as one cluster, joined by commas; and which parts,
     *     of {@code plain,tls,spread,silence}
     */
    public static void main(String[] arguments) {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SECONDS;
        List<Integer> sizes =
                arguments.length > 1 ? Arrays.stream(arguments[1].split(",")).map(Integer::valueOf).toList()
                        : SIZES;
        List<String> parts = List.of((arguments.length > 2 ? arguments[2] : ALL_PARTS).split(",", -1));
        FleetBench bench = new FleetBench(System.out, Duration.ofSeconds(seconds));
        int status = 1;
        try {
            for (String part : parts) {
                bench.measure(part, sizes);
            }
            status = 0;
        } catch (ServerException e) {
            System.out.println(e.getMessage());
        }
        System.out.flush();
        System.exit(status);
    }

    private void measure(String part, List<Integer> sizes) {
        switch (part) {
            case "plain" -> grow("one cluster", false, sizes);
            case "tls" -> grow("one cluster, TLS", true, sizes.stream().filter(size -> size >= A_THOUSAND).toList());
            case "spread" -> spread();
            case "silence" -> silence();
            default -> throw new ServerException("no such part of the bench: " + part);
        }
    }

    private void grow(String what, boolean encrypted, List<Integer> sizes) {
        try (WatchedFleet fleet = new WatchedFleet(1, encrypted)) {
            for (int size : sizes) {
                fleet.growTo(size);
                measure(what, fleet, fleet.size());
            }
        }
    }

    private void spread() {
        try (WatchedFleet fleet = new WatchedFleet(CLUSTERS, false)) {
            fleet.growTo(A_THOUSAND);
            measure(CLUSTERS + " clusters", fleet, fleet.size());
        }
    }

    /** What the silent ones are asked does not arrive anywhere, so that all that is counted was asked of the others. */
    private void silence() {
        try (WatchedFleet fleet = new WatchedFleet(1, false);
                SilentLine line = SilentLine.to(fleet.aReplica().port())) {
            for (int i = 0; i < SILENT; i++) {
                fleet.add("127.1." + i / 250 + "." + (1 + i % 250), line.port());
            }
            fleet.growTo(A_THOUSAND);
            measure("all answer", fleet, fleet.size());
            line.fallSilent();
            measure(SILENT + " fell silent", fleet, fleet.size() - SILENT);
        }
    }

    private void measure(String what, WatchedFleet fleet, int answering) {
        Pause.of(SETTLE);
        FleetCost before = fleet.spent();
        Pause.of(time);
        FleetCost cost = fleet.spent().since(before);
        out.printf(Locale.ROOT,
                "%s, %d instances: %.1f %% of the probes due; per probe %.2f ms CPU, %.2f statements asked,"
                        + " %.3f statements stored, %.2f rows, %.0f bytes of binary log; resident memory %d MiB, live heap %d MiB%n",
                what,
                fleet.size(), cost.onTime(answering, WatchedFleet.POLL_INTERVAL),
                cost.perProbe(cost.cpu().toNanos()) / 1e6, cost.perProbe(cost.asked()), cost.perProbe(cost.stored()),
                cost.perProbe(cost.rows()), cost.perProbe(cost.binaryLog()), fleet.residentMib(),
                fleet.liveHeapMib());
        out.flush();
    }
}
