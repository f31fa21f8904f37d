package io.orchestrator.domain.detection;

import java.util.List;

/**
 * Rules 19 to 27 of the ordinary ladder: servers that replicate and are replicated from (detection.md 6.1). Co-sources that rules 15
 * to 18 let pass end here, too, as the contract has it.
 */
final class IntermediateRules {
    static final List<Rule> RULES = List.of(
            new Rule("19", AnalysisCode.DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA_FAILING_TO_CONNECT,
                    (e, _) -> singleReplicaStands(e) && e.replicas().failingToConnect() == 1,
                    _ -> "the intermediate source cannot be read, and its single replica cannot connect to it"),
            new Rule("20", AnalysisCode.DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA,
                    (e, _) -> singleReplicaStands(e),
                    _ -> "the intermediate source cannot be read; its single replica does not replicate, but does not "
                            + "say either that it cannot connect"),
            new Rule("21", AnalysisCode.DEAD_INTERMEDIATE_MASTER,
                    (e, _) -> isDead(e) && e.replicas().count() > 1 && e.replicas().seen() == e.replicas().count()
                            && SourceRules.nobodyReplicates(e),
                    e -> "the intermediate source cannot be read; " + Words.allReadable(e)
                            + " and none of them replicates"),
            new Rule("22", AnalysisCode.DEAD_INTERMEDIATE_MASTER_AND_SOME_REPLICAS,
                    (e, _) -> isDead(e) && SourceRules.someSeen(e) && SourceRules.nobodyReplicates(e),
                    e -> "the intermediate source cannot be read; " + Words.someReadable(e)
                            + " and none of those replicates"),
            new Rule("23", AnalysisCode.DEAD_INTERMEDIATE_MASTER_AND_REPLICAS,
                    (e, _) -> isDead(e) && e.replicas().count() > 0 && e.replicas().seen() == 0,
                    e -> "neither the server nor any of its " + Words.replicaCount(e) + " can be read"),
            new Rule("24", AnalysisCode.UNREACHABLE_INTERMEDIATE_MASTER_WITH_LAGGING_REPLICAS,
                    (e, _) -> isDead(e) && SourceRules.allLag(e),
                    e -> "the intermediate source cannot be read; all " + Words.replicaCount(e) + " lag: "
                            + Words.replicatingCount(e)),
            new Rule("25", AnalysisCode.UNREACHABLE_INTERMEDIATE_MASTER,
                    (e, _) -> isDead(e) && !e.check().partial() && SourceRules.somebodyReplicates(e),
                    e -> "the intermediate source cannot be read by us, but " + Words.replicatingCount(e)),
            new Rule("26", AnalysisCode.ALL_INTERMEDIATE_MASTER_REPLICAS_FAILING_TO_CONNECT_OR_DEAD,
                    (e, _) -> isAlive(e) && e.replicas().count() > 1 && SourceRules.nobodyReplicates(e)
                            && e.replicas().failingToConnect() > 0
                            && e.replicas().failingToConnect() == e.replicas().seen(),
                    e -> "the intermediate source can be read, but all " + e.replicas().seen()
                            + " readable of its " + Words.replicaCount(e) + " cannot connect to it"),
            new Rule("27", AnalysisCode.ALL_INTERMEDIATE_MASTER_REPLICAS_NOT_REPLICATING,
                    (e, _) -> isAlive(e) && e.replicas().count() > 0 && e.replicas().seen() > 0
                            && SourceRules.nobodyReplicates(e),
                    e -> "the intermediate source can be read; of its " + Words.replicaCount(e) + " "
                            + e.replicas().seen() + " can be read and none of those replicates"));

    private IntermediateRules() {}

    private static boolean isDead(Evidence e) {
        return !e.role().master() && !e.check().valid();
    }

    private static boolean isAlive(Evidence e) {
        return !e.role().master() && e.check().valid();
    }

    private static boolean singleReplicaStands(Evidence e) {
        return isDead(e) && e.replicas().count() == 1 && e.replicas().seen() == 1 && SourceRules.nobodyReplicates(e);
    }
}
