package io.orchestrator.domain.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.orchestrator.domain.detection.RuleVerdict;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.AcknowledgementProof;
import io.orchestrator.domain.recovery.RecoveryDecision;
import org.jspecify.annotations.Nullable;

/** An explanation as lines of text: the verdict first, then what would come of a failure, then what it is concluded from. */
final class ExplanationText {
    private static final int LONGEST_SET = 300;
    private static final String INDENT = "  ";
    private static final String DEEPER = "    ";

    private final List<String> lines = new ArrayList<>();

    private ExplanationText() {}

    static List<String> of(ClusterExplanation explanation) {
        ExplanationText text = new ExplanationText();
        String alias = explanation.alias().equals(explanation.cluster().value()) ? ""
                : explanation.alias() + ", ";
        text.lines.add("Cluster " + alias + explanation.cluster() + ", " + explanation.picture().sentence());
        explanation.failures().forEach(failure -> text.lines.add(failure.server() + " " + failure.verdict()));
        explanation.failures().forEach(text::failure);
        text.lines.add("");
        text.lines.add("What the analysis says now:");
        explanation.analyses().forEach(text::analysis);
        if (explanation.analyses().isEmpty()) {
            text.lines.add(INDENT + "nothing: no server has a replica or a problem");
        }
        text.lines.add("");
        text.lines.add("What each server said:");
        explanation.servers().forEach(server -> text.lines.addAll(ServerText.of(server)));
        return List.copyOf(text.lines);
    }

    private void failure(FailureExplanation failure) {
        lines.add("");
        lines.add(failure.present() ? failure.server() + " fails now:" : "If " + failure.server() + " died now:");
        failure.sentences().forEach(sentence -> lines.add(INDENT + sentence));
        lines.add(INDENT + "Decision: " + word(failure.decision()) + ": " + failure.decision().reason());
        for (Hindrance hindrance : failure.hindrances()) {
            lines.add(INDENT + switch (hindrance.weight()) {
                case BLOCKS -> "Blocks: ";
                case DELAYS -> "Delays: ";
                case NOTE -> "Note: ";
            } + hindrance.sentence());
        }
        Succession succession = failure.succession();
        if (succession != null) {
            succession(succession, failure.isRecovered());
        }
    }

    /** What the decision does, in one word. */
    static String word(RecoveryDecision decision) {
        return switch (decision) {
            case RecoveryDecision.Ignore _ -> "ignore";
            case RecoveryDecision.DetectOnly _ -> "detect only";
            case RecoveryDecision.Blocked _ -> "blocked";
            case RecoveryDecision.RecheckAfter _ -> "look again";
            case RecoveryDecision.Recover _ -> "recover";
        };
    }

    private void succession(Succession succession, boolean recovered) {
        lines.add(INDENT + (recovered ? "Candidates:" : "Candidates, if nothing blocked it:"));
        for (RankedReplica replica : succession.ranking()) {
            lines.add(DEEPER + (replica.isFit() ? replica.rank() + ". " : "-  ") + replica.key() + ": "
                    + replica.reason());
            lines.add(DEEPER + "   (" + facts(replica) + ")");
        }
        if (succession.ranking().isEmpty()) {
            lines.add(DEEPER + "none");
        }
        if (!succession.followers().isEmpty()) {
            lines.add(INDENT + "Follow: " + joined(succession.followers()));
        }
        succession.lost().forEach(lost -> lines.add(INDENT + "Lost: " + lost.key() + ": " + lost.reason()));
        succession.neverSeen().forEach(key -> lines.add(INDENT + "Lost: " + key + ": it was never seen"));
        atRisk(succession.atRisk());
        proof(succession.proof());
    }

    private static String facts(RankedReplica replica) {
        List<String> facts = new ArrayList<>();
        facts.add("promotion rule " + replica.facts().rule().contractName());
        facts.add("version " + replica.facts().version());
        if (!replica.facts().classification().dataCenter().isEmpty()) {
            facts.add("data centre " + replica.facts().classification().dataCenter());
        }
        facts.add(replica.missing() == null ? "what it received is not known"
                : "lacks " + replica.missing() + " transactions of the source");
        if (replica.unapplied() != null && replica.unapplied() > 0) {
            facts.add(replica.unapplied() + " received and not applied");
        }
        if (replica.facts().acknowledges()) {
            facts.add("acknowledges");
        }
        facts.add("read " + Ago.text(replica.readAgo()));
        return String.join(", ", facts);
    }

    private static String joined(List<InstanceKey> keys) {
        return keys.stream().map(InstanceKey::display).collect(Collectors.joining(", "));
    }

    private void atRisk(@Nullable AtRisk atRisk) {
        if (atRisk != null) {
            String what = atRisk.transactions().isEmpty() ? "none known"
                    : atRisk.count() + ": " + abbreviated(atRisk.transactions());
            lines.add(INDENT + "Transactions at risk: " + what + " (" + atRisk.caveat() + ")");
        }
    }

    private void proof(AcknowledgementProof proof) {
        if (proof.acknowledgements() > 0) {
            lines.add(INDENT + "Semi-sync: commits wait for " + proof.acknowledgements() + " of "
                    + proof.acknowledging() + " acknowledging replicas; " + proof.needed()
                    + " have to be read to be sure that nothing acknowledged is lost, " + proof.read() + " can be: "
                    + (proof.holds() ? "sure" : "not sure"));
        }
    }

    static String abbreviated(GtidSet set) {
        String text = set.text();
        return text.length() <= LONGEST_SET ? text : text.substring(0, LONGEST_SET) + "…";
    }

    private void analysis(AnalysisExplanation explanation) {
        lines.add(INDENT + explanation.analysis().key() + ": " + explanation.analysis().code().contractName() + "; "
                + word(explanation.decision()) + ": " + explanation.decision().reason());
        explanation.sentences().forEach(sentence -> lines.add(DEEPER + sentence));
        if (explanation.analysis().isProblem()) {
            lines.add(DEEPER + "Rules: " + explanation.rules()
                    .stream()
                    .map(ExplanationText::rule)
                    .collect(Collectors.joining(", ")));
        }
    }

    private static String rule(RuleVerdict rule) {
        String outcome = switch (rule.outcome()) {
            case MATCH -> "decides";
            case SHADOWED -> "yes";
            case NO_MATCH -> "no";
        };
        return rule.rule() + " " + rule.code().contractName() + " " + outcome;
    }
}
