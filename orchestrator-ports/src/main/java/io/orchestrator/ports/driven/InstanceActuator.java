package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;

/** Changes one server. Each action is idempotent: its predicate is read first, and what is done already is not done again. */
public interface InstanceActuator {
    /**
     * For how long a proof of the right to act stands. A first change that could not be sent by then, because the server hangs or this
     * process was held up, is not sent at all: the action has failed with nothing changed.
     */
    Duration PROOF_STANDS_FOR = Duration.ofSeconds(3);

    /**
     * Executes an action on a connection of its own.
     *
     * @param action what to do, where
     * @param provenAt on the monotonic clock, when the right to act (the claim or the lease) was last proven
     * @param deadline after that long the answer is {@link ActionOutcome.Unanswered}: the statement may still take effect
     * @return completes with the outcome, never exceptionally
     */
    CompletionStage<ActionOutcome> execute(ServerAction action, Duration provenAt, Duration deadline);
}
