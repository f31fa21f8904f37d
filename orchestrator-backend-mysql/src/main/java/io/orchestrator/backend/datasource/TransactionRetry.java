package io.orchestrator.backend.datasource;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.ports.driven.MetricsSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a transaction that lost a conflict: at most so many attempts, each after a pause that doubles, with jitter so
 * that two losers do not meet again, and never past the caller's deadline. Nothing else is repeated, because after any
 * other failure it is not known whether the work took effect.
 */
public record TransactionRetry(int attempts, Duration firstPause, Duration longestPause) {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionRetry.class);

    /** Four attempts, pausing 5 to 80 ms: conflicts on a backend are short. */
    public static final TransactionRetry DEFAULT =
            new TransactionRetry(4, Duration.ofMillis(10), Duration.ofMillis(80));

    public TransactionRetry {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
        if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("pauses must satisfy 0 <= first <= longest");
        }
    }

    /** Runs {@code transaction} until it is through, fails for another reason, or the attempts or the time are used up. */
    <T> T run(String what, Deadline deadline, MetricsSink metrics, Callable<T> transaction) {
        for (int attempt = 1;; attempt++) {
            try {
                return transaction.call();
            } catch (Exception e) {
                var failure = SqlErrors.describe(what, e);
                if (!SqlErrors.mayRepeat(failure)) {
                    throw failure;
                }
                metrics.count("backend.conflict", 1);
                var pause = pauseAfter(attempt);
                if (attempt >= attempts || deadline.remaining().compareTo(pause) <= 0) {
                    metrics.count("backend.conflict.given_up", 1);
                    throw failure;
                }
                LOG.debug("{}: lost a conflict, attempt {} of {} follows in {} ms", what, attempt + 1, attempts,
                        pause.toMillis());
                pause(what, pause);
            }
        }
    }

    private Duration pauseAfter(int attempt) {
        var full = firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
        var bounded = full.compareTo(longestPause) > 0 ? longestPause : full;
        var half = bounded.toNanos() / 2;
        return Duration.ofNanos(half + ThreadLocalRandom.current().nextLong(half + 1));
    }

    private static void pause(String what, Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException(Category.DEADLINE, what + ": interrupted while waiting to try again", e);
        }
    }
}
