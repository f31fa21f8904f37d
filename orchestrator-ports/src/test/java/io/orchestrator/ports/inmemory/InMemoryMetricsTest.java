package io.orchestrator.ports.inmemory;

import java.time.Duration;

import io.orchestrator.ports.contract.MetricsSinkContract;
import io.orchestrator.ports.driven.MetricsSink;

class InMemoryMetricsTest extends MetricsSinkContract {
    private final InMemoryMetrics metrics = new InMemoryMetrics();

    @Override
    protected MetricsSink sink() {
        return metrics;
    }

    @Override
    protected long counted(String name) {
        return metrics.counted(name);
    }

    @Override
    protected double gauged(String name) {
        return metrics.gauged(name);
    }

    @Override
    protected Duration timed(String name) {
        return metrics.timed(name);
    }
}
