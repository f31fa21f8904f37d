package io.orchestrator.domain.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two ladders (detection.md 6): members of a replication group climb one, all others the other. The first rule that matches gives
 * the code.
 */
final class RuleLadder {
    /**
     * Rules 28 and 29: a server's own trouble. What a server that cannot be read last said is no trouble of now (D-8), against the
     * contract's worked scenarios 58 and 66.
     */
    private static final List<Rule> CONNECTION_RULES = List.of(
            new Rule("28", AnalysisCode.BINLOG_SERVER_FAILING_TO_CONNECT_TO_MASTER,
                    (e, _) -> e.role().binlogServer() && e.check().failingToConnect(),
                    _ -> "the binlog server cannot connect to its source"),
            new Rule("29", AnalysisCode.FIRST_TIER_REPLICA_FAILING_TO_CONNECT_TO_MASTER,
                    (e, _) -> e.role().depth() == 1 && e.check().isSeen() && e.check().failingToConnect(),
                    _ -> "this replica of the topmost source cannot connect to it, by its own last report"));

    private static final List<Rule> ORDINARY =
            Stream.of(SourceRules.GRAVE, WritePathRules.RULES, SourceRules.OTHERS, CoSourceRules.RULES,
                    IntermediateRules.RULES, CONNECTION_RULES)
                    .flatMap(List::stream)
                    .toList();

    /** Under these every rule that could have given a code can match. */
    private static final AnalysisSettings ALL_RULES_ON =
            AnalysisSettings.DEFAULTS.withExactSemiSync(true).withNonWritableRecovery(true).withGroupPrimaries(true);

    private RuleLadder() {}

    private static List<Rule> ladderOf(Evidence evidence) {
        return evidence.role().groupMember() ? GroupRules.RULES : ORDINARY;
    }

    /** The first rule that matches, empty for no problem. */
    static Optional<Rule> firstMatch(Evidence evidence, AnalysisSettings settings) {
        for (Rule rule : ladderOf(evidence)) {
            if (rule.matches(evidence, settings)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    static AnalysisCode classify(Evidence evidence, AnalysisSettings settings) {
        return firstMatch(evidence, settings).map(Rule::code).orElse(AnalysisCode.NO_PROBLEM);
    }

    /** What became of each rule of the ladder that applies. */
    static List<RuleVerdict> verdicts(Evidence evidence, AnalysisSettings settings) {
        List<RuleVerdict> verdicts = new ArrayList<>();
        boolean decided = false;
        for (Rule rule : ladderOf(evidence)) {
            boolean matches = rule.matches(evidence, settings);
            RuleVerdict.Outcome outcome = !matches ? RuleVerdict.Outcome.NO_MATCH
                    : decided ? RuleVerdict.Outcome.SHADOWED
                    : RuleVerdict.Outcome.MATCH;
            verdicts.add(new RuleVerdict(rule.number(), rule.code(), outcome,
                    matches ? rule.reason().apply(evidence) : ""));
            decided |= matches;
        }
        return List.copyOf(verdicts);
    }

    /** The rule that gave this code on this evidence; empty when none did, e.g. on evidence that was stored in part. */
    static Optional<Rule> ruleOf(AnalysisCode code, Evidence evidence) {
        return ladderOf(evidence).stream()
                .filter(rule -> rule.code() == code && rule.matches(evidence, ALL_RULES_ON))
                .findFirst();
    }
}
