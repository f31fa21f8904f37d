package io.orchestrator.domain.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * An active maintenance: the exclusive lock on one server, which also keeps it out of the analysis (ha-shared-backend.md 8.2).
 *
 * @param number by which it can be ended
 * @param key the server
 * @param begin backend time it began
 * @param elapsed since it began, by the backend's clock, in whole seconds
 * @param owner who asked for it
 * @param reason why
 */
public record Maintenance(long number, InstanceKey key, Instant begin, Duration elapsed, String owner, String reason) {
    public Maintenance {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(begin, "begin");
        Objects.requireNonNull(elapsed, "elapsed");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(reason, "reason");
    }
}
