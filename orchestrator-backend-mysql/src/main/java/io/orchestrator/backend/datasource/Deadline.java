package io.orchestrator.backend.datasource;

import java.time.Duration;

import io.orchestrator.backend.datasource.BackendException.Category;

/** A moment on the monotonic clock after which the work is not begun and no answer is awaited. */
final class Deadline {

    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    Duration remaining() {
        return Duration.ofNanos(atNanos - System.nanoTime());
    }

    /** Whole milliseconds left, at least 1. @throws BackendException when none is left */
    int remainingMillis(String what) {
        var left = remaining();
        if (!left.isPositive()) {
            throw new BackendException(Category.DEADLINE, what + ": the deadline passed before the statement was sent");
        }
        return Math.clamp(left.toMillis(), 1, Integer.MAX_VALUE);
    }
}
