package io.orchestrator.ports.driving;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One batch of observed servers that was written to the backend (discovery.md 10.2).
 *
 * @param at when it was through
 * @param instances servers in it
 * @param waited how long the oldest of them had waited before it was sent
 * @param written how long the backend took
 */
public record BatchSample(Instant at, int instances, Duration waited, Duration written) {
    public BatchSample {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(waited, "waited");
        Objects.requireNonNull(written, "written");
    }
}
