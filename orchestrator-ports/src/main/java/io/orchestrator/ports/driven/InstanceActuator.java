package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;

/** Changes one server. Each action is idempotent: its predicate is read first, and what is done already is not done again. */
public interface InstanceActuator {
    /**
     * Executes an action on a connection of its own.
     *
     * @param action what to do, where
     * @param deadline after that long the answer is {@link ActionOutcome.Unanswered}: the statement may still take effect
     * @return completes with the outcome, never exceptionally
     */
    CompletionStage<ActionOutcome> execute(ServerAction action, Duration deadline);
}
