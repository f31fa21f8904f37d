package io.orchestrator.app.metrics;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import io.orchestrator.ports.driven.MetricsSink;

/** Keeps the engine's metrics in a meter registry. */
public final class MeterSink implements MetricsSink {
    private final MeterRegistry registry;
    private final ConcurrentMap<String, AtomicLong> gauges = new ConcurrentHashMap<>();

    public MeterSink(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void count(String name, long amount) {
        registry.counter(name).increment((double) amount);
    }

    @Override
    public void gauge(String name, double value) {
        gauges.computeIfAbsent(name, this::newGauge).set(Double.doubleToRawLongBits(value));
    }

    private AtomicLong newGauge(String name) {
        AtomicLong bits = new AtomicLong();
        registry.gauge(name, bits, b -> Double.longBitsToDouble(b.get()));
        return bits;
    }

    @Override
    public void time(String name, Duration duration) {
        registry.timer(name).record(duration);
    }
}
