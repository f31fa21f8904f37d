package io.orchestrator.app.command;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.backend.TargetAdapters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.Proof;
import io.orchestrator.ports.driven.ServerWatch;
import org.jspecify.annotations.Nullable;

/** The adapters to monitored servers, made with the first use: most commands touch no server. */
final class LazyServers implements InstanceProber, InstanceActuator, ServerWatch, AutoCloseable {
    private final Supplier<TargetAdapters> maker;
    private @Nullable TargetAdapters made;

    LazyServers(Supplier<TargetAdapters> maker) {
        this.maker = maker;
    }

    private synchronized TargetAdapters adapters() {
        TargetAdapters adapters = made;
        if (adapters == null) {
            adapters = maker.get();
            made = adapters;
        }
        return adapters;
    }

    @Override
    public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
        return adapters().prober().probe(key, depth, deadline);
    }

    @Override
    public void forget(InstanceKey key) {
        TargetAdapters adapters = existing();
        if (adapters != null) {
            adapters.prober().forget(key);
        }
    }

    @Override
    public CompletionStage<ActionOutcome> execute(ServerAction action, Proof proof, Duration deadline) {
        return adapters().actuator().execute(action, proof, deadline);
    }

    @Override
    public void arm(InstanceKey key, Duration sleep, Consumer<Event> listener) {
        adapters().watch().arm(key, sleep, listener);
    }

    @Override
    public void disarm(InstanceKey key) {
        TargetAdapters adapters = existing();
        if (adapters != null) {
            adapters.watch().disarm(key);
        }
    }

    private synchronized @Nullable TargetAdapters existing() {
        return made;
    }

    @Override
    public void close() {
        TargetAdapters adapters = existing();
        if (adapters != null) {
            adapters.close();
        }
    }
}
