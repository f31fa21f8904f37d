package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of recovery (config.md 7.10). */
public final class RecoveryKeys {

    /**
     * Anti-flapping window: time a registered recovery blocks further automatic recoveries of the same
     * cluster (or of the server it promoted); in seconds.
     */
    public static final Key<Long> RECOVERY_PERIOD_BLOCK_SECONDS =
            Key.whole("RecoveryPeriodBlockSeconds", 3600).restricting();

    /** Legacy; only consulted when {@code RecoveryPeriodBlockSeconds} is 0 (config.md 4, rule 3); in minutes. */
    public static final Key<Long> RECOVERY_PERIOD_BLOCK_MINUTES = Key.whole("RecoveryPeriodBlockMinutes", 60);

    /** Clusters with automatic master (and co-master) recovery. */
    public static final Key<List<String>> RECOVER_MASTER_CLUSTER_FILTERS =
            Key.list("RecoverMasterClusterFilters").restricting();

    /** Clusters with automatic intermediate-master and group-member recovery. */
    public static final Key<List<String>> RECOVER_INTERMEDIATE_MASTER_CLUSTER_FILTERS =
            Key.list("RecoverIntermediateMasterClusterFilters").restricting();

    /** Never promote matching instances, same effect as {@code must_not}. */
    public static final Key<List<String>> PROMOTION_IGNORE_HOSTNAME_FILTERS =
            Key.list("PromotionIgnoreHostnameFilters").restricting();

    /**
     * After a master failover: reset replication and clear read_only on the promoted server (for co-
     * masters: clear read_only only).
     */
    public static final Key<Boolean> APPLY_MYSQL_PROMOTION_AFTER_MASTER_FAILOVER =
            Key.flag("ApplyMySQLPromotionAfterMasterFailover", true).restricting();

    /** Fail the promotion if the promoted server's data centre differs from the failed one's. */
    public static final Key<Boolean> PREVENT_CROSS_DATA_CENTER_MASTER_FAILOVER =
            Key.flag("PreventCrossDataCenterMasterFailover", false).restricting();

    /** Fail the promotion if the promoted server's region differs from the failed one's. */
    public static final Key<Boolean> PREVENT_CROSS_REGION_MASTER_FAILOVER =
            Key.flag("PreventCrossRegionMasterFailover", false).restricting();

    /** On co-master failure promote only the other co-master. */
    public static final Key<Boolean> CO_MASTER_RECOVERY_MUST_PROMOTE_OTHER_CO_MASTER =
            Key.flag("CoMasterRecoveryMustPromoteOtherCoMaster", true);

    /** Detach replicas that could not be carried over. */
    public static final Key<Boolean> DETACH_LOST_REPLICAS_AFTER_MASTER_FAILOVER =
            Key.flag("DetachLostReplicasAfterMasterFailover", false);

    /**
     * Deprecated synonym; true forces {@code DetachLostReplicasAfterMasterFailover} to true (config.md 4,
     * rule 5).
     */
    public static final Key<Boolean> DETACH_LOST_SLAVES_AFTER_MASTER_FAILOVER =
            Key.flag("DetachLostSlavesAfterMasterFailover", true);

    /** Detach the promoted server from the dead master's host name; pointless when promotion is applied. */
    public static final Key<Boolean> MASTER_FAILOVER_DETACH_REPLICA_MASTER_HOST =
            Key.flag("MasterFailoverDetachReplicaMasterHost", false);

    /** Deprecated synonym; true forces {@code MasterFailoverDetachReplicaMasterHost} to true. */
    public static final Key<Boolean> MASTER_FAILOVER_DETACH_SLAVE_MASTER_HOST =
            Key.flag("MasterFailoverDetachSlaveMasterHost", false);

    /** Unused; lost servers are always downtimed for 365 days; in minutes. */
    public static final Key<Long> MASTER_FAILOVER_LOST_INSTANCES_DOWNTIME_MINUTES =
            Key.unsigned("MasterFailoverLostInstancesDowntimeMinutes", 0).unused();

    /**
     * Above 0: fail the promotion when the candidate's lag is at least this; needs {@code
     * ReplicationLagQuery}; in minutes.
     */
    public static final Key<Long> FAIL_MASTER_PROMOTION_ON_LAG_MINUTES =
            Key.unsigned("FailMasterPromotionOnLagMinutes", 0).restricting();

    /** Fail the promotion while unapplied relay logs remain. */
    public static final Key<Boolean> FAIL_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE =
            Key.flag("FailMasterPromotionIfSQLThreadNotUpToDate", false).restricting();

    /** Wait for the SQL thread instead; excludes {@code FailMasterPromotionIfSQLThreadNotUpToDate}. */
    public static final Key<Boolean> DELAY_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE =
            Key.flag("DelayMasterPromotionIfSQLThreadNotUpToDate", false).restricting();

    /** Move such replicas only after promotion and hooks; 0 = off; in minutes. */
    public static final Key<Long> POSTPONE_REPLICA_RECOVERY_ON_LAG_MINUTES =
            Key.unsigned("PostponeReplicaRecoveryOnLagMinutes", 0);

    /** Deprecated synonym of {@code PostponeReplicaRecoveryOnLagMinutes} (config.md 4, rule 9); in minutes. */
    public static final Key<Long> POSTPONE_SLAVE_RECOVERY_ON_LAG_MINUTES =
            Key.unsigned("PostponeSlaveRecoveryOnLagMinutes", 0);

    /** Treat a read-only master with replicating replicas as a failure and make it writable. */
    public static final Key<Boolean> RECOVER_NON_WRITEABLE_MASTER = Key.flag("RecoverNonWriteableMaster", false);

    /** On a locked semi-sync master enable semi-sync on replicas, never disable. */
    public static final Key<Boolean> RECOVER_LOCKED_SEMI_SYNC_MASTER = Key.flag("RecoverLockedSemiSyncMaster", false);

    /**
     * Enable <i>and</i> disable to match the wait count exactly; adds the <i>too many semi-sync
     * replicas</i> analysis; overrides the former.
     */
    public static final Key<Boolean> ENFORCE_EXACT_SEMI_SYNC_REPLICAS = Key.flag("EnforceExactSemiSyncReplicas", false);

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            RECOVERY_PERIOD_BLOCK_SECONDS, RECOVERY_PERIOD_BLOCK_MINUTES, RECOVER_MASTER_CLUSTER_FILTERS,
            RECOVER_INTERMEDIATE_MASTER_CLUSTER_FILTERS, PROMOTION_IGNORE_HOSTNAME_FILTERS,
            APPLY_MYSQL_PROMOTION_AFTER_MASTER_FAILOVER, PREVENT_CROSS_DATA_CENTER_MASTER_FAILOVER,
            PREVENT_CROSS_REGION_MASTER_FAILOVER, CO_MASTER_RECOVERY_MUST_PROMOTE_OTHER_CO_MASTER,
            DETACH_LOST_REPLICAS_AFTER_MASTER_FAILOVER, DETACH_LOST_SLAVES_AFTER_MASTER_FAILOVER,
            MASTER_FAILOVER_DETACH_REPLICA_MASTER_HOST, MASTER_FAILOVER_DETACH_SLAVE_MASTER_HOST,
            MASTER_FAILOVER_LOST_INSTANCES_DOWNTIME_MINUTES, FAIL_MASTER_PROMOTION_ON_LAG_MINUTES,
            FAIL_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE,
            DELAY_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE,
            POSTPONE_REPLICA_RECOVERY_ON_LAG_MINUTES, POSTPONE_SLAVE_RECOVERY_ON_LAG_MINUTES,
            RECOVER_NON_WRITEABLE_MASTER, RECOVER_LOCKED_SEMI_SYNC_MASTER,
            ENFORCE_EXACT_SEMI_SYNC_REPLICAS);

    private RecoveryKeys() {}
}
