package io.orchestrator.domain.instance;

import java.time.Duration;
import java.util.Objects;

/**
 * When a probe ran, on the monotonic clock of the process that ran it.
 *
 * @param began before the first statement was sent
 * @param ended when the answer was complete or the probe was given up
 */
public record ProbeTimes(Duration began, Duration ended) {
    public ProbeTimes {
        Objects.requireNonNull(began, "began");
        Objects.requireNonNull(ended, "ended");
        if (ended.compareTo(began) < 0) {
            throw new IllegalArgumentException("a probe ended " + ended + " before it began " + began);
        }
    }

    public Duration latency() {
        return ended.minus(began);
    }
}
