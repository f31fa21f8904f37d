package io.orchestrator.it.scenario;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** How measured times are shown. */
public final class Medians {
    private Medians() {}

    /** One line: the median, the least and the most of times, of which there is at least one. */
    public static void print(PrintStream out, String what, List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        out.printf("%s: median %d ms, min %d ms, max %d ms (%d measured)%n", what,
                sorted.get((sorted.size() - 1) / 2).toMillis(), sorted.getFirst().toMillis(),
                sorted.getLast().toMillis(),
                sorted.size());
    }
}
