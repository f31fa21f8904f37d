package io.orchestrator.http.wire;

import java.time.ZoneId;
import java.util.Map;

import io.orchestrator.ports.driving.ProbeSample;
import org.jspecify.annotations.Nullable;

/**
 * {@code DiscoveryMetric} of http-api.md 3.5. Probes do not wait for the backend, so its share is always 0; the error is null, or an
 * object without members.
 */
public record DiscoverySample(
        String timestamp,
        String hostname,
        int port,
        double backendLatencySeconds,
        double instanceLatencySeconds,
        double totalLatencySeconds,
        @Nullable Map<String, String> err) {
    public static DiscoverySample of(ProbeSample sample, ZoneId zone) {
        double seconds = Statistics.seconds(sample.latency());
        return new DiscoverySample(ProcessTimes.text(sample.at(), zone), sample.key().hostname(), sample.key().port(),
                0,
                seconds, seconds, sample.failure().isEmpty() ? null : Map.of());
    }
}
