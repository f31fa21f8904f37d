package io.orchestrator.ports.driving;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * One finished probe, kept for some minutes (discovery.md 10.2).
 *
 * @param key the server
 * @param at when it ended
 * @param latency how long the server took
 * @param failure why it failed, empty when it did not
 */
public record ProbeSample(InstanceKey key, Instant at, Duration latency, String failure) {
    public ProbeSample {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(latency, "latency");
        Objects.requireNonNull(failure, "failure");
    }
}
