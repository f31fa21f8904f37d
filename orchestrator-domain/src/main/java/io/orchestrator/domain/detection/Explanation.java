package io.orchestrator.domain.detection;

import java.util.ArrayList;
import java.util.List;

/** An analysis in sentences: the rule that matched with its numbers, how reading went, structure, downtime. */
final class Explanation {
    private Explanation() {}

    static List<String> of(Analysis analysis) {
        Evidence evidence = analysis.evidence();
        List<String> sentences = new ArrayList<>();
        if (analysis.code() == AnalysisCode.NO_PROBLEM) {
            sentences.add("No rule matches " + analysis.key() + ".");
        } else {
            sentences.add(RuleLadder.ruleOf(analysis.code(), evidence)
                    .map(rule -> analysis.code().contractName() + " by rule " + rule.number() + ": "
                            + rule.reason().apply(evidence) + ".")
                    .orElse(analysis.code().contractName() + ": " + analysis.code().description() + "."));
        }
        if (!evidence.check().valid()) {
            sentences.add(Words.check(evidence.check()));
            if (evidence.replicas().silent() > 0) {
                sentences.add("Of its " + Words.replicaCount(evidence) + " " + evidence.replicas().silent()
                        + " said to replicate but had heard nothing for at least three heartbeats; they were not counted "
                        + "as replicating.");
            }
        }
        for (StructureCode code : analysis.structure()) {
            sentences.add(code.contractName() + ": " + StructureRules.reason(code, evidence) + ".");
        }
        if (analysis.downtime() != null) {
            sentences.add("The server is in downtime by " + analysis.downtime().owner() + ": "
                    + analysis.downtime().reason() + ".");
        }
        if (analysis.replicasDowntimed()) {
            sentences.add("All its replicas are in downtime, which excuses this code.");
        }
        return List.copyOf(sentences);
    }
}
