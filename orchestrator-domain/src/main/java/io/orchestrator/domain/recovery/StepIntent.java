package io.orchestrator.domain.recovery;

import java.util.Objects;

/**
 * What is about to be done to one server, written under the claim before the statement is sent.
 *
 * @param step number of the step within its recovery, from 1
 * @param attempt grows each time the recovery is resumed
 * @param action the change
 */
public record StepIntent(int step, int attempt, ServerAction action) {
    public StepIntent {
        Objects.requireNonNull(action, "action");
    }
}
