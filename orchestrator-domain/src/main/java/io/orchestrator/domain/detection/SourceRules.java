package io.orchestrator.domain.detection;

import java.util.List;

/** Rules 1 to 14 of the ordinary ladder: servers that replicate from nobody (detection.md 6.1). */
final class SourceRules {
    /** Up to 8b: those that cannot be read, or lack acknowledgements. */
    static final List<Rule> GRAVE = List.of(
            new Rule("1", AnalysisCode.DEAD_MASTER_WITHOUT_REPLICAS,
                    (e, _) -> isDead(e) && e.replicas().count() == 0,
                    _ -> "the source cannot be read and has no replica"),
            new Rule("2", AnalysisCode.DEAD_MASTER,
                    (e, _) -> isDead(e) && e.replicas().seen() == e.replicas().count() && nobodyReplicates(e),
                    e -> "the source cannot be read; " + Words.allReadable(e) + " and none of them replicates"),
            new Rule("3", AnalysisCode.DEAD_MASTER_AND_REPLICAS,
                    (e, _) -> isDead(e) && e.replicas().count() > 0 && e.replicas().seen() == 0 && nobodyReplicates(e),
                    e -> "neither the source nor any of its " + Words.replicaCount(e)
                            + " can be read: nobody is left to ask"),
            new Rule("4", AnalysisCode.DEAD_MASTER_AND_SOME_REPLICAS,
                    (e, _) -> isDead(e) && someSeen(e) && nobodyReplicates(e),
                    e -> "the source cannot be read; " + Words.someReadable(e) + " and none of those replicates"),
            new Rule("5", AnalysisCode.UNREACHABLE_MASTER_WITH_LAGGING_REPLICAS, (e, _) -> isDead(e) && allLag(e),
                    e -> "the source cannot be read; all " + Words.replicaCount(e)
                            + " lag, which replicas of a source that vanished often do: " + Words.replicatingCount(e)),
            new Rule("6", AnalysisCode.UNREACHABLE_MASTER,
                    (e, _) -> isDead(e) && !e.check().partial() && somebodyReplicates(e),
                    e -> "the source cannot be read by us, but " + Words.replicatingCount(e)),
            new Rule("7", AnalysisCode.UNREACHABLE_MASTER,
                    (e, _) -> isDead(e) && e.check().partial() && e.replicas().failingToConnect() > 0
                            && somebodyReplicates(e),
                    e -> "the source answered only in part and " + e.replicas().failingToConnect()
                            + " of its replicas cannot connect to it, but " + Words.replicatingCount(e)),
            new Rule("8a", AnalysisCode.LOCKED_SEMI_SYNC_MASTER,
                    (e, _) -> lacksAcknowledgements(e) && e.semiSync().stale(),
                    e -> Words.acknowledgements(e) + ", and its binary log has not moved for the configured time"),
            new Rule("8b", AnalysisCode.LOCKED_SEMI_SYNC_MASTER_HYPOTHESIS,
                    (e, _) -> lacksAcknowledgements(e) && !e.semiSync().stale(),
                    e -> Words.acknowledgements(e) + "; whether its binary log stands still is not known yet"));

    /** From 9 on. */
    static final List<Rule> OTHERS = List.of(
            new Rule("9", AnalysisCode.MASTER_WITH_TOO_MANY_SEMI_SYNC_REPLICAS,
                    (e, s) -> s.enforceExactSemiSync() && hasSemiSync(e)
                            && e.semiSync().clients() > e.semiSync().wanted(),
                    Words::acknowledgements),
            new Rule("10", AnalysisCode.NO_WRITEABLE_MASTER,
                    (e, s) -> isAlive(e) && e.readOnly() && e.replicas().replicating() > 0
                            && s.recoverNonWritableSource(),
                    e -> "the source is read-only, and " + Words.replicatingCount(e)),
            new Rule("11", AnalysisCode.MASTER_SINGLE_REPLICA_NOT_REPLICATING,
                    (e, _) -> isAlive(e) && e.replicas().count() == 1 && e.replicas().seen() == 1
                            && nobodyReplicates(e),
                    _ -> "the source can be read; its single replica can be read, too, but does not replicate"),
            new Rule("12", AnalysisCode.MASTER_SINGLE_REPLICA_DEAD,
                    (e, _) -> isAlive(e) && e.replicas().count() == 1 && e.replicas().seen() == 0,
                    _ -> "the source can be read; its single replica cannot"),
            new Rule("13", AnalysisCode.ALL_MASTER_REPLICAS_NOT_REPLICATING,
                    (e, _) -> isAlive(e) && e.replicas().count() > 1 && e.replicas().seen() == e.replicas().count()
                            && nobodyReplicates(e),
                    e -> "the source can be read; " + Words.allReadable(e) + " and none of them replicates"),
            new Rule("14", AnalysisCode.ALL_MASTER_REPLICAS_NOT_REPLICATING_OR_DEAD,
                    (e, _) -> isAlive(e) && e.replicas().count() > 1 && someSeen(e) && nobodyReplicates(e),
                    e -> "the source can be read; " + Words.someReadable(e) + " and none of those replicates"));

    private SourceRules() {}

    private static boolean isDead(Evidence e) {
        return e.role().master() && !e.check().valid();
    }

    private static boolean isAlive(Evidence e) {
        return e.role().master() && e.check().valid();
    }

    /** {@code nRep = 0}. */
    static boolean nobodyReplicates(Evidence e) {
        return e.replicas().replicating() == 0;
    }

    /** {@code nSeen > 0 and nRep > 0}. */
    static boolean somebodyReplicates(Evidence e) {
        return e.replicas().seen() > 0 && e.replicas().replicating() > 0;
    }

    /** {@code 0 < nSeen < n}. */
    static boolean someSeen(Evidence e) {
        return e.replicas().seen() > 0 && e.replicas().seen() < e.replicas().count();
    }

    /** {@code nLag = n and nDelay < n and nRep > 0}. */
    static boolean allLag(Evidence e) {
        return e.replicas().lagging() == e.replicas().count() && e.replicas().delayed() < e.replicas().count()
                && e.replicas().replicating() > 0;
    }

    private static boolean hasSemiSync(Evidence e) {
        return e.role().master() && e.semiSync().enabled() && e.semiSync().active() && e.semiSync().wanted() > 0;
    }

    static boolean lacksAcknowledgements(Evidence e) {
        return hasSemiSync(e) && e.semiSync().clients() < e.semiSync().wanted();
    }
}
