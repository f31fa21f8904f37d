package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of failure detection (config.md 7.9). */
public final class DetectionKeys {

    /** Lag regarded as a problem; threshold of <i>lagging replicas</i> in the analysis; in seconds. */
    public static final Key<Long> REASONABLE_REPLICATION_LAG_SECONDS = Key.whole("ReasonableReplicationLagSeconds", 10);

    /** Analyse only servers that have replicas or show a symptom, instead of all. */
    public static final Key<Boolean> REDUCE_REPLICATION_ANALYSIS_COUNT =
            Key.flag("ReduceReplicationAnalysisCount", true);

    /**
     * How long one registered detection keeps the same detection from being registered (and its hooks run)
     * again; in minutes.
     */
    public static final Key<Long> FAILURE_DETECTION_PERIOD_BLOCK_MINUTES =
            Key.whole("FailureDetectionPeriodBlockMinutes", 60).restricting();

    /** Servers matching are removed from the analysis altogether (no detection, no recovery). */
    public static final Key<List<String>> RECOVERY_IGNORE_HOSTNAME_FILTERS =
            Key.list("RecoveryIgnoreHostnameFilters").restricting();

    /**
     * How long a semi-sync source's coordinates must stand still before it counts as locked; 0 = {@code
     * ReasonableReplicationLagSeconds}; in seconds.
     */
    public static final Key<Long> REASONABLE_LOCKED_SEMI_SYNC_MASTER_SECONDS =
            Key.unsigned("ReasonableLockedSemiSyncMasterSeconds", 0);

    /** Unused. */
    public static final Key<Boolean> EXPECT_FAILURE_ANALYSIS_CONCENSUS =
            Key.flag("ExpectFailureAnalysisConcensus", true).unused();

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            REASONABLE_REPLICATION_LAG_SECONDS, REDUCE_REPLICATION_ANALYSIS_COUNT,
            FAILURE_DETECTION_PERIOD_BLOCK_MINUTES, RECOVERY_IGNORE_HOSTNAME_FILTERS,
            REASONABLE_LOCKED_SEMI_SYNC_MASTER_SECONDS, EXPECT_FAILURE_ANALYSIS_CONCENSUS);

    private DetectionKeys() {}
}
