package io.orchestrator.http.wire;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.orchestrator.ports.driving.QueueSample;

/** {@code AggregatedQueueMetrics} of http-api.md 3.5. */
public record QueueAggregate(
        @JsonUnwrapped(prefix = "Active") Entries active,
        @JsonUnwrapped(prefix = "Queued") Entries queued) {
    /** What the contract says of no samples at all. */
    private static final double NO_MINIMUM = 9e9;

    /** Statistics of numbers of entries. */
    public record Entries(
            @WireName("MinEntries") double min,
            @WireName("MeanEntries") double mean,
            @WireName("MedianEntries") double median,
            @WireName("P95Entries") double p95,
            @WireName("MaxEntries") double max) {
        private static Entries of(Statistics all) {
            return new Entries(all.min(NO_MINIMUM), all.mean(), all.median(), all.percentile95(), all.max());
        }
    }

    /** Statistics over these samples, in any order. */
    public static QueueAggregate of(List<QueueSample> samples) {
        return new QueueAggregate(
                Entries.of(Statistics.of(samples.stream().mapToDouble(QueueSample::active))),
                Entries.of(Statistics.of(samples.stream().mapToDouble(QueueSample::queued))));
    }
}
