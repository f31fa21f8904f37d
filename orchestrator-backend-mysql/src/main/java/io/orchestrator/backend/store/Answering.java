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
    private @Nullable Category trouble;
    private long since;
    private long failures;

    Answering(String kind, String backend) {
        this.kind = kind;
        this.backend = backend;
    }

    /** A call came through that was begun at {@code begunAt} of the monotonic clock, in nanoseconds. */
    void answered(long begunAt) {
        lock.lock();
        try {
            // What was under way when the trouble began says nothing about what is now.
            if (trouble == null || begunAt - since < 0) {
                return;
            }
            LOG.info("the backend {} answers {} again, after {} s and {} failed calls", backend, kind,
                    Duration.ofNanos(System.nanoTime() - since).toSeconds(), failures);
            trouble = null;
            failures = 0;
        } finally {
            lock.unlock();
        }
    }

    /** A call failed. */
    void failed(Throwable failure) {
        if (!(failure instanceof BackendException backendFailure) || !isTrouble(backendFailure.category())) {
            return;
        }
        lock.lock();
        try {
            failures++;
            if (trouble == backendFailure.category()) {
                return;
            }
            if (trouble == null) {
                since = System.nanoTime();
            }
            trouble = backendFailure.category();
            LOG.warn("the backend {} does not answer {}: {}; analysis goes on from memory, nothing is registered or"
                    + " recovered until it answers, and what could not be written is written then", backend, kind,
                    backendFailure.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private static boolean isTrouble(Category category) {
        return switch (category) {
            case NOT_WRITABLE, DEADLINE, UNREACHABLE, REFUSED -> true;
            case CONFLICT_LOST, INCOMPATIBLE, STATEMENT -> false;
        };
    }
}
