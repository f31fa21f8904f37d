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
        Statistics all = Statistics.of(samples);
        Statistics bad = Statistics.of(failed);
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

    /** Statistics as http-api.md 3.5 computes them; 0 without values. */
    record Statistics(List<Double> sorted) {
        private static final long PERCENT = 100;
        private static final long P95 = 95;

        static Statistics of(List<ProbeSample> samples) {
            return new Statistics(samples.stream()
                    .map(s -> s.latency().toNanos() / DiscoverySample.NANOS_PER_SECOND)
                    .sorted()
                    .toList());
        }

        double mean() {
            return sorted.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }

        double max() {
            return sorted.isEmpty() ? 0 : sorted.getLast();
        }

        double median() {
            if (sorted.isEmpty()) {
                return 0;
            }
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : between(middle);
        }

        double percentile95() {
            if (sorted.size() < 2) {
                return max();
            }
            int whole = (int) (sorted.size() * P95 / PERCENT);
            return sorted.size() * P95 % PERCENT == 0 ? sorted.get(whole - 1) : between(whole);
        }

        /** Mean of the value at this place, counted from 1, and the next. */
        private double between(int place) {
            return (sorted.get(place - 1) + sorted.get(place)) / 2;
        }
    }
}
