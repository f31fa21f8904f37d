package io.orchestrator.it.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.orchestrator.it.scenario.FailoverRig;
import io.orchestrator.it.scenario.Medians;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;

/**
 * How long applications cannot write when a source dies: the built service with default polling against one source and three replicas
 * of MySQL, ten times killed and five times stopped. It is no JMH benchmark and has a command of its own:
 * {@code mvn -q -Pfailover-bench -DskipTests -pl orchestrator-it -am verify}.
 */
public final class FailoverBench {
    private static final int KILLS = 10;
    private static final int STOPS = 5;

    private FailoverBench() {}

    /**
     * Prints a line for each failover, then the medians.
     *
     * @param arguments optionally how often to kill and how often to stop
     */
    public static void main(String[] arguments) {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : KILLS;
        int stops = arguments.length > 1 ? Integer.parseInt(arguments[1]) : STOPS;
        PrintStream out = System.out;
        int status = 0;
        try (FailoverRig rig = FailoverRig.start(ServerFlavor.MYSQL)) {
            measure(rig, FailoverRig.Failure.KILL, kills, out);
            measure(rig, FailoverRig.Failure.STOP, stops, out);
        } catch (ServerException e) {
            out.println(e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static void measure(FailoverRig rig, FailoverRig.Failure failure, int rounds, PrintStream out) {
        String name = failure.name().toLowerCase(Locale.ROOT);
        List<Duration> writable = new ArrayList<>();
        List<Duration> everywhere = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            FailoverRig.Round result = rig.round(failure);
            writable.add(result.writable());
            everywhere.add(result.everywhere());
            out.printf("%s %d: writable after %d ms, on all followers after %d ms%n", name, round,
                    result.writable().toMillis(), result.everywhere().toMillis());
        }
        if (rounds > 0) {
            Medians.print(out, name + ", writable", writable);
            Medians.print(out, name + ", on all followers", everywhere);
        }
    }
}
