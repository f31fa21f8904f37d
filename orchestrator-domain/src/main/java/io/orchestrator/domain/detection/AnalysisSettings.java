package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.Objects;

/**
 * What the analysis takes from the configuration (detection.md 16).
 *
 * @param hungAfter how long a probe may be under way until its server counts as not valid: {@code ReasonableInstanceCheckSeconds}. The
 *     contract adds {@code InstancePollSeconds} because it counts from the last success, one poll before the probe began
 * @param reasonableLag {@code ReasonableReplicationLagSeconds}: a replica lags when it is more than this behind
 * @param lockedSemiSyncAfter {@code ReasonableLockedSemiSyncMasterSeconds}, which is {@code ReasonableReplicationLagSeconds} when 0
 * @param enforceExactSemiSync {@code EnforceExactSemiSyncReplicas}
 * @param recoverNonWritableSource {@code RecoverNonWriteableMaster}
 * @param reduceCount {@code ReduceReplicationAnalysisCount}
 * @param ignoredHosts {@code RecoveryIgnoreHostnameFilters}
 * @param sourceRecovery {@code RecoverMasterClusterFilters}
 * @param intermediateRecovery {@code RecoverIntermediateMasterClusterFilters}
 * @param groupPrimaries {@code DiagnoseGroupPrimaries}, of ours: primaries of groups get codes of their own (D-18)
 * @param writePath {@code WritePathPolicy} and its like, of ours: whose write paths are looked at
 */
public record AnalysisSettings(Duration hungAfter, Duration reasonableLag, Duration lockedSemiSyncAfter,
        boolean enforceExactSemiSync, boolean recoverNonWritableSource, boolean reduceCount,
        HostnamePatterns ignoredHosts, ClusterFilters sourceRecovery, ClusterFilters intermediateRecovery,
        boolean groupPrimaries, WritePathSettings writePath) {
    /** The contract's defaults: nothing recovers by itself. */
    public static final AnalysisSettings DEFAULTS =
            new AnalysisSettings(Duration.ofSeconds(6), Duration.ofSeconds(10), Duration.ofSeconds(10), false, false,
                    true, HostnamePatterns.NONE, ClusterFilters.NONE, ClusterFilters.NONE, false,
                    WritePathSettings.OFF);

    public AnalysisSettings {
        Objects.requireNonNull(hungAfter, "hungAfter");
        Objects.requireNonNull(reasonableLag, "reasonableLag");
        Objects.requireNonNull(lockedSemiSyncAfter, "lockedSemiSyncAfter");
        Objects.requireNonNull(ignoredHosts, "ignoredHosts");
        Objects.requireNonNull(sourceRecovery, "sourceRecovery");
        Objects.requireNonNull(intermediateRecovery, "intermediateRecovery");
        Objects.requireNonNull(writePath, "writePath");
    }

    public AnalysisSettings withHungAfter(Duration limit) {
        return new AnalysisSettings(limit, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync,
                recoverNonWritableSource, reduceCount, ignoredHosts, sourceRecovery, intermediateRecovery,
                groupPrimaries, writePath);
    }

    public AnalysisSettings withExactSemiSync(boolean enforce) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforce, recoverNonWritableSource,
                reduceCount, ignoredHosts, sourceRecovery, intermediateRecovery, groupPrimaries,
                writePath);
    }

    public AnalysisSettings withNonWritableRecovery(boolean recover) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync, recover,
                reduceCount, ignoredHosts, sourceRecovery, intermediateRecovery, groupPrimaries,
                writePath);
    }

    public AnalysisSettings withLockedSemiSyncAfter(Duration threshold) {
        return new AnalysisSettings(hungAfter, reasonableLag, threshold, enforceExactSemiSync,
                recoverNonWritableSource, reduceCount, ignoredHosts, sourceRecovery, intermediateRecovery,
                groupPrimaries,
                writePath);
    }

    public AnalysisSettings withReducedCount(boolean reduce) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync,
                recoverNonWritableSource, reduce, ignoredHosts, sourceRecovery, intermediateRecovery, groupPrimaries,
                writePath);
    }

    public AnalysisSettings withIgnoredHosts(HostnamePatterns ignored) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync,
                recoverNonWritableSource, reduceCount, ignored, sourceRecovery, intermediateRecovery, groupPrimaries,
                writePath);
    }

    /** The same settings with other clusters that recover by themselves. */
    public AnalysisSettings withRecoveryOf(ClusterFilters sources, ClusterFilters intermediates) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync,
                recoverNonWritableSource, reduceCount, ignoredHosts, sources, intermediates, groupPrimaries, writePath);
    }

    public AnalysisSettings withGroupPrimaries(boolean diagnose) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync,
                recoverNonWritableSource, reduceCount, ignoredHosts, sourceRecovery, intermediateRecovery, diagnose,
                writePath);
    }

    public AnalysisSettings withWritePath(WritePathSettings newWritePath) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync,
                recoverNonWritableSource, reduceCount, ignoredHosts, sourceRecovery, intermediateRecovery,
                groupPrimaries, newWritePath);
    }
}
