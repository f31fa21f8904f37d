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
 */
public record AnalysisSettings(Duration hungAfter, Duration reasonableLag, Duration lockedSemiSyncAfter,
        boolean enforceExactSemiSync, boolean recoverNonWritableSource, boolean reduceCount,
        HostnamePatterns ignoredHosts, ClusterFilters sourceRecovery, ClusterFilters intermediateRecovery) {
    /** The contract's defaults: nothing recovers by itself. */
    public static final AnalysisSettings DEFAULTS =
            new AnalysisSettings(Duration.ofSeconds(6), Duration.ofSeconds(10), Duration.ofSeconds(10), false, false,
                    true, HostnamePatterns.NONE, ClusterFilters.NONE, ClusterFilters.NONE);

    public AnalysisSettings {
        Objects.requireNonNull(hungAfter, "hungAfter");
        Objects.requireNonNull(reasonableLag, "reasonableLag");
        Objects.requireNonNull(lockedSemiSyncAfter, "lockedSemiSyncAfter");
        Objects.requireNonNull(ignoredHosts, "ignoredHosts");
        Objects.requireNonNull(sourceRecovery, "sourceRecovery");
        Objects.requireNonNull(intermediateRecovery, "intermediateRecovery");
    }

    public AnalysisSettings withExactSemiSync(boolean enforce) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforce, recoverNonWritableSource,
                reduceCount, ignoredHosts, sourceRecovery, intermediateRecovery);
    }

    public AnalysisSettings withNonWritableRecovery(boolean recover) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync, recover,
                reduceCount, ignoredHosts, sourceRecovery, intermediateRecovery);
    }

    public AnalysisSettings withLockedSemiSyncAfter(Duration threshold) {
        return new AnalysisSettings(hungAfter, reasonableLag, threshold, enforceExactSemiSync,
                recoverNonWritableSource, reduceCount, ignoredHosts, sourceRecovery, intermediateRecovery);
    }

    public AnalysisSettings withReducedCount(boolean reduce) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync,
                recoverNonWritableSource, reduce, ignoredHosts, sourceRecovery, intermediateRecovery);
    }

    public AnalysisSettings withIgnoredHosts(HostnamePatterns ignored) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync,
                recoverNonWritableSource, reduceCount, ignored, sourceRecovery, intermediateRecovery);
    }

    /** The same settings with other clusters that recover by themselves. */
    public AnalysisSettings withRecoveryOf(ClusterFilters sources, ClusterFilters intermediates) {
        return new AnalysisSettings(hungAfter, reasonableLag, lockedSemiSyncAfter, enforceExactSemiSync,
                recoverNonWritableSource, reduceCount, ignoredHosts, sources, intermediates);
    }
}
