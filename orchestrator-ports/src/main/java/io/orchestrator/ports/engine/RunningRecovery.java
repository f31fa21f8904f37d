package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.function.Consumer;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.recovery.DeadSourceRecovery;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryState;
import org.jspecify.annotations.Nullable;

/** One recovery that this process runs, under its claim. */
final class RunningRecovery {
    private final Claim claim;
    private final DeadSourceRecovery process;
    private final Consumer<RecoveryOutcome> whenOver;
    private RecoveryState state;
    /** Read by whoever sends a statement. */
    private volatile Duration guardedAt;
    private @Nullable Duration lookedAt;
    private boolean over;

    RunningRecovery(Claim claim, DeadSourceRecovery process, RecoveryState state, Duration guardedAt,
            Consumer<RecoveryOutcome> whenOver) {
        this.claim = claim;
        this.process = process;
        this.state = state;
        this.guardedAt = guardedAt;
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

    /** The claim was renewed by a write that was sent at that time. */
    void renewed(Duration sentAt) {
        if (sentAt.compareTo(guardedAt) > 0) {
            guardedAt = sentAt;
        }
    }

    /** When the write that last proved the claim was sent; from any thread. */
    Duration guardedAt() {
        return guardedAt;
    }

    /** A look at the failed source was asked for at that time. */
    void looking(Duration at) {
        lookedAt = at;
    }

    /** Whether this process has asked for a look at the failed source at that time or later. */
    boolean hasLookedSince(Duration time) {
        return lookedAt != null && lookedAt.compareTo(time) >= 0;
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
