package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.Objects;

/**
 * How sources are written to on trial, where their write path is looked at.
 *
 * @param statement writes something; empty when nothing is to be written
 * @param deadline how long it may take; longer than the second for which it waits for locks
 */
public record WriteTrial(String statement, Duration deadline) {
    /** Nothing is written. */
    public static final WriteTrial NONE = new WriteTrial("", Duration.ofSeconds(2));

    public WriteTrial {
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(deadline, "deadline");
    }
}
