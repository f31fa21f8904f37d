package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.RecoveryKeys.APPLY_MYSQL_PROMOTION_AFTER_MASTER_FAILOVER;
import static io.orchestrator.app.config.key.RecoveryKeys.CO_MASTER_RECOVERY_MUST_PROMOTE_OTHER_CO_MASTER;
import static io.orchestrator.app.config.key.RecoveryKeys.DELAY_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE;
import static io.orchestrator.app.config.key.RecoveryKeys.DETACH_LOST_REPLICAS_AFTER_MASTER_FAILOVER;
import static io.orchestrator.app.config.key.RecoveryKeys.ENFORCE_EXACT_SEMI_SYNC_REPLICAS;
import static io.orchestrator.app.config.key.RecoveryKeys.FAIL_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE;
import static io.orchestrator.app.config.key.RecoveryKeys.FAIL_MASTER_PROMOTION_ON_LAG_MINUTES;
import static io.orchestrator.app.config.key.RecoveryKeys.MASTER_FAILOVER_DETACH_REPLICA_MASTER_HOST;
import static io.orchestrator.app.config.key.RecoveryKeys.POSTPONE_REPLICA_RECOVERY_ON_LAG_MINUTES;
import static io.orchestrator.app.config.key.RecoveryKeys.PREVENT_CROSS_DATA_CENTER_MASTER_FAILOVER;
import static io.orchestrator.app.config.key.RecoveryKeys.PREVENT_CROSS_REGION_MASTER_FAILOVER;
import static io.orchestrator.app.config.key.RecoveryKeys.PROMOTION_IGNORE_HOSTNAME_FILTERS;
import static io.orchestrator.app.config.key.RecoveryKeys.RECOVERY_PERIOD_BLOCK_SECONDS;
import static io.orchestrator.app.config.key.RecoveryKeys.RECOVER_INTERMEDIATE_MASTER_CLUSTER_FILTERS;
import static io.orchestrator.app.config.key.RecoveryKeys.RECOVER_LOCKED_SEMI_SYNC_MASTER;
import static io.orchestrator.app.config.key.RecoveryKeys.RECOVER_MASTER_CLUSTER_FILTERS;
import static io.orchestrator.app.config.key.RecoveryKeys.RECOVER_NON_WRITEABLE_MASTER;

/**
 * Recovery (config.md 7.10). Cluster filters follow rule F2, instance patterns rule F1.
 *
 * @param recoveryBlock time a registered recovery blocks further automatic ones of the same cluster
 * @param sourceClusters clusters with automatic recovery of the source
 * @param intermediateClusters clusters with automatic recovery of intermediate sources and group members
 * @param promotionIgnored patterns of instances never promoted
 * @param applyPromotion reset replication and clear read_only on the promoted server
 * @param preventCrossDataCenter fail a promotion into another data centre
 * @param preventCrossRegion fail a promotion into another region
 * @param promoteOtherCoSource on failure of a co-source promote only the other one
 * @param detachLostReplicas detach replicas that could not be carried over
 * @param detachFromFailedHost detach the promoted server from the host name of the failed one
 * @param failOnLag fail the promotion when the candidate lags at least this; zero means never
 * @param failOnUnappliedLogs fail the promotion while unapplied relay logs remain
 * @param delayOnUnappliedLogs wait for them instead
 * @param postponeDelayedReplicas replicas with at least this SQL delay are moved last; zero means off
 * @param recoverReadOnlySource make a read-only source with replicating replicas writable
 * @param recoverLockedSemiSync enable semi-sync on replicas of a locked source, never disable it
 * @param exactSemiSyncReplicas enable and disable semi-sync to match the wait count
 */
public record RecoveryConfig(
        Duration recoveryBlock, List<String> sourceClusters, List<String> intermediateClusters,
        List<String> promotionIgnored, boolean applyPromotion, boolean preventCrossDataCenter,
        boolean preventCrossRegion, boolean promoteOtherCoSource, boolean detachLostReplicas,
        boolean detachFromFailedHost, Duration failOnLag, boolean failOnUnappliedLogs,
        boolean delayOnUnappliedLogs, Duration postponeDelayedReplicas, boolean recoverReadOnlySource,
        boolean recoverLockedSemiSync, boolean exactSemiSyncReplicas) {

    public RecoveryConfig {
        sourceClusters = List.copyOf(sourceClusters);
        intermediateClusters = List.copyOf(intermediateClusters);
        promotionIgnored = List.copyOf(promotionIgnored);
    }

    /** The settings that configuration asks for. */
    public static RecoveryConfig from(Configuration configuration) {
        return new RecoveryConfig(
                Units.seconds(configuration.get(RECOVERY_PERIOD_BLOCK_SECONDS)),
                configuration.get(RECOVER_MASTER_CLUSTER_FILTERS),
                configuration.get(RECOVER_INTERMEDIATE_MASTER_CLUSTER_FILTERS),
                configuration.get(PROMOTION_IGNORE_HOSTNAME_FILTERS),
                configuration.get(APPLY_MYSQL_PROMOTION_AFTER_MASTER_FAILOVER),
                configuration.get(PREVENT_CROSS_DATA_CENTER_MASTER_FAILOVER),
                configuration.get(PREVENT_CROSS_REGION_MASTER_FAILOVER),
                configuration.get(CO_MASTER_RECOVERY_MUST_PROMOTE_OTHER_CO_MASTER),
                configuration.get(DETACH_LOST_REPLICAS_AFTER_MASTER_FAILOVER),
                configuration.get(MASTER_FAILOVER_DETACH_REPLICA_MASTER_HOST),
                Units.minutes(configuration.get(FAIL_MASTER_PROMOTION_ON_LAG_MINUTES)),
                configuration.get(FAIL_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE),
                configuration.get(DELAY_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE),
                Units.minutes(configuration.get(POSTPONE_REPLICA_RECOVERY_ON_LAG_MINUTES)),
                configuration.get(RECOVER_NON_WRITEABLE_MASTER), configuration.get(RECOVER_LOCKED_SEMI_SYNC_MASTER),
                configuration.get(ENFORCE_EXACT_SEMI_SYNC_REPLICAS));
    }
}
