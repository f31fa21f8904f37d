package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendException.Category;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the backend answers one kind of call, told once when it stops, once when it stops for another reason, and once when it
 * answers again: who calls every second need not say so every second. Reads and writes are told apart, for a member outside its
 * cluster's primary component answers the ones and hangs on the others.
 */
final class Answering {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private final String kind;
    private final String backend;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Trouble trouble;
    /** When the present state began. */
    private long since = System.nanoTime();
    private long failures;

    /** What is told apart: that a connection breaks and that an answer does not come are one stall. */
    private enum Trouble {
        SILENT, NOT_WRITABLE, REFUSED
    }

    Answering(String kind, String backend) {
        this.kind = kind;
        this.backend = backend;
    }

    /** A call came through that was begun at {@code begunAt} of the monotonic clock, in nanoseconds. */
    void answered(long begunAt) {
        lock.lock();
        try {
            // What was begun before the trouble says nothing about what is now.
            if (trouble == null || begunAt - since <= 0) {
                return;
            }
            LOG.info("the backend {} answers {} again, after {} s and {} failed calls", backend, kind,
                    Duration.ofNanos(System.nanoTime() - since).toSeconds(), failures);
            trouble = null;
            since = System.nanoTime();
            failures = 0;
        } finally {
            lock.unlock();
        }
    }

    /** A call failed that was begun at {@code begunAt}. */
    void failed(Throwable failure, long begunAt) {
        var now = failure instanceof BackendException backendFailure ? troubleOf(backendFailure.category()) : null;
        if (now == null) {
            return;
        }
        lock.lock();
        try {
            if (trouble == null && begunAt - since < 0) {
                return;
            }
            failures++;
            if (trouble == now) {
                return;
            }
            if (trouble == null) {
                since = begunAt;
            }
            trouble = now;
            LOG.warn("the backend {} does not answer {}: {}; analysis goes on from memory, nothing is registered or"
                    + " recovered until it answers, and what could not be written is written then", backend, kind,
                    failure.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable Trouble troubleOf(Category category) {
        return switch (category) {
            case DEADLINE, UNREACHABLE -> Trouble.SILENT;
            case NOT_WRITABLE -> Trouble.NOT_WRITABLE;
            case REFUSED -> Trouble.REFUSED;
            case CONFLICT_LOST, INCOMPATIBLE, STATEMENT -> null;
        };
    }
}
