package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.Proof;

/** Changes simulated servers. */
final class SimulatedActuator implements InstanceActuator {
    private final Viewpoint viewpoint;

    SimulatedActuator(Viewpoint viewpoint) {
        this.viewpoint = viewpoint;
    }

    @Override
    public CompletionStage<ActionOutcome> execute(ServerAction action, Proof proof, Duration deadline) {
        CompletableFuture<ActionOutcome> outcome = new CompletableFuture<>();
        if (!viewpoint.fleet().exists(action.key())) {
            viewpoint.process()
                    .execute(() -> outcome.complete(
                            new ActionOutcome.Failed(action.key(), "there is no host " + action.key().hostname(),
                                    false)));
            return outcome;
        }
        SimulatedServer server = viewpoint.fleet().server(action.key());
        new Conversation(viewpoint, server, action, Statements.of(action, viewpoint.fleet()), proof,
                deadline, outcome)
                .begin();
        return outcome;
    }
}
