package io.orchestrator.ports.driven;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.recovery.HookPoint;

/** Runs the processes configured for a point of a recovery (recovery.md 14). */
public interface HookRunner {
    /**
     * What became of the hooks of one point.
     *
     * @param succeeded none failed; true when none are configured
     * @param messages step texts
     */
    record Result(boolean succeeded, List<String> messages) {
        public Result {
            messages = List.copyOf(messages);
        }
    }

    /**
     * Runs the hooks of a point in order, within the configured limit.
     *
     * @param values placeholder values by placeholder name without braces
     * @return completes with the result, never exceptionally
     */
    CompletionStage<Result> run(HookPoint point, Map<String, String> values);
}
