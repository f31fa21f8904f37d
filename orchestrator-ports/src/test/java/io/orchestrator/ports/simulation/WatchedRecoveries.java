package io.orchestrator.ports.simulation;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.ports.driven.RecoveryStore;

/** Lets the checks see what a node asks its recovery store for. */
final class WatchedRecoveries extends RecoveriesDecorator {
    private final NodeId node;
    private final Checks checks;

    WatchedRecoveries(RecoveryStore inner, NodeId node, Checks checks) {
        super(inner);
        this.node = node;
        this.checks = checks;
    }

    @Override
    public CompletionStage<Registration> register(Request request) {
        checks.registering(node, request);
        return super.register(request);
    }

    @Override
    public CompletionStage<Boolean> advance(Claim claim, RecoveryState state, List<StepIntent> intents,
            List<String> messages) {
        checks.advancing(node, claim, state, intents);
        return super.advance(claim, state, intents, messages);
    }

    @Override
    public CompletionStage<Boolean> resolve(Claim claim, RecoveryOutcome outcome, RecoveryState state,
            List<String> messages, boolean keepsBlocking) {
        checks.resolving(node, claim, outcome);
        return super.resolve(claim, outcome, state, messages, keepsBlocking);
    }
}
