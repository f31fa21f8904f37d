package io.orchestrator.ports.inmemory;

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

/** One row per claimed cluster. */
final class InMemoryClaimStore implements ClaimStore {
    private final Tables tables;
    private final Line line;

    InMemoryClaimStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    /** Takes a free cluster, within a transaction of the caller's. */
    static Optional<Claim> take(Tables tables, ClusterName cluster, RecoveryUid uid, NodeId owner) {
        if (tables.claims.containsKey(cluster)) {
            return Optional.empty();
        }
        return Optional.of(write(tables, new Claim(cluster, uid, owner, ++tables.lastClaimNumber)));
    }

    private static Claim write(Tables tables, Claim claim) {
        tables.claims.put(claim.cluster(), new Tables.ClaimState(claim, tables.now(), 0));
        return claim;
    }

    @Override
    public CompletionStage<Optional<Claim>> take(ClusterName cluster, RecoveryUid uid, NodeId owner) {
        return tables.call(line, "claim.take", () -> take(tables, cluster, uid, owner));
    }

    @Override
    public CompletionStage<Boolean> renew(Claim claim) {
        return tables.call(line, "claim.renew", () -> {
            Tables.ClaimState state = tables.claims.get(claim.cluster());
            if (state == null || !state.claim().equals(claim)) {
                return false;
            }
            tables.claims.put(claim.cluster(), new Tables.ClaimState(claim, tables.now(), state.renewals() + 1));
            return true;
        });
    }

    @Override
    public CompletionStage<Void> release(Claim claim) {
        return tables.call(line, "claim.release", () -> {
            if (tables.isHeld(claim)) {
                tables.claims.remove(claim.cluster());
            }
            return claim;
        }).thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<List<ClaimRow>> readAll() {
        return tables.call(line, "claim.readAll", () -> tables.claims.values()
                .stream()
                .map(state -> new ClaimRow(state.claim(), Duration.between(state.renewedAt(), tables.now()),
                        state.renewals()))
                .toList());
    }

    @Override
    public CompletionStage<Optional<Claim>> takeOver(ClaimRow stale, NodeId newOwner, Duration unrenewedFor) {
        return tables.call(line, "claim.takeOver", () -> {
            Tables.ClaimState state = tables.claims.get(stale.claim().cluster());
            if (state == null || !state.claim().equals(stale.claim()) || state.renewals() != stale.renewals()
                    || !isUnrenewed(state, unrenewedFor)) {
                return Optional.empty();
            }
            Claim old = state.claim();
            return Optional.of(write(tables, new Claim(old.cluster(), old.uid(), newOwner, ++tables.lastClaimNumber)));
        });
    }

    /** A time that lies ahead tells nothing, and who asks has seen the claim unrenewed for long enough. */
    private boolean isUnrenewed(Tables.ClaimState state, Duration unrenewedFor) {
        Duration age = Duration.between(state.renewedAt(), tables.now());
        return age.isNegative() || age.compareTo(unrenewedFor) >= 0;
    }
}
