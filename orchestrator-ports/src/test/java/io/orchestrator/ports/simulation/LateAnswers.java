package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.LeaderStore;
import org.jspecify.annotations.Nullable;

/** An affirmation that was sent long ago counts from when it is answered: each attempt is told what the one before it had as answer. */
final class LateAnswers extends LeadersDecorator {
    private @Nullable CompletableFuture<LeaderRow> sent;

    LateAnswers(LeaderStore inner) {
        super(inner);
    }

    @Override
    public CompletionStage<LeaderRow> attempt(NodeId self, Duration lease, @Nullable LeaderRow takeOver,
            Duration contractLease) {
        CompletableFuture<LeaderRow> before = sent;
        if (before != null && !before.isDone()) {
            return before;
        }
        CompletableFuture<LeaderRow> now =
                super.attempt(self, lease, takeOver, contractLease).toCompletableFuture();
        sent = now;
        return before == null || before.isCompletedExceptionally() ? now : before;
    }
}
