package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.election.ClaimRow;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.ports.driven.ClaimStore;

/** A claim store that passes everything on. */
class ClaimsDecorator implements ClaimStore {
    private final ClaimStore inner;

    ClaimsDecorator(ClaimStore inner) {
        this.inner = inner;
    }

    @Override
    public CompletionStage<Optional<Claim>> take(ClusterName cluster, RecoveryUid uid, NodeId owner) {
        return inner.take(cluster, uid, owner);
    }

    @Override
    public CompletionStage<Boolean> renew(Claim claim) {
        return inner.renew(claim);
    }

    @Override
    public CompletionStage<Void> release(Claim claim) {
        return inner.release(claim);
    }

    @Override
    public CompletionStage<List<ClaimRow>> readAll() {
        return inner.readAll();
    }

    @Override
    public CompletionStage<Optional<Claim>> takeOver(ClaimRow stale, NodeId newOwner, Duration unrenewedFor) {
        return inner.takeOver(stale, newOwner, unrenewedFor);
    }
}
