package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;

/** Changes one server. Each action is idempotent: its predicate is read first, and what is done already is not done again. */
public interface InstanceActuator {
    /**
     * How long after the right to act was proven a first change may be sent. One that could not be sent by then, because the server
     * hangs or this process was held up, is not sent at all: the action has failed with nothing changed.
     */
    Duration BEGINS_WITHIN = Duration.ofSeconds(2);

    /** The same for what follows the first change: only a process that cannot prove its right again comes so far. */
    Duration ENDS_WITHIN = Duration.ofSeconds(4);

    /**
     * Executes an action on a connection of its own.
     *
     * @param action what to do, where
     * @param proof when the right to act was last proven
     * @param deadline after that long the answer is {@link ActionOutcome.Unanswered}: the statement may still take effect
     * @return completes with the outcome, never exceptionally
     */
    CompletionStage<ActionOutcome> execute(ServerAction action, Proof proof, Duration deadline);
}
