package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.EvidenceKeys.DIAGNOSE_GROUP_PRIMARIES;
import static io.orchestrator.app.config.key.EvidenceKeys.FAILURE_CONFIRMATION_MILLISECONDS;
import static io.orchestrator.app.config.key.EvidenceKeys.FAILURE_CONFIRMATION_MILLISECONDS_BY_CLUSTER;
import static io.orchestrator.app.config.key.EvidenceKeys.ORDERLY_SHUTDOWN_MILLISECONDS;
import static io.orchestrator.app.config.key.EvidenceKeys.ORDERLY_SHUTDOWN_MILLISECONDS_BY_CLUSTER;
import static io.orchestrator.app.config.key.EvidenceKeys.RESTART_RECEIVER_FOR_EVIDENCE;
import static io.orchestrator.app.config.key.EvidenceKeys.SOURCE_PULSE_MILLISECONDS;

/**
 * How evidence is gathered and how long it must stand; keys of ours.
 *
 * @param groupPrimaries primaries of groups get codes of their own
 * @param pulse how often a server with replicas is asked to answer; zero is never
 * @param restartReceiver one replica of a source that does not answer is told to connect again
 * @param failure how long evidence must stand, of clusters that no pattern matches
 * @param failureByCluster the same by pattern, in the order in which they are tried
 * @param shutdown how long a server that was shut down has to come back, of clusters that no pattern matches
 * @param shutdownByCluster the same by pattern, in the order in which they are tried
 */
public record EvidenceConfig(boolean groupPrimaries, Duration pulse, boolean restartReceiver, Duration failure,
        SortedMap<String, Duration> failureByCluster, Duration shutdown,
        SortedMap<String, Duration> shutdownByCluster) {

    public EvidenceConfig {
        failureByCluster = Collections.unmodifiableSortedMap(new TreeMap<>(failureByCluster));
        shutdownByCluster = Collections.unmodifiableSortedMap(new TreeMap<>(shutdownByCluster));
    }

    /** The settings that configuration asks for. */
    public static EvidenceConfig from(Configuration configuration) {
        return new EvidenceConfig(configuration.get(DIAGNOSE_GROUP_PRIMARIES),
                Units.milliseconds(configuration.get(SOURCE_PULSE_MILLISECONDS)),
                configuration.get(RESTART_RECEIVER_FOR_EVIDENCE),
                Units.milliseconds(configuration.get(FAILURE_CONFIRMATION_MILLISECONDS)),
                lengths(configuration.get(FAILURE_CONFIRMATION_MILLISECONDS_BY_CLUSTER)),
                Units.milliseconds(configuration.get(ORDERLY_SHUTDOWN_MILLISECONDS)),
                lengths(configuration.get(ORDERLY_SHUTDOWN_MILLISECONDS_BY_CLUSTER)));
    }

    private static SortedMap<String, Duration> lengths(Map<String, String> texts) {
        SortedMap<String, Duration> lengths = new TreeMap<>();
        texts.forEach((filter, text) -> lengths.put(filter, Units.milliseconds(Long.parseLong(text))));
        return lengths;
    }
}
