package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.DetectionKeys.FAILURE_DETECTION_PERIOD_BLOCK_MINUTES;
import static io.orchestrator.app.config.key.DetectionKeys.REASONABLE_LOCKED_SEMI_SYNC_MASTER_SECONDS;
import static io.orchestrator.app.config.key.DetectionKeys.REASONABLE_REPLICATION_LAG_SECONDS;
import static io.orchestrator.app.config.key.DetectionKeys.RECOVERY_IGNORE_HOSTNAME_FILTERS;
import static io.orchestrator.app.config.key.DetectionKeys.REDUCE_REPLICATION_ANALYSIS_COUNT;

/**
 * Failure detection (config.md 7.9).
 *
 * @param reasonableLag lag regarded as a problem
 * @param analyseOnlySuspects only servers that have replicas or show a symptom
 * @param detectionBlock how long a registered detection keeps the same from being registered again
 * @param ignoredHosts regular expressions on the host name; servers left out of the analysis
 * @param lockedSemiSyncDelay how long a semi-sync source's coordinates must stand still
 */
public record DetectionConfig(
        Duration reasonableLag, boolean analyseOnlySuspects, Duration detectionBlock,
        List<String> ignoredHosts, Duration lockedSemiSyncDelay) {

    public DetectionConfig {
        ignoredHosts = List.copyOf(ignoredHosts);
    }

    /** The settings that configuration asks for. */
    public static DetectionConfig from(Configuration configuration) {
        return new DetectionConfig(
                Units.seconds(configuration.get(REASONABLE_REPLICATION_LAG_SECONDS)),
                configuration.get(REDUCE_REPLICATION_ANALYSIS_COUNT),
                Units.minutes(configuration.get(FAILURE_DETECTION_PERIOD_BLOCK_MINUTES)),
                configuration.get(RECOVERY_IGNORE_HOSTNAME_FILTERS),
                Units.seconds(configuration.get(REASONABLE_LOCKED_SEMI_SYNC_MASTER_SECONDS)));
    }
}
