package io.orchestrator.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A clock of their own for the servers started with it, by the library libfaketime: ahead of the machine's or behind it, and movable
 * while they run. Their monotonic clock is the machine's. Close it after its servers.
 */
public final class ServerClock implements AutoCloseable {
    private static final String SUITE = "bookworm";
    private static final String PACKAGE = "libfaketime";
    /** Tells a whole folder from a missing one; the library itself lies in a folder named after the processor. */
    private static final String WITNESS = "usr/share/doc/" + PACKAGE + "/copyright";
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
    private static final Duration MOVE_LIMIT = Duration.ofSeconds(15);
    /** Between two readings of the clocks, one of which asks a server. */
    private static final Duration CLOSE = Duration.ofSeconds(3);
    /** Where the library leaves its memory when a process that has it is killed. */
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path library;
    private final Path folder;

    private ServerClock(Path library, Path folder) {
        this.library = library;
        this.folder = folder;
    }

    /**
     * A clock that differs from the machine's by this much.
     *
     * @param ahead negative when it is behind
     * @throws ServerException when the library cannot be had
     */
    public static ServerClock ahead(Duration ahead) {
        Path library = installed().orElseGet(ServerClock::provisioned);
        Path folder = RunFolder.ofThisJvm().server(Ports.free());
        Folders.create(folder);
        ServerClock clock = new ServerClock(library, folder);
        clock.write(ahead);
        return clock;
    }

    /** Variables of the environment for a server that is to go by this clock. */
    Map<String, String> environment() {
        // Its remedy for waits by the monotonic clock, on which some builds insist, lets a server spin in them.
        return Map.of("LD_PRELOAD", library.toString(), "FAKETIME_TIMESTAMP_FILE", setting().toString(),
                "FAKETIME_CACHE_DURATION", "1", "FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** Moves the clock under a running server; returns when the server goes by it. */
    public void move(RealServer server, Duration ahead) {
        write(ahead);
        awaitAhead(server, ahead);
    }

    /** Returns when the server's clock differs from the machine's by this much. */
    public void awaitAhead(RealServer server, Duration ahead) {
        Await.until("the clock of " + server + " to be ahead by " + ahead, MOVE_LIMIT,
                () -> aheadOf(server).minus(ahead).abs().compareTo(CLOSE) < 0,
                () -> "It is ahead by " + aheadOf(server) + ".");
    }

    private static Duration aheadOf(RealServer server) {
        return Duration.ofSeconds(
                server.sql().number("select unix_timestamp()") - System.currentTimeMillis() / 1_000);
    }

    /** As one file takes another's place, so that nobody reads half of it. */
    private void write(Duration ahead) {
        Path next = folder.resolve("next");
        try {
            Files.writeString(next, String.format("%+d\n", ahead.toSeconds()));
            Files.move(next, setting(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ServerException("cannot set the clock in " + folder + ": " + e, e);
        }
    }

    private Path setting() {
        return folder.resolve("clock");
    }

    private static Optional<Path> installed() {
        return in(Path.of("/usr/lib"));
    }

    private static Path provisioned() {
        Path root = DebianPackages.provisioned(SUITE, PACKAGE, WITNESS);
        return in(root.resolve("usr/lib"))
                .orElseThrow(() -> new ServerException("no " + LIBRARY + " in " + root + " for this processor"));
    }

    private static Optional<Path> in(Path libraries) {
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(libraries)) {
            return folders.map(parent -> parent.resolve(LIBRARY)).filter(Files::isRegularFile).findFirst();
        } catch (IOException e) {
            throw new ServerException("cannot list " + libraries + ": " + e, e);
        }
    }

    @Override
    public void close() {
        Folders.delete(folder);
        if (!Files.isDirectory(SHARED_MEMORY)) {
            return;
        }
        try (Stream<Path> files = Files.list(SHARED_MEMORY)) {
            List<Path> left = files.filter(ServerClock::isOfNobody).toList();
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ServerException("cannot clean " + SHARED_MEMORY + ": " + e, e);
        }
    }

    private static boolean isOfNobody(Path file) {
        String name = Objects.requireNonNullElse(file.getFileName(), file).toString();
        if (!name.matches("(sem\\.)?faketime_(sem|shm)_\\d+")) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(name.substring(name.lastIndexOf('_') + 1))).isEmpty();
    }
}
