package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.ports.driven.RecoveryStore;

/** A recovery store that passes everything on. */
class RecoveriesDecorator implements RecoveryStore {
    private final RecoveryStore inner;

    RecoveriesDecorator(RecoveryStore inner) {
        this.inner = inner;
    }

    @Override
    public CompletionStage<Registration> register(Request request) {
        return inner.register(request);
    }

    @Override
    public CompletionStage<Boolean> advance(Claim claim, RecoveryState state, List<StepIntent> intents,
            List<String> messages) {
        return inner.advance(claim, state, intents, messages);
    }

    @Override
    public CompletionStage<Void> note(RecoveryUid uid, List<String> messages) {
        return inner.note(uid, messages);
    }

    @Override
    public CompletionStage<Boolean> resolve(Claim claim, RecoveryOutcome outcome, RecoveryState state,
            List<String> messages, boolean keepsBlocking) {
        return inner.resolve(claim, outcome, state, messages, keepsBlocking);
    }

    @Override
    public CompletionStage<List<Unfinished>> unfinished() {
        return inner.unfinished();
    }

    @Override
    public CompletionStage<Boolean> adopt(Claim claim) {
        return inner.adopt(claim);
    }

    @Override
    public CompletionStage<List<RecoveryRecord>> find(Query query) {
        return inner.find(query);
    }

    @Override
    public CompletionStage<List<StepText>> steps(RecoveryUid uid) {
        return inner.steps(uid);
    }

    @Override
    public CompletionStage<Integer> acknowledge(Acknowledgement acknowledgement) {
        return inner.acknowledge(acknowledgement);
    }

    @Override
    public CompletionStage<Integer> expireActivePeriods(Duration block) {
        return inner.expireActivePeriods(block);
    }

    @Override
    public CompletionStage<Integer> acknowledgeCrashed() {
        return inner.acknowledgeCrashed();
    }

    @Override
    public CompletionStage<List<Blocked>> blocked() {
        return inner.blocked();
    }

    @Override
    public CompletionStage<Integer> purge(Duration age) {
        return inner.purge(age);
    }
}
