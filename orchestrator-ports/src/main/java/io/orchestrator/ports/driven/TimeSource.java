package io.orchestrator.ports.driven;

import java.time.Duration;
import java.time.Instant;

/** The two clocks. */
public interface TimeSource {
    /** Time since this process' origin; every deadline, lease and age is measured on it. Never goes back. */
    Duration monotonic();

    /** Time of day, for what is shown and stored only. */
    Instant wall();
}
