package io.orchestrator.ports.contract;

import java.util.List;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.engine.World;

/** What both kits of the recovery store need. */
public abstract class RecoveryStoreFixture extends StoreContract {
    /** All stores of one empty backend. */
    protected abstract World.Stores stores();

    /** The reference begins a recovery: an active row of the contract's table, without a state of ours. */
    protected abstract void referenceBegins(RecoveryUid uid, InstanceKey failed, ClusterName cluster, NodeId owner);

    protected final RecoveryStore store() {
        return stores().recoveries();
    }

    final RecoveryStore.Registration register(String uid, Analysis analysis, boolean forced) {
        return await(store().register(Samples.request(uid, analysis, Samples.NODE, forced)));
    }

    final Claim registered(String uid, Analysis analysis) {
        return registered(register(uid, analysis, false));
    }

    static Claim registered(RecoveryStore.Registration registration) {
        return switch (registration) {
            case RecoveryStore.Registration.Registered row -> row.claim();
            case RecoveryStore.Registration.Refused refused -> throw new AssertionError("refused: " + refused.reason());
        };
    }

    static RecoveryStore.Registration.Refused refused(RecoveryStore.Registration registration) {
        return switch (registration) {
            case RecoveryStore.Registration.Registered row -> throw new AssertionError("registered as " + row.id());
            case RecoveryStore.Registration.Refused refused -> refused;
        };
    }

    static RecoveryState stateOf(String uid) {
        return Samples.initialState(Samples.uid(uid), Samples.deadSource());
    }

    final void resolve(Claim claim, RecoveryOutcome outcome, boolean keepsBlocking) {
        RecoveryState state = Samples.initialState(claim.uid(), Samples.deadSource());
        if (!await(store().resolve(claim, outcome, Samples.ended(state, outcome), List.of(), keepsBlocking))) {
            throw new AssertionError("the claim " + claim + " should be held");
        }
        await(stores().claims().release(claim));
    }

    final List<RecoveryRecord> all() {
        return await(store().find(RecoveryStore.Query.page(0)));
    }

    static Analysis deadSourceOf(InstanceKey key, ClusterName cluster) {
        return Samples.analysis(key, cluster, AnalysisCode.DEAD_MASTER);
    }
}
