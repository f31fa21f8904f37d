package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.function.Consumer;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.recovery.DeadSourceRecovery;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryState;

/** One recovery that this process runs, under its claim. */
final class RunningRecovery {
    private final Claim claim;
    private final DeadSourceRecovery process;
    private final Consumer<RecoveryOutcome> whenOver;
    private RecoveryState state;
    private Duration guardedAt;
    private Duration lookedAt;
    private boolean over;

    RunningRecovery(Claim claim, DeadSourceRecovery process, RecoveryState state, Duration guardedAt,
            Consumer<RecoveryOutcome> whenOver) {
        this.claim = claim;
        this.process = process;
        this.state = state;
        this.guardedAt = guardedAt;
        this.lookedAt = guardedAt;
        this.whenOver = whenOver;
    }

    Claim claim() {
        return claim;
    }

    DeadSourceRecovery process() {
        return process;
    }

    RecoveryState state() {
        return state;
    }

    /** The state is stored under the claim, by a write that was sent at that time. */
    void stored(RecoveryState next, Duration sentAt) {
        state = next;
        guardedAt = sentAt;
    }

    /** When the write that proved the claim was sent. */
    Duration guardedAt() {
        return guardedAt;
    }

    /** A look at the failed source was asked for at that time. */
    void looking(Duration at) {
        lookedAt = at;
    }

    /** When the last look at the failed source was asked for. */
    Duration lookedAt() {
        return lookedAt;
    }

    boolean isOver() {
        return over;
    }

    /** No further event is taken. */
    void end(RecoveryOutcome outcome) {
        if (!over) {
            over = true;
            whenOver.accept(outcome);
        }
    }
}
