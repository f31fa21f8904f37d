package io.orchestrator.http.wire;

import java.util.List;

import io.orchestrator.ports.driven.BackendCallSample;

/** {@code AggregatedQueryMetrics} of http-api.md 3.5. */
public record BackendCallAggregate(int count, double maxLatencySeconds, double meanLatencySeconds,
        double medianLatencySeconds, double p95LatencySeconds, double maxWaitSeconds, double meanWaitSeconds,
        double medianWaitSeconds, double p95WaitSeconds) {

    /** Statistics over these calls, in any order. */
    public static BackendCallAggregate of(List<BackendCallSample> calls) {
        Statistics latency = Statistics.ofSeconds(calls, BackendCallSample::executed);
        Statistics wait = Statistics.ofSeconds(calls, BackendCallSample::waited);
        return new BackendCallAggregate(calls.size(), latency.max(), latency.mean(), latency.median(),
                latency.percentile95(), wait.max(), wait.mean(), wait.median(), wait.percentile95());
    }
}
