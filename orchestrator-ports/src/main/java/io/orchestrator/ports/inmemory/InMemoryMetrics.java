package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.orchestrator.ports.driven.MetricsSink;

/** Sums of counts, last values of gauges, and totals of durations. */
public final class InMemoryMetrics implements MetricsSink {
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Double> gauges = new TreeMap<>();
    private final Map<String, Duration> durations = new TreeMap<>();

    @Override
    public synchronized void count(String name, long amount) {
        counts.merge(name, amount, Long::sum);
    }

    @Override
    public synchronized void gauge(String name, double value) {
        gauges.put(name, value);
    }

    @Override
    public synchronized void time(String name, Duration duration) {
        durations.merge(name, duration, Duration::plus);
    }

    /** Sum counted under a name, 0 when nothing was. */
    public synchronized long counted(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** Last value of a gauge, 0 before the first. */
    public synchronized double gauged(String name) {
        return gauges.getOrDefault(name, 0.0);
    }

    /** Total of the durations under a name. */
    public synchronized Duration timed(String name) {
        return durations.getOrDefault(name, Duration.ZERO);
    }
}
