package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.EvidenceKeys.WRITE_PATH_POLICY;
import static io.orchestrator.app.config.key.EvidenceKeys.WRITE_PATH_POLICY_BY_CLUSTER;
import static io.orchestrator.app.config.key.EvidenceKeys.WRITE_PATH_PROBE_MILLISECONDS;
import static io.orchestrator.app.config.key.EvidenceKeys.WRITE_PATH_PROBE_STATEMENT;
import static io.orchestrator.app.config.key.EvidenceKeys.WRITE_PATH_STALLED_MILLISECONDS;

/**
 * Whose write paths are looked at, and how; keys of ours.
 *
 * @param policy of clusters that no pattern matches: {@code off}, {@code observe} or {@code act}
 * @param byCluster the same by pattern, in the order in which they are tried
 * @param statement writes on trial; empty is none
 * @param statementDeadline how long that may take
 * @param stalledAfter how long a stall must stand
 */
public record WritePathConfig(String policy, SortedMap<String, String> byCluster, String statement,
        Duration statementDeadline, Duration stalledAfter) {

    public WritePathConfig {
        byCluster = Collections.unmodifiableSortedMap(new TreeMap<>(byCluster));
    }

    /** The settings that configuration asks for. */
    public static WritePathConfig from(Configuration configuration) {
        return new WritePathConfig(configuration.get(WRITE_PATH_POLICY),
                new TreeMap<>(configuration.get(WRITE_PATH_POLICY_BY_CLUSTER)),
                configuration.get(WRITE_PATH_PROBE_STATEMENT),
                Units.milliseconds(configuration.get(WRITE_PATH_PROBE_MILLISECONDS)),
                Units.milliseconds(configuration.get(WRITE_PATH_STALLED_MILLISECONDS)));
    }
}
