package io.orchestrator.it.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.orchestrator.it.scenario.FailoverRig;
import io.orchestrator.it.scenario.Medians;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;

/**
 * How long it takes until a failure is registered as a detection: the built service with default polling against one source and three
 * replicas of MySQL, killed, then stopped with the lab's timeouts (5 s) and with MySQL's defaults (60 s). Its command:
 * {@code mvn -q -Pdetection-bench -DskipTests -pl orchestrator-it -am verify}.
 */
public final class DetectionBench {
    private static final int KILLS = 20;
    private static final int STOPS = 10;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);
    /** The receivers of a source that hung are left alone for half a minute, and the one before the last may be the next source. */
    private static final Duration BETWEEN_STOPS = Duration.ofSeconds(20);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(5);

    private DetectionBench() {}

    /**
     * Prints a line for each failure, then the medians.
     *
     * @param arguments optionally how often to kill and how often to stop
     */
    public static void main(String[] arguments) {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : KILLS;
        int stops = arguments.length > 1 ? Integer.parseInt(arguments[1]) : STOPS;
        PrintStream out = System.out;
        int status = 0;
        try {
            measure(DEFAULT_TIMEOUT, FailoverRig.Failure.KILL, kills, out);
            measure(SHORT_TIMEOUT, FailoverRig.Failure.STOP, stops, out);
            measure(DEFAULT_TIMEOUT, FailoverRig.Failure.STOP, stops, out);
        } catch (ServerException e) {
            out.println(e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static void measure(Duration timeout, FailoverRig.Failure failure, int rounds, PrintStream out) {
        if (rounds == 0) {
            return;
        }
        String what = failure + ", replica_net_timeout " + timeout.toSeconds() + " s";
        List<Duration> detected = new ArrayList<>();
        List<Duration> writable = new ArrayList<>();
        try (FailoverRig rig = FailoverRig.start(ServerFlavor.MYSQL, timeout)) {
            for (int round = 1; round <= rounds; round++) {
                if (round > 1 && failure == FailoverRig.Failure.STOP) {
                    Pause.of(BETWEEN_STOPS);
                }
                FailoverRig.Round result = rig.round(failure);
                detected.add(result.detected());
                writable.add(result.writable());
                out.printf("%s, %d: detected after %d ms, writable after %d ms%n", what, round,
                        result.detected().toMillis(), result.writable().toMillis());
            }
        }
        Medians.print(out, what + ", detected", detected);
        Medians.print(out, what + ", writable", writable);
    }
}
