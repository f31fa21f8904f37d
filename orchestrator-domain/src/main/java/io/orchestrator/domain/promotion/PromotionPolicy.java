package io.orchestrator.domain.promotion;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * What the configuration says about whom to promote (recovery.md 20).
 *
 * @param preventCrossDataCenter {@code PreventCrossDataCenterMasterFailover}
 * @param preventCrossRegion {@code PreventCrossRegionMasterFailover}
 * @param ignored servers that match {@code PromotionIgnoreHostnameFilters}
 * @param maxLag {@code FailMasterPromotionOnLagMinutes}; zero means no limit
 * @param refuseUnapplied {@code FailMasterPromotionIfSQLThreadNotUpToDate}: refuse who has not applied all it received
 * @param lowerVersionAllowed {@code LowerReplicaVersionAllowed}
 * @param verifyFilters {@code VerifyReplicationFilters}
 */
public record PromotionPolicy(boolean preventCrossDataCenter, boolean preventCrossRegion,
        Predicate<InstanceKey> ignored,
        Duration maxLag, boolean refuseUnapplied, boolean lowerVersionAllowed, boolean verifyFilters) {
    public static final PromotionPolicy DEFAULT = new PromotionPolicy(false, false, key -> false, Duration.ZERO, false,
            false, false);

    public PromotionPolicy {
        Objects.requireNonNull(ignored, "ignored");
        Objects.requireNonNull(maxLag, "maxLag");
    }
}
