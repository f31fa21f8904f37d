package io.orchestrator.app.hook;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.ports.driven.HookRunner;

/**
 * No process is ever run. The keys that list processes are not live yet: one that could veto a recovery switches automatic recovery off
 * when it is set, so nobody relies on a hook that does not run.
 */
public final class NoHooks implements HookRunner {
    @Override
    public CompletionStage<Result> run(HookPoint point, Map<String, String> values) {
        return CompletableFuture.completedFuture(
                new Result(true, List.of("No " + point.configurationKey() + " hooks to run")));
    }
}
