package io.orchestrator.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What the kernel says of the threads of a local process. */
public final class ProcessThreads {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ProcessThreads() {}

    /**
     * Returns when every thread stands still: after SIGSTOP each of them runs until it looks, so that a server may begin to answer.
     *
     * @throws AssertionError if one still runs after 5 s
     */
    public static void awaitStopped(long pid) {
        Await.until("all threads of process " + pid + " to stand still", PATIENCE, () -> areStopped(pid));
    }

    private static boolean areStopped(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(thread -> isStopped(thread.resolve("stat")));
        } catch (IOException e) {
            throw new ServerException("cannot read the threads of process " + pid + ": " + e, e);
        }
    }

    private static boolean isStopped(Path stat) {
        try {
            // The kernel's letter for what a thread does stands behind the program's name.
            String line = Files.readString(stat);
            return line.charAt(line.lastIndexOf(')') + 2) == 'T';
        } catch (NoSuchFileException _) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
