package io.orchestrator.ports.inmemory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
    public CompletionStage<Result> run(HookPoint point, Map<String, String> values, Consumer<String> steps) {
        Run run = new Run(point, values);
        synchronized (this) {
            runs.add(run);
        }
        Result result = apply(run);
        result.failures().forEach(steps);
        return CompletableFuture.completedFuture(result);
    }

    private Result apply(Run run) {
        try {
            return hook.apply(run);
        } catch (RuntimeException e) {
            return new Result(false, List.of(run.point().configurationKey() + ": " + e));
        }
    }

    /** What has run, oldest first. */
    public synchronized List<Run> runs() {
        return List.copyOf(runs);
    }
}
