package io.orchestrator.http.wire;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.orchestrator.ports.driving.ProbeSample;

/**
 * {@code AggregatedDiscoveryMetrics} of http-api.md 3.5. What is called successful counts all probes, failed ones included: that is the
 * contract. For each statistic the first three members are of all probes, the next three of failed ones.
 */
public record DiscoveryAggregate(
        String firstSeen,
        String lastSeen,
        long countDistinctInstanceKeys,
        long countDistinctOkInstanceKeys,
        long countDistinctFailedInstanceKeys,
        int failedDiscoveries,
        int successfulDiscoveries,
        @JsonUnwrapped(prefix = "Mean") Seconds mean,
        @JsonUnwrapped(prefix = "FailedMean") Seconds failedMean,
        @JsonUnwrapped(prefix = "Max") Seconds max,
        @JsonUnwrapped(prefix = "FailedMax") Seconds failedMax,
        @JsonUnwrapped(prefix = "Median") Seconds median,
        @JsonUnwrapped(prefix = "FailedMedian") Seconds failedMedian,
        @JsonUnwrapped(prefix = "P95") Seconds p95,
        @JsonUnwrapped(prefix = "FailedP95") Seconds failedP95) {

    /** One statistic over whole probes, over waiting for the backend (always 0, see {@link DiscoverySample}), over the server. */
    public record Seconds(
            @WireName("TotalSeconds") double total,
            @WireName("BackendSeconds") double backend,
            @WireName("InstanceSeconds") double instance) {
        private static Seconds of(double seconds) {
            return new Seconds(seconds, 0, seconds);
        }
    }

    /** Statistics over these samples, in any order. */
    public static DiscoveryAggregate of(List<ProbeSample> samples, ZoneId zone) {
        List<ProbeSample> failed = samples.stream().filter(s -> !s.failure().isEmpty()).toList();
        List<ProbeSample> succeeded = samples.stream().filter(s -> s.failure().isEmpty()).toList();
        Statistics all = Statistics.ofSeconds(samples, ProbeSample::latency);
        Statistics bad = Statistics.ofSeconds(failed, ProbeSample::latency);
        return new DiscoveryAggregate(
                samples.stream()
                        .map(ProbeSample::at)
                        .min(Comparator.naturalOrder())
                        .map(t -> text(t, zone))
                        .orElse(ProcessTimes.ZERO),
                samples.stream()
                        .map(ProbeSample::at)
                        .max(Comparator.naturalOrder())
                        .map(t -> text(t, zone))
                        .orElse(ProcessTimes.ZERO),
                distinct(samples),
                distinct(succeeded),
                distinct(failed),
                failed.size(),
                samples.size(),
                Seconds.of(all.mean()),
                Seconds.of(bad.mean()),
                Seconds.of(all.max()),
                Seconds.of(bad.max()),
                Seconds.of(all.median()),
                Seconds.of(bad.median()),
                Seconds.of(all.percentile95()),
                Seconds.of(bad.percentile95()));
    }

    private static String text(Instant time, ZoneId zone) {
        return ProcessTimes.text(time, zone);
    }

    private static long distinct(List<ProbeSample> samples) {
        return samples.stream().map(ProbeSample::key).distinct().count();
    }
}
