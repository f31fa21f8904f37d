package io.orchestrator.domain.detection;

import java.util.List;

/** Rules 15 to 18 of the ordinary ladder: servers that replicate from each other (detection.md 6.1). */
final class CoSourceRules {
    static final List<Rule> RULES = List.of(
            new Rule("15", AnalysisCode.DEAD_CO_MASTER,
                    (e, _) -> isDead(e) && e.replicas().count() > 0 && e.replicas().seen() == e.replicas().count()
                            && SourceRules.nobodyReplicates(e),
                    e -> "the co-source cannot be read; " + Words.allReadable(e) + " and none of them replicates"),
            new Rule("16", AnalysisCode.DEAD_CO_MASTER_AND_SOME_REPLICAS,
                    (e, _) -> isDead(e) && SourceRules.someSeen(e) && SourceRules.nobodyReplicates(e),
                    e -> "the co-source cannot be read; " + Words.someReadable(e) + " and none of those replicates"),
            new Rule("17", AnalysisCode.UNREACHABLE_CO_MASTER,
                    (e, _) -> isDead(e) && !e.check().partial() && SourceRules.somebodyReplicates(e),
                    e -> "the co-source cannot be read by us, but " + Words.replicatingCount(e)),
            new Rule("18", AnalysisCode.ALL_CO_MASTER_REPLICAS_NOT_REPLICATING,
                    (e, _) -> e.role().coMaster() && e.check().valid() && e.replicas().count() > 0
                            && SourceRules.nobodyReplicates(e),
                    e -> "the co-source can be read, but none of its " + Words.replicaCount(e)
                            + " is seen replicating"));

    private CoSourceRules() {}

    private static boolean isDead(Evidence e) {
        return e.role().coMaster() && !e.check().valid();
    }
}
