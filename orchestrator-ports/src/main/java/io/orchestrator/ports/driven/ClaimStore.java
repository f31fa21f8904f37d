package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.election.ClaimRow;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;

/** Claims: one row per cluster (design: who may act). */
public interface ClaimStore {
    /** Takes a free cluster; empty when somebody holds it. Automatic recoveries take theirs when they register. */
    CompletionStage<Optional<Claim>> take(ClusterName cluster, RecoveryUid uid, NodeId owner);

    /** Renews; false when the claim is not held any more. */
    CompletionStage<Boolean> renew(Claim claim);

    /** Gives a claim back; nothing happens when it is not held any more. */
    CompletionStage<Void> release(Claim claim);

    /** All claims. */
    CompletionStage<List<ClaimRow>> readAll();

    /**
     * Takes over a claim whose owner has not renewed it.
     *
     * @param stale the row as seen unchanged for {@code unrenewedFor} by the caller's own clock
     * @param newOwner who takes over
     * @param unrenewedFor it must be unrenewed for this long by the backend's clock, too, unless it was renewed at a time that is yet to come
     * @return the new claim with a higher number; empty when the row has changed
     */
    CompletionStage<Optional<Claim>> takeOver(ClaimRow stale, NodeId newOwner, Duration unrenewedFor);
}
