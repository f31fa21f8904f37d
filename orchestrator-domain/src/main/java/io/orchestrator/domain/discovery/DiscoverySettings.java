package io.orchestrator.domain.discovery;

import java.time.Duration;
import java.util.Objects;

/**
 * What discovery takes from the configuration (discovery.md 6).
 *
 * @param pollInterval {@code InstancePollSeconds}: a server is due this long after its last probe began
 * @param sickFactor {@code DeadInstancePollSecondsMultiplyFactor}, at least 1: each failure in a row multiplies the interval by it
 * @param sickMaximum {@code DeadInstancePollSecondsMax}: longest interval of a sick server, at least the poll interval
 * @param ignored {@code DiscoveryIgnoreHostnameFilters}
 * @param ignoredReplicas {@code DiscoveryIgnoreReplicaHostnameFilters}
 * @param ignoredSources {@code DiscoveryIgnoreMasterHostnameFilters}
 */
public record DiscoverySettings(Duration pollInterval, double sickFactor, Duration sickMaximum, HostFilters ignored,
        HostFilters ignoredReplicas, HostFilters ignoredSources) {
    /** The contract's defaults. */
    public static final DiscoverySettings DEFAULTS = new DiscoverySettings(Duration.ofSeconds(5), 1,
            Duration.ofSeconds(300), HostFilters.NONE, HostFilters.NONE, HostFilters.NONE);

    private static final int FORGET_POLLS = 3;
    private static final double MILLIS_PER_SECOND = 1_000;

    public DiscoverySettings {
        Objects.requireNonNull(ignored, "ignored");
        Objects.requireNonNull(ignoredReplicas, "ignoredReplicas");
        Objects.requireNonNull(ignoredSources, "ignoredSources");
        if (!pollInterval.isPositive()) {
            throw new IllegalArgumentException("poll interval " + pollInterval + " is not positive");
        }
        if (!(sickFactor >= 1)) {
            throw new IllegalArgumentException("DeadInstancePollSecondsMultiplyFactor " + sickFactor + " is below 1");
        }
        if (sickMaximum.compareTo(pollInterval) < 0) {
            throw new IllegalArgumentException(
                    "DeadInstancePollSecondsMax " + sickMaximum + " is below the poll interval " + pollInterval);
        }
    }

    /** How long a forgotten server stays forgotten: three poll intervals (discovery.md 6.8). */
    public Duration forgetFor() {
        return pollInterval.multipliedBy(FORGET_POLLS);
    }

    /**
     * From the beginning of one probe to the next (discovery.md 6.5).
     *
     * @param failures failures to connect in a row; with 0 and 1 it is the poll interval
     */
    public Duration intervalAfter(int failures) {
        if (failures <= 1 || sickFactor == 1) {
            return pollInterval;
        }
        double seconds = pollInterval.toMillis() / MILLIS_PER_SECOND * Math.pow(sickFactor, failures - 1);
        if (seconds >= sickMaximum.toSeconds()) {
            return sickMaximum;
        }
        Duration whole = Duration.ofSeconds((long) seconds);
        return whole.compareTo(pollInterval) < 0 ? pollInterval : whole;
    }
}
