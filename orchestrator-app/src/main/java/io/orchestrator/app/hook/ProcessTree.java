package io.orchestrator.app.hook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process with all that came from it, for its end: first they are asked, then they are killed. Children whose parent has ended belong
 * to nobody's tree any more; where {@code /proc} shows environments they are found by a mark in theirs.
 */
final class ProcessTree {
    /** Name of the variable that marks everything that a hook starts. */
    static final String MARK = "ORC_HOOK_ID";

    private static final Duration ASKED_FOR = Duration.ofSeconds(2);
    private static final Duration ROUND = Duration.ofMillis(200);
    private static final int ROUNDS = 10;

    private final ProcessHandle root;
    private final byte[] mark;
    private final Set<ProcessHandle> known = new LinkedHashSet<>();

    /**
     * The tree of a process.
     *
     * @param mark value of {@link #MARK} in its environment
     */
    ProcessTree(Process root, String mark) {
        this.root = root.toHandle();
        this.mark = (MARK + "=" + mark).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Ends all of them; returns when they are gone, or after a few seconds when one cannot be killed.
     *
     * @return false when one may be left
     */
    boolean end() {
        gather();
        known.forEach(ProcessHandle::destroy);
        awaitEnd(List.copyOf(known), ASKED_FOR);
        for (int round = 0; round < ROUNDS; round++) {
            // A parent first, so that it starts no more of them.
            gather();
            List<ProcessHandle> alive = known.stream().filter(ProcessHandle::isAlive).toList();
            if (alive.isEmpty()) {
                return true;
            }
            alive.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(alive, ROUND);
        }
        return false;
    }

    private void gather() {
        known.add(root);
        for (ProcessHandle process : List.copyOf(known)) {
            process.descendants().forEach(known::add);
        }
        ProcessHandle.allProcesses().filter(this::isMarked).forEach(known::add);
    }

    private boolean isMarked(ProcessHandle process) {
        try {
            return contains(Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ")), mark);
        } catch (IOException _) {
            // Another user's, gone, or a system without /proc.
            return false;
        }
    }

    /** Whether one of the entries, each of which ends with NUL, is this one. */
    private static boolean contains(byte[] environment, byte[] entry) {
        String all = '\0' + new String(environment, StandardCharsets.ISO_8859_1) + '\0';
        return all.contains('\0' + new String(entry, StandardCharsets.ISO_8859_1) + '\0');
    }

    private static void awaitEnd(List<ProcessHandle> processes, Duration within) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // Whoever is left is killed next.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
