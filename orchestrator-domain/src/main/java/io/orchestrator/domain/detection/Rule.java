package io.orchestrator.domain.detection;

import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * One row of a ladder: under which condition a server gets a code, and how to say so.
 *
 * @param number the row in detection.md 6
 * @param code the code it gives
 * @param condition whether it matches
 * @param reason the condition in words for people, with the numbers at hand
 */
record Rule(String number, AnalysisCode code, BiPredicate<Evidence, AnalysisSettings> condition,
        Function<Evidence, String> reason) {
    Rule {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(reason, "reason");
    }

    boolean matches(Evidence evidence, AnalysisSettings settings) {
        return condition.test(evidence, settings);
    }
}
