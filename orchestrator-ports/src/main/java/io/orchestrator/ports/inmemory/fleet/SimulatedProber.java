package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.Scheduler;

/** Reads simulated servers. */
final class SimulatedProber implements InstanceProber {
    private final Viewpoint viewpoint;

    SimulatedProber(Viewpoint viewpoint) {
        this.viewpoint = viewpoint;
    }

    @Override
    public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
        CompletableFuture<ProbeOutcome> outcome = new CompletableFuture<>();
        Duration began = viewpoint.now();
        if (!viewpoint.fleet().exists(key)) {
            viewpoint.process()
                    .execute(() -> outcome.complete(
                            failed(key, began, ProbeFailure.Kind.UNRESOLVED, "there is no host " + key.hostname())));
            return outcome;
        }
        Scheduler.Cancellable timer = viewpoint.process()
                .schedule(deadline, () -> outcome.complete(failed(key, began,
                        ProbeFailure.Kind.TIMED_OUT, key + " did not answer within " + deadline.toMillis() + " ms")));
        SimulatedServer server = viewpoint.fleet().server(key);
        viewpoint.connect(server, () -> ask(server, depth, began, outcome, timer));
        return outcome;
    }

    private void ask(SimulatedServer server, Depth depth, Duration began, CompletableFuture<ProbeOutcome> outcome,
            Scheduler.Cancellable timer) {
        if (!server.up) {
            viewpoint.answer(server, () -> {
                timer.cancel();
                outcome.complete(failed(server.key, began, ProbeFailure.Kind.REFUSED,
                        server.key + " refused the connection"));
            });
            return;
        }
        if (server.hung) {
            server.inbox.add(() -> ask(server, depth, began, outcome, timer));
            return;
        }
        InstanceSnapshot snapshot = Snapshots.of(server, depth, viewpoint.fleet());
        viewpoint.answer(server, () -> {
            timer.cancel();
            outcome.complete(
                    new ProbeOutcome.Seen(server.key, snapshot, new ProbeTimes(began, viewpoint.now())));
        });
    }

    private ProbeOutcome failed(InstanceKey key, Duration began, ProbeFailure.Kind kind, String message) {
        return new ProbeOutcome.Unseen(key, new ProbeFailure(kind, message), new ProbeTimes(began, viewpoint.now()));
    }

    @Override
    public void forget(InstanceKey key) {}
}
