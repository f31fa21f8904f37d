package io.orchestrator.it.scenario;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;

/**
 * Many failovers in a row on one running service, each checked, with the service's memory, threads and sockets watched:
 * {@code mvn -q -Psoak -DskipTests -pl orchestrator-it -am verify}, {@code -Dsoak.rounds=100} by default. Its exit status is 1 when a
 * failover was not right or something grew.
 */
public final class FailoverSoak {
    private static final int SAMPLES = 20;
    /** Compiled code, class data and caches are still growing in the first rounds. */
    private static final double WARM = 0.2;

    private record Sample(int round, ProcessFigures figures) {}

    private final PrintStream out;
    private final List<Duration> writable = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private int missing;

    private FailoverSoak(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the soak.
     *
     * @param arguments optionally the number of rounds
     */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        FailoverSoak soak = new FailoverSoak(System.out);
        int status = soak.run(rounds);
        System.exit(status);
    }

    private int run(int rounds) {
        int every = Math.max(1, rounds / SAMPLES);
        try (FailoverRig rig = FailoverRig.start(ServerFlavor.MYSQL)) {
            out.println("round  writable  everywhere  unreceived  RSS MiB  live heap MiB  threads  sockets");
            for (int round = 1; round <= rounds; round++) {
                FailoverRig.Round result = rig.round(FailoverRig.Failure.KILL);
                writable.add(result.writable());
                missing += result.missing();
                if (round % every == 0) {
                    ProcessFigures figures = ProcessFigures.of(rig.service().pid());
                    samples.add(new Sample(round, figures));
                    out.printf("%5d  %6d ms  %7d ms  %10d  %7d  %13d  %7d  %7d%n", round, result.writable().toMillis(),
                            result.everywhere().toMillis(), result.missing(), figures.rssMiB(), figures.liveHeapMiB(),
                            figures.threads(), figures.sockets());
                }
            }
        } catch (ServerException e) {
            out.println("round " + (writable.size() + 1) + " was not right: " + e.getMessage());
            return 1;
        }
        Medians.print(out, rounds + " failovers, each right; " + missing
                + " acknowledged rows were on no other server; writable", writable);
        return grew(rounds) ? 1 : 0;
    }

    /** Whether a figure of the last quarter is above that of the first quarter after warming up. */
    private boolean grew(int rounds) {
        boolean heap = grew(rounds, "live heap MiB", ProcessFigures::liveHeapMiB, 1.25, 4);
        boolean resident = grew(rounds, "RSS MiB", ProcessFigures::rssMiB, 1.25, 16);
        boolean threads = grew(rounds, "threads", ProcessFigures::threads, 1.0, 4);
        boolean sockets = grew(rounds, "sockets", ProcessFigures::sockets, 1.0, 6);
        return heap || resident || threads || sockets;
    }

    private boolean grew(int rounds, String name, ToLongFunction<ProcessFigures> figure, double factor, long slack) {
        double first = median(figure, rounds * WARM, rounds * (WARM + 0.25));
        double last = median(figure, rounds * 0.75, rounds);
        boolean grew = last > first * factor + slack;
        out.printf("%s: %.0f early, %.0f late: %s%n", name, first, last, grew ? "GREW" : "flat");
        return grew;
    }

    private double median(ToLongFunction<ProcessFigures> figure, double after, double until) {
        long[] values = samples.stream()
                .filter(sample -> sample.round() > after && sample.round() <= until)
                .mapToLong(sample -> figure.applyAsLong(sample.figures()))
                .sorted()
                .toArray();
        return values.length == 0 ? 0 : values[values.length / 2];
    }
}
