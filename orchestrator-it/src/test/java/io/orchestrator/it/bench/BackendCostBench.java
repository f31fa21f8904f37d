package io.orchestrator.it.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.datasource.TlsSettings;
import io.orchestrator.it.backend.SimulatedService;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.ports.driven.MetricsSink;

/**
 * What watching a thousand servers costs the backend: the engine as the service wires it, on a MySQL server of its own, polls
 * simulated servers that applications write to. Everything the backend is asked counts: journal, leases, registration, reading of
 * intents, housekeeping. It is no JMH benchmark and has a command of its own:
 * {@code mvn -q -Pbackend-cost -DskipTests -pl orchestrator-it -am verify}.
 */
public final class BackendCostBench {
    private static final int SECONDS = 120;
    private static final SimulatedService.Size SIZE =
            new SimulatedService.Size(50, 20, Duration.ofSeconds(5), Duration.ofSeconds(1));
    private static final int SHOWN_STATEMENTS = 20;
    private static final String PROBES = "discoveries.attempt";

    private BackendCostBench() {}

    /** What is measured of a backend, counted since its start. */
    private record Reading(long probes, Map<String, Long> status, long binaryLog) {}

    /** Remembers what the bench reports on. */
    private static final class Measures implements MetricsSink {
        private final AtomicLong probes = new AtomicLong();
        private final AtomicLong written = new AtomicLong();
        private final AtomicLong largestBatch = new AtomicLong();
        private final AtomicLong conflicts = new AtomicLong();
        private final List<Duration> lags = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void count(String name, long amount) {
            switch (name) {
                case PROBES -> probes.addAndGet(amount);
                case "backend.conflict" -> conflicts.addAndGet(amount);
                case "instance.write" -> {
                    written.addAndGet(amount);
                    largestBatch.accumulateAndGet(amount, Math::max);
                }
                default -> {
                }
            }
        }

        @Override
        public void gauge(String name, double value) {}

        @Override
        public void time(String name, Duration duration) {
            if (name.equals("journal.lag")) {
                lags.add(duration);
            }
        }
    }

    /**
     * Prints the figures; ends with status 1 where one misses its limit.
     *
     * @param arguments optionally for how many seconds to measure
     */
    public static void main(String[] arguments) {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SECONDS;
        PrintStream out = System.out;
        int status = 1;
        try (RealServer server = RealServers.start(ServerFlavor.MYSQL,
                ServerOptions.defaults().with("--innodb-buffer-pool-size=128M"))) {
            status = measure(server, seconds, out) ? 0 : 1;
        } catch (ServerException e) {
            out.println(e.getMessage());
        }
        System.exit(status);
    }

    private static boolean measure(RealServer server, int seconds, PrintStream out) {
        Measures measures = new Measures();
        try (SimulatedService _ = SimulatedService.start(settings(server), SIZE, measures)) {
            // The first round writes every server whole and is not what a service does all day.
            Pause.of(Duration.ofSeconds(20));
            measures.lags.clear();
            server.sql().execute("truncate table performance_schema.events_statements_summary_by_digest");
            Reading before = read(server, measures);
            long written = measures.written.get();
            Pause.of(Duration.ofSeconds(seconds));
            Reading after = read(server, measures);
            double probes = (double) (after.probes - before.probes);
            out.printf("%.0f probes in %d s, %d rows handed to the journal, %d conflicts%n", probes, seconds,
                    measures.written.get() - written, measures.conflicts.get());
            Map<String, Long> spent = new TreeMap<>();
            after.status.forEach((name, value) -> spent.put(name, value - before.status.getOrDefault(name, 0L)));
            spent.entrySet().removeIf(entry -> entry.getValue() == 0);
            out.println(spent);
            server.sql()
                    .rows("select count_star, left(digest_text, 100) as text from"
                            + " performance_schema.events_statements_summary_by_digest order by count_star desc limit "
                            + SHOWN_STATEMENTS)
                    .forEach(row -> out.printf("%6s %s%n", row.get("count_star"), row.get("text")));
            long rows = spent.getOrDefault("Innodb_rows_inserted", 0L) + spent.getOrDefault("Innodb_rows_updated", 0L)
                    + spent.getOrDefault("Innodb_rows_deleted", 0L);
            boolean met =
                    limit(out, "statements per probe", (double) spent.getOrDefault("Questions", 0L) / probes, 0.1);
            met &= limit(out, "rows written per probe", (double) rows / probes, 1);
            met &= limit(out, "bytes of binary log per probe", (double) (after.binaryLog - before.binaryLog) / probes,
                    4_096);
            met &= limit(out, "rows in the largest batch", (double) measures.largestBatch.get(), 200);
            met &= limit(out, "journal lag in ms, 99th percentile of batches", percentile(measures.lags, 99), 1_000);
            return met;
        }
    }

    private static boolean limit(PrintStream out, String what, double value, double limit) {
        boolean met = value <= limit;
        out.printf("%s: %.3f (limit %.1f)%s%n", what, value, limit, met ? "" : " MISSED");
        return met;
    }

    private static double percentile(List<Duration> durations, int percent) {
        long[] sorted = durations.stream().mapToLong(Duration::toMillis).sorted().toArray();
        if (sorted.length == 0) {
            throw new ServerException("nothing was written");
        }
        System.out.println("journal lags in ms: median " + sorted[sorted.length / 2] + ", largest "
                + Arrays.stream(sorted).max().orElse(0) + " of " + sorted.length + " batches");
        return (double) sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static BackendSettings settings(RealServer server) {
        return new BackendSettings.MySql("127.0.0.1", server.port(), "orchestrator", Account.TOPOLOGY.user(),
                Account.TOPOLOGY.password(), TlsSettings.off(), Duration.ofSeconds(2), Duration.ofSeconds(30), 32, 0);
    }

    private static Reading read(RealServer server, Measures measures) {
        Map<String, Long> status = new TreeMap<>();
        for (Map<String, String> row : server.sql()
                .rows("show global status where variable_name in ('Questions', 'Innodb_rows_inserted',"
                        + " 'Innodb_rows_updated', 'Innodb_rows_deleted') or variable_name like 'Com\\_%'")) {
            status.put(row.get("Variable_name"), Long.parseLong(row.getOrDefault("Value", "0")));
        }
        long binaryLog = server.sql()
                .rows("show binary logs")
                .stream()
                .mapToLong(row -> Long.parseLong(row.getOrDefault("File_size", "0")))
                .sum();
        return new Reading(measures.probes.get(), status, binaryLog);
    }
}
