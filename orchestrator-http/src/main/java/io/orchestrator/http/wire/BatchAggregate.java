package io.orchestrator.http.wire;

import java.util.List;

import io.orchestrator.ports.driving.BatchSample;

/** {@code AggregatedWriteBufferMetric} of http-api.md 3.5. */
public record BatchAggregate(int instanceWriteBufferSize, int instanceFlushIntervalMilliseconds, int countInstances,
        double maxInstances, double meanInstances, double medianInstances, double p95Instances,
        double maxWaitSeconds, double meanWaitSeconds, double medianWaitSeconds, double p95WaitSeconds,
        double maxWriteSeconds, double meanWriteSeconds, double medianWriteSeconds, double p95WriteSeconds) {

    /**
     * Statistics over these batches, in any order.
     *
     * @param size {@code InstanceWriteBufferSize}
     * @param interval {@code InstanceFlushIntervalMilliseconds}
     */
    public static BatchAggregate of(List<BatchSample> batches, int size, int interval) {
        Statistics rows = Statistics.of(batches.stream().mapToDouble(BatchSample::instances));
        Statistics wait = Statistics.ofSeconds(batches, BatchSample::waited);
        Statistics write = Statistics.ofSeconds(batches, BatchSample::written);
        return new BatchAggregate(size, interval, batches.stream().mapToInt(BatchSample::instances).sum(),
                rows.max(), rows.mean(), rows.median(), rows.percentile95(),
                wait.max(), wait.mean(), wait.median(), wait.percentile95(),
                write.max(), write.mean(), write.median(), write.percentile95());
    }
}
