package io.orchestrator.ports.driven;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One write to the backend, as its adapter measured it (discovery.md 10.2).
 *
 * @param at when it ended
 * @param waited how long it waited for a connection
 * @param executed how long the backend took from then on
 * @param failure why it failed, empty when it did not
 */
public record BackendCallSample(Instant at, Duration waited, Duration executed, String failure) {
    public BackendCallSample {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(waited, "waited");
        Objects.requireNonNull(executed, "executed");
        Objects.requireNonNull(failure, "failure");
    }
}
