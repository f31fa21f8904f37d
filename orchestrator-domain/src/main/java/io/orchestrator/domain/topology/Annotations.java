package io.orchestrator.domain.topology;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import org.jspecify.annotations.Nullable;

/**
 * What people, scripts and other processes say about one server.
 *
 * @param downtime its downtime as stored, null when none; may have ended meanwhile
 * @param promotionRule registered rule, neutral when none
 * @param inMaintenance an active maintenance exists
 * @param tags its tags, name to value
 * @param unresolvedHostname name that replicas should use for it, empty when none
 * @param pseudoGtid Pseudo-GTID entries are injected into its cluster
 * @param mysqlSnapshots snapshots of MySQL's data that the agent on its host found
 */
public record Annotations(@Nullable Downtime downtime, PromotionRule promotionRule, boolean inMaintenance,
        Map<String, String> tags, String unresolvedHostname, boolean pseudoGtid, int mysqlSnapshots) {
    public static final Annotations NONE = new Annotations(null, PromotionRule.NEUTRAL, false, Map.of(), "");

    public Annotations {
        Objects.requireNonNull(promotionRule, "promotionRule");
        tags = Map.copyOf(tags);
        Objects.requireNonNull(unresolvedHostname, "unresolvedHostname");
    }

    /** What people say of a server of which no process says anything. */
    public Annotations(@Nullable Downtime downtime, PromotionRule promotionRule, boolean inMaintenance,
            Map<String, String> tags, String unresolvedHostname) {
        this(downtime, promotionRule, inMaintenance, tags, unresolvedHostname, false, 0);
    }

    /** Whether a downtime is active; one that has ended may stay stored for a while. */
    public boolean isDowntimedAt(Instant now) {
        return downtime != null && downtime.isActiveAt(now);
    }

    public Annotations withDowntime(@Nullable Downtime newDowntime) {
        return new Annotations(newDowntime, promotionRule, inMaintenance, tags, unresolvedHostname, pseudoGtid,
                mysqlSnapshots);
    }

    public Annotations withPromotionRule(PromotionRule newRule) {
        return new Annotations(downtime, newRule, inMaintenance, tags, unresolvedHostname, pseudoGtid,
                mysqlSnapshots);
    }

    public Annotations withTags(Map<String, String> newTags) {
        return new Annotations(downtime, promotionRule, inMaintenance, newTags, unresolvedHostname, pseudoGtid,
                mysqlSnapshots);
    }

    public Annotations withUnresolvedHostname(String newName) {
        return new Annotations(downtime, promotionRule, inMaintenance, tags, newName, pseudoGtid, mysqlSnapshots);
    }

    public Annotations withMaintenance(boolean nowInMaintenance) {
        return new Annotations(downtime, promotionRule, nowInMaintenance, tags, unresolvedHostname, pseudoGtid,
                mysqlSnapshots);
    }

    public Annotations withPseudoGtid(boolean nowPseudoGtid) {
        return new Annotations(downtime, promotionRule, inMaintenance, tags, unresolvedHostname, nowPseudoGtid,
                mysqlSnapshots);
    }

    public Annotations withMysqlSnapshots(int newCount) {
        return new Annotations(downtime, promotionRule, inMaintenance, tags, unresolvedHostname, pseudoGtid, newCount);
    }
}
