package io.orchestrator.domain.detection;

import java.util.ArrayList;
import java.util.List;

/** An analysis in sentences: the rule that matched with its numbers, how reading went, structure, downtime. */
final class Explanation {
    private static final int MOST_TESTIMONIES = 12;

    private Explanation() {}

    private static void addSilence(Evidence evidence, List<String> sentences) {
        Evidence.Reconnection reconnection = evidence.further().reconnection();
        int deaf = reconnection == null ? 0 : reconnection.deaf();
        int silent = evidence.replicas().silent();
        if (reconnection != null) {
            sentences.add(reconnection.replica() + " was told to connect to it again "
                    + reconnection.ago().toMillis() + " ms ago, "
                    + (reconnection.inVain() ? "and tries in vain." : "and was not seen failing yet."));
        }
        if (silent > 0) {
            sentences.add("Of its " + Words.replicaCount(evidence) + " " + silent + " said to replicate but had heard "
                    + "nothing for at least three heartbeats" + (deaf > 0 ? ", or since that attempt" : "")
                    + "; they were not counted as replicating.");
        }
    }

    /** Also what is no failure, and what another code stands before. */
    private static void addWrites(Analysis analysis, List<String> sentences) {
        String told = Words.writes(analysis.evidence().further().writes());
        boolean isReason = WritePathRules.RULES.stream().anyMatch(rule -> rule.code() == analysis.code());
        if (!told.isEmpty() && !isReason) {
            sentences.add("Its write path: " + told + ".");
        }
    }

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
            addSilence(evidence, sentences);
            evidence.testimonies().stream().limit(MOST_TESTIMONIES).map(Testimony::sentence).forEach(sentences::add);
            int more = evidence.further().witnesses().size() - MOST_TESTIMONIES;
            if (more > 0) {
                sentences.add(more + " more replicas are left out here.");
            }
        } else if (evidence.replicas().count() > 1 && evidence.replicas().seen() == 0) {
            // The contract has no code for it (D-5).
            sentences.add("It answers, but none of its " + Words.replicaCount(evidence)
                    + " can be read: whether they replicate is not known.");
        }
        addWrites(analysis, sentences);
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
