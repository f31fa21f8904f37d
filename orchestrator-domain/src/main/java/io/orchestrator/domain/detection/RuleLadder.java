package io.orchestrator.domain.detection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two ladders (detection.md 6): members of a replication group climb one, all others the other. The first rule that matches gives
 * the code.
 */
final class RuleLadder {
    /**
     * Rules 28 and 29: a server's own trouble. Rule 29 fires on the stored error of a server that cannot be read, too; asking for a
     * readable one (D-8) would change the contract's worked scenarios 58 and 66.
     */
    private static final List<Rule> CONNECTION_RULES = List.of(
            new Rule("28", AnalysisCode.BINLOG_SERVER_FAILING_TO_CONNECT_TO_MASTER,
                    (e, _) -> e.role().binlogServer() && e.check().failingToConnect(),
                    _ -> "the binlog server cannot connect to its source"),
            new Rule("29", AnalysisCode.FIRST_TIER_REPLICA_FAILING_TO_CONNECT_TO_MASTER,
                    (e, _) -> e.role().depth() == 1 && e.check().failingToConnect(),
                    _ -> "this replica of the topmost source cannot connect to it, by its own last report"));

    private static final List<Rule> GROUP = List.of(new Rule("G1",
            AnalysisCode.DEAD_REPLICATION_GROUP_MEMBER_WITH_REPLICAS,
            (e, _) -> !e.check().valid() && e.replicas().count() > 0 && SourceRules.nobodyReplicates(e),
            e -> "the group member cannot be read, and none of its " + Words.replicaCount(e)
                    + " outside the group is seen replicating"));

    private static final List<Rule> ORDINARY =
            Stream.of(SourceRules.RULES, CoSourceRules.RULES, IntermediateRules.RULES, CONNECTION_RULES)
                    .flatMap(List::stream)
                    .toList();

    /** Under these every rule that could have given a code can match. */
    private static final AnalysisSettings ALL_RULES_ON =
            AnalysisSettings.DEFAULTS.withExactSemiSync(true).withNonWritableRecovery(true);

    private RuleLadder() {}

    private static List<Rule> ladderOf(Evidence evidence) {
        return evidence.role().groupMember() ? GROUP : ORDINARY;
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

    /** The rule that gave this code on this evidence; empty when none did, e.g. on evidence that was stored in part. */
    static Optional<Rule> ruleOf(AnalysisCode code, Evidence evidence) {
        return ladderOf(evidence).stream()
                .filter(rule -> rule.code() == code && rule.matches(evidence, ALL_RULES_ON))
                .findFirst();
    }
}
