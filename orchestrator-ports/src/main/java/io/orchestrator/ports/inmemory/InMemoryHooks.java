package io.orchestrator.ports.inmemory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.ports.driven.HookRunner;

/** Hooks that are functions: for an embedder without processes, and for simulations. */
public final class InMemoryHooks implements HookRunner {
    /** One run. */
    public record Run(HookPoint point, Map<String, String> values) {
        public Run {
            values = Map.copyOf(values);
        }
    }

    private final Function<Run, Result> hook;
    private final List<Run> runs = new ArrayList<>();

    /** @param hook what happens at every point */
    public InMemoryHooks(Function<Run, Result> hook) {
        this.hook = hook;
    }

    /** No hooks are configured. */
    public static InMemoryHooks none() {
        return new InMemoryHooks(_ -> new Result(true, List.of()));
    }

    @Override
    public CompletionStage<Result> run(HookPoint point, Map<String, String> values) {
        Run run = new Run(point, values);
        synchronized (this) {
            runs.add(run);
        }
        try {
            return CompletableFuture.completedFuture(hook.apply(run));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(new Result(false, List.of(point.configurationKey() + ": " + e)));
        }
    }

    /** What has run, oldest first. */
    public synchronized List<Run> runs() {
        return List.copyOf(runs);
    }
}
