package io.orchestrator.domain.detection;

import java.util.Objects;

/**
 * One rule, on the evidence of an analysis.
 *
 * @param rule its number in detection.md 6, or that of one of ours
 * @param code the code that it gives
 * @param outcome what became of it
 * @param reason why its condition holds, in words; empty when it does not
 */
public record RuleVerdict(String rule, AnalysisCode code, Outcome outcome, String reason) {
    /** What became of a rule. */
    public enum Outcome {
        /** Its condition does not hold. */
        NO_MATCH,
        /** Its condition holds, and it is the first: it gives the code. */
        MATCH,
        /** Its condition holds, too, but an earlier rule gave the code. */
        SHADOWED
    }

    public RuleVerdict {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }
}
