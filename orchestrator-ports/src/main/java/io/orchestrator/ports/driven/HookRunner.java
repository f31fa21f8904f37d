package io.orchestrator.ports.driven;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.orchestrator.domain.recovery.HookPoint;

/** Runs the processes configured for a point of a recovery (recovery.md 14). */
public interface HookRunner {
    /**
     * What became of the hooks of one point; of those that are not waited for nothing is said.
     *
     * @param succeeded none failed; true when none are configured
     * @param failures why those failed that did, one sentence each, in the order in which they ran
     */
    record Result(boolean succeeded, List<String> failures) {
        public Result {
            failures = List.copyOf(failures);
        }
    }

    /**
     * Runs the hooks of a point in order, within the configured limit. Returns at once.
     *
     * @param values placeholder values by placeholder name without braces; those that are not known are not there. {@code attempt} is no
     *     placeholder of the contract: it says how often these hooks were begun for the same uid, from 1
     * @param steps told step texts as they come, in order, from any thread; also after the result, by hooks that are not waited for
     * @return completes with the result, never exceptionally; not at all when the process ends meanwhile
     */
    CompletionStage<Result> run(HookPoint point, Map<String, String> values, Consumer<String> steps);
}
