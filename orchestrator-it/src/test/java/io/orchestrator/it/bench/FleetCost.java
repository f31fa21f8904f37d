package io.orchestrator.it.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ServerException;

/**
 * What a service process and the servers it asks have spent until now. The statements that the bench itself asks are few and counted
 * too.
 *
 * @param at the monotonic time of the reading
 * @param cpu of the service's process
 * @param probes by the replica status that the polled servers were asked for
 * @param asked statements that the polled servers executed
 * @param stored statements that the backend executed
 * @param rows that the backend wrote
 * @param binaryLog bytes of the backend's binary log
 */
record FleetCost(Duration at, Duration cpu, long probes, long asked, long stored, long rows, long binaryLog) {
    /** Of a tick in which the kernel counts a process' time. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** Reads all counters; only what lies between two readings means something. */
    static FleetCost read(long pid, Collection<RealServer> polled, RealServer backend) {
        long probes = 0;
        long asked = 0;
        for (RealServer server : polled) {
            probes += status(server, "Com_show_replica_status");
            asked += status(server, "Questions");
        }
        long binaryLog = backend.sql()
                .rows("show binary logs")
                .stream()
                .mapToLong(row -> Long.parseLong(row.getOrDefault("File_size", "0")))
                .sum();
        return new FleetCost(Duration.ofNanos(System.nanoTime()), cpu(pid), probes, asked,
                status(backend, "Questions"), status(backend, "Innodb_rows_inserted")
                        + status(backend, "Innodb_rows_updated") + status(backend, "Innodb_rows_deleted"),
                binaryLog);
    }

    private static long status(RealServer server, String name) {
        return Long.parseLong(server.sql()
                .rows("show global status like '" + name + "'")
                .getFirst()
                .getOrDefault("Value", "0"));
    }

    /** User and system time; the program's name, which may hold blanks, stands before them in brackets. */
    private static Duration cpu(long pid) {
        String stat = read(pid, "stat");
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return TICK.multipliedBy(Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12)));
    }

    /** Resident memory of a process in MiB. */
    static long residentMib(long pid) {
        return read(pid, "status").lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Objects in use of a process with the same Java, in MiB. Everything that is not is collected first. */
    static long liveHeapMib(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home", ""), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String[] total = answer.strip().lines().toList().getLast().strip().split("\\s+", -1);
            return Long.parseLong(total[2]) >> 20;
        } catch (IOException | RuntimeException e) {
            throw new ServerException("cannot read the live heap of process " + pid + ": " + e, e);
        }
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new ServerException("cannot read " + file + " of process " + pid + ": " + e, e);
        }
    }

    /** What was spent from an earlier reading to this one. */
    FleetCost since(FleetCost before) {
        return new FleetCost(at.minus(before.at), cpu.minus(before.cpu), probes - before.probes, asked - before.asked,
                stored - before.stored, rows - before.rows, binaryLog - before.binaryLog);
    }

    /** Probes that were made, in per cent of those that were due. */
    double onTime(int instances, Duration pollInterval) {
        return 100.0 * probes / (instances * (double) at.toMillis() / pollInterval.toMillis());
    }

    double perProbe(long amount) {
        return (double) amount / Math.max(1, probes);
    }
}
