package io.orchestrator.domain.explain;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.RuleVerdict;
import io.orchestrator.domain.recovery.RecoveryDecision;

/**
 * One analysis with its reasons and what is done about it.
 *
 * @param analysis what is wrong, if anything
 * @param sentences why, by {@link Analysis#explain()}
 * @param rules what became of each rule that applies, in the order in which they are tried
 * @param decision what is done about it now
 */
public record AnalysisExplanation(Analysis analysis, List<String> sentences, List<RuleVerdict> rules,
        RecoveryDecision decision) {
    public AnalysisExplanation {
        Objects.requireNonNull(analysis, "analysis");
        sentences = List.copyOf(sentences);
        rules = List.copyOf(rules);
        Objects.requireNonNull(decision, "decision");
    }
}
