package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.LeaderStore;
import org.jspecify.annotations.Nullable;

/** A leader store that passes everything on. */
class LeadersDecorator implements LeaderStore {
    private final LeaderStore inner;

    LeadersDecorator(LeaderStore inner) {
        this.inner = inner;
    }

    @Override
    public CompletionStage<LeaderRow> attempt(NodeId self, Duration lease, @Nullable LeaderRow takeOver,
            Duration contractLease) {
        return inner.attempt(self, lease, takeOver, contractLease);
    }

    @Override
    public CompletionStage<LeaderRow> read() {
        return inner.read();
    }

    @Override
    public CompletionStage<Void> handOver(NodeId self) {
        return inner.handOver(self);
    }

    @Override
    public CompletionStage<Void> grab(NodeId self) {
        return inner.grab(self);
    }

    @Override
    public CompletionStage<Void> reelect() {
        return inner.reelect();
    }
}
