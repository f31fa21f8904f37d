package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.LeaderStore;
import io.orchestrator.ports.inmemory.VirtualTime;
import org.jspecify.annotations.Nullable;

/** Whoever was leader once is told so for ever when the backend is slow to answer. */
final class EndlessLease extends LeadersDecorator {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final VirtualTime time;
    private @Nullable LeaderRow own;

    EndlessLease(LeaderStore inner, VirtualTime time) {
        super(inner);
        this.time = time;
    }

    @Override
    public CompletionStage<LeaderRow> attempt(NodeId self, Duration lease, @Nullable LeaderRow takeOver,
            Duration contractLease) {
        CompletableFuture<LeaderRow> answer = new CompletableFuture<>();
        super.attempt(self, lease, takeOver, contractLease).whenComplete((row, failure) -> {
            if (row != null && row.isOwnedBy(self)) {
                own = row;
            }
            LeaderRow remembered = own;
            if (failure == null) {
                answer.complete(row);
            } else if (remembered != null) {
                answer.complete(remembered);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        LeaderRow remembered = own;
        if (remembered != null) {
            time.schedule(PATIENCE, () -> answer.complete(remembered));
        }
        return answer;
    }
}
