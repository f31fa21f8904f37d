package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import io.orchestrator.domain.promotion.PromotionPolicy;

/**
 * Limits and switches of a recovery (recovery.md 20).
 *
 * @param promotion whom may be promoted
 * @param applyPromotion {@code ApplyMySQLPromotionAfterMasterFailover}: make the promoted server writable
 * @param detachLost {@code DetachLostReplicasAfterMasterFailover}
 * @param detachPromoted {@code MasterFailoverDetachReplicaMasterHost}; matters only when nobody is made writable, for a promoted
 *     server that is made writable is no replica any more
 * @param delayUntilApplied {@code DelayMasterPromotionIfSQLThreadNotUpToDate}: go on after {@code drainLimit} as long as the applier
 *     makes progress in each such period
 * @param lookDeadline how long the source gets for the last look
 * @param actionDeadline how long one change of one server may take
 * @param drainLimit how long the candidate's applier may take to apply what was received
 * @param promotionExpiry how long the statement that makes a server writable stays valid
 * @param verifyInterval how often a server that did not answer its promotion is looked at
 * @param hooks points for which processes are configured
 */
public record RecoverySettings(PromotionPolicy promotion, boolean applyPromotion, boolean detachLost,
        boolean detachPromoted, boolean delayUntilApplied, Duration lookDeadline, Duration actionDeadline,
        Duration drainLimit, Duration promotionExpiry,
        Duration verifyInterval, Set<HookPoint> hooks) {
    public static final RecoverySettings DEFAULT =
            new RecoverySettings(PromotionPolicy.DEFAULT, true, true, false, false,
                    Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(3),
                    Duration.ofSeconds(1), Set.of());

    public RecoverySettings {
        Objects.requireNonNull(promotion, "promotion");
        Objects.requireNonNull(lookDeadline, "lookDeadline");
        Objects.requireNonNull(actionDeadline, "actionDeadline");
        Objects.requireNonNull(drainLimit, "drainLimit");
        Objects.requireNonNull(promotionExpiry, "promotionExpiry");
        Objects.requireNonNull(verifyInterval, "verifyInterval");
        hooks = hooks.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(hooks));
    }
}
