package io.orchestrator.it.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.orchestrator.it.server.ServerException;

/**
 * What a Java process holds, from the kernel and, for the heap, from the JVM itself after a full collection.
 *
 * @param rssMiB resident memory
 * @param threads threads of the kernel
 * @param sockets open sockets
 * @param liveHeapMiB what the heap holds after a collection
 */
record ProcessFigures(long rssMiB, long threads, long sockets, long liveHeapMiB) {
    private static final long MIB = 1024L * 1024;

    /** Collects the garbage of a process and reads its figures. */
    static ProcessFigures of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        long heap = liveHeap(pid);
        try {
            List<String> status = Files.readAllLines(proc.resolve("status"));
            return new ProcessFigures(number(status, "VmRSS:") / 1024, number(status, "Threads:"), sockets(proc),
                    heap / MIB);
        } catch (IOException e) {
            throw new ServerException("cannot read the figures of process " + pid + ": " + e, e);
        }
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long sockets(Path proc) throws IOException {
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            return files.filter(ProcessFigures::isSocket).count();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException e) {
            // It was closed meanwhile.
            return false;
        }
    }

    /** The last line of a histogram of live objects is "Total", instances, bytes. */
    private static long liveHeap(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home", ""), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said.lines()
                    .filter(line -> line.startsWith("Total"))
                    .map(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
                    .findFirst()
                    .orElseThrow(() -> new ServerException("jcmd said: " + said));
        } catch (IOException e) {
            throw new ServerException("cannot run " + jcmd + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while asking for the heap of process " + pid, e);
        }
    }
}
