package io.orchestrator.domain.detection;

import java.util.List;

/**
 * The ladder of members of a replication group (detection.md 6.2). The contract has one rule; the others give the primary of a group the
 * diagnosis that other sources have (D-18), where {@link AnalysisSettings#groupPrimaries()} asks for it. They are reported and registered;
 * the group itself promotes.
 */
final class GroupRules {
    static final List<Rule> RULES = List.of(
            new Rule("G1", AnalysisCode.DEAD_REPLICATION_GROUP_MEMBER_WITH_REPLICAS,
                    (e, _) -> !e.check().valid() && e.replicas().count() > 0 && SourceRules.nobodyReplicates(e),
                    e -> "the group member cannot be read, and none of its " + Words.replicaCount(e)
                            + " outside the group is seen replicating"),
            new Rule("G2", AnalysisCode.UNREACHABLE_REPLICATION_GROUP_PRIMARY,
                    (e, s) -> isPrimary(e, s) && !e.check().valid(),
                    _ -> "the primary of the group cannot be read, and no member that can be read names another"),
            new Rule("G3", AnalysisCode.LOCKED_SEMI_SYNC_REPLICATION_GROUP_PRIMARY,
                    (e, s) -> isPrimary(e, s) && SourceRules.lacksAcknowledgements(e) && e.semiSync().stale(),
                    e -> Words.acknowledgements(e) + ", and its binary log has not moved for the configured time"),
            new Rule("G4", AnalysisCode.NO_WRITEABLE_REPLICATION_GROUP_PRIMARY,
                    (e, s) -> isPrimary(e, s) && e.check().valid() && e.readOnly(),
                    _ -> "the primary of the group is read-only"));

    private GroupRules() {}

    private static boolean isPrimary(Evidence e, AnalysisSettings settings) {
        return settings.groupPrimaries() && e.further().groupPrimary();
    }
}
