package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;

import io.orchestrator.ports.driven.TimeSource;

/** The clocks of this machine. */
public final class SystemTime implements TimeSource {
    private final long origin = System.nanoTime();

    @Override
    public Duration monotonic() {
        return Duration.ofNanos(System.nanoTime() - origin);
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }
}
