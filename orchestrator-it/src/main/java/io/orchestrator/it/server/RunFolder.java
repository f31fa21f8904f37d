package io.orchestrator.it.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of this JVM's servers, under the cache folder, and the promise that none of them outlives it. The JVM holds a file lock in
 * its folder as long as it lives: whoever gets that lock knows that the JVM is gone and ends and deletes what it left.
 */
final class RunFolder {
    static final String PID_FILE = "server.pid";

    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

    private final Path folder;
    private final FileChannel lock;
    private final Set<AutoCloseable> running = ConcurrentHashMap.newKeySet();

    private RunFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    private static final class Holder {
        static final RunFolder OF_THIS_JVM = open(CacheFolder.ofEnvironment());
    }

    static RunFolder ofThisJvm() {
        return Holder.OF_THIS_JVM;
    }

    /** Makes a folder of its own and ends what dead JVMs left beside it. */
    static RunFolder open(CacheFolder cache) {
        Path runs = cache.root().resolve("run");
        Folders.create(runs);
        try (FileChannel everybody = FileChannel.open(runs.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock alone = everybody.lock()) {
            LOG.debug("looking for leftovers under {}", alone);
            String ours = "jvm-" + ProcessHandle.current().pid() + "-";
            for (Path left : folders(runs)) {
                // To open and close the lock file of our own folder would give up the lock.
                if (!left.getFileName().toString().startsWith(ours)) {
                    endIfOrphaned(left);
                }
            }
            Path own = Files.createTempDirectory(runs, ours);
            FileChannel channel = FileChannel.open(own.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new ServerException("somebody else holds the lock in the new folder " + own);
            }
            RunFolder run = new RunFolder(own, channel);
            Runtime.getRuntime().addShutdownHook(new Thread(run::end, "end-servers"));
            return run;
        } catch (IOException e) {
            throw new ServerException("cannot use " + runs + ": " + e, e);
        }
    }

    /** Where the server on this port keeps its data. */
    Path server(int port) {
        return folder.resolve("server-" + port);
    }

    /** The server is closed with the JVM unless it is {@linkplain #forget forgotten} before. */
    void remember(AutoCloseable server) {
        running.add(server);
    }

    void forget(AutoCloseable server) {
        running.remove(server);
    }

    /** Ends everything, as the JVM's end does. */
    void end() {
        for (AutoCloseable server : List.copyOf(running)) {
            try {
                server.close();
            } catch (Exception e) {
                LOG.warn("cannot end {}", server, e);
            }
        }
        try {
            lock.close();
            Folders.delete(folder);
        } catch (IOException | ServerException e) {
            LOG.warn("cannot delete {}; the next run will", folder, e);
        }
    }

    private static void endIfOrphaned(Path left) {
        try (FileChannel channel = FileChannel.open(left.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock held = channel.tryLock()) {
            if (held == null) {
                return;
            }
            LOG.info("ending what a JVM left in {}", left);
            for (Path server : folders(left)) {
                endProcess(server);
            }
            Folders.delete(left);
        } catch (IOException | ServerException e) {
            LOG.warn("cannot clean {}; the next run will try again", left, e);
        }
    }

    /** A process id may have been given to somebody else since: only a process that works on this data is ours. */
    private static void endProcess(Path server) throws IOException {
        Path file = server.resolve(PID_FILE);
        if (!Files.exists(file)) {
            return;
        }
        long pid = Long.parseLong(Files.readString(file).strip());
        Path words = Path.of("/proc", Long.toString(pid), "cmdline");
        if (Files.exists(words) && Files.readString(words).contains(server.toString())) {
            ProcessHandle.of(pid).ifPresent(process -> {
                process.destroyForcibly();
                Await.until("the end of process " + pid, Duration.ofSeconds(10), () -> !process.isAlive());
            });
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> listed = Files.list(parent)) {
            return listed.filter(Files::isDirectory).toList();
        }
    }
}
