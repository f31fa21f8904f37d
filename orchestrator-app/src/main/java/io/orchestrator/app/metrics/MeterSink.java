package io.orchestrator.app.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orchestrator.ports.driven.BackendCallSample;
import io.orchestrator.ports.driven.MetricsSink;

/** Keeps metrics in a meter registry, and the latest writes to the backend by themselves. Counting costs one look-up and an addition. */
public final class MeterSink implements MetricsSink {
    /** Whatever is configured, that is the contract (discovery.md 10.2). */
    private static final Duration CALLS_KEPT = Duration.ofMinutes(2);
    private static final int MOST_CALLS = 20_000;
    private static final double MEDIAN = 0.5;
    private static final double HIGH = 0.95;
    private static final double HIGHER = 0.99;

    private final MeterRegistry registry;
    private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, AtomicLong> gauges = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Timer> timers = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<BackendCallSample> calls = new ArrayDeque<>();

    /** Registers all metrics that are known from the beginning. */
    public MeterSink(MeterRegistry registry) {
        this.registry = registry;
        for (KnownMetric known : KnownMetric.ALL) {
            switch (known.kind()) {
                case COUNTER -> counters.computeIfAbsent(known.name(), this::newCounter);
                case GAUGE -> gauges.computeIfAbsent(known.name(), this::newGauge);
                case TIMER -> timers.computeIfAbsent(known.name(), this::newTimer);
            }
        }
    }

    @Override
    public void count(String name, long amount) {
        counters.computeIfAbsent(name, this::newCounter).increment((double) amount);
    }

    private Counter newCounter(String name) {
        return Counter.builder(name).description(KnownMetric.helpOn(name)).register(registry);
    }

    @Override
    public void gauge(String name, double value) {
        gauges.computeIfAbsent(name, this::newGauge).set(Double.doubleToRawLongBits(value));
    }

    private AtomicLong newGauge(String name) {
        AtomicLong bits = new AtomicLong();
        Gauge.builder(name, bits, MeterSink::valueOf).description(KnownMetric.helpOn(name)).register(registry);
        return bits;
    }

    private static double valueOf(AtomicLong bits) {
        return Double.longBitsToDouble(bits.get());
    }

    @Override
    public void time(String name, Duration duration) {
        timers.computeIfAbsent(name, this::newTimer).record(duration);
    }

    private Timer newTimer(String name) {
        return Timer.builder(name)
                .description(KnownMetric.helpOn(name))
                .publishPercentiles(MEDIAN, HIGH, HIGHER)
                .register(registry);
    }

    @Override
    public void backendCall(BackendCallSample call) {
        lock.lock();
        try {
            calls.addLast(call);
            drop(call.at());
        } finally {
            lock.unlock();
        }
    }

    /** Writes of the last two minutes, oldest first. */
    List<BackendCallSample> backendCalls(Instant now) {
        lock.lock();
        try {
            drop(now);
            return List.copyOf(calls);
        } finally {
            lock.unlock();
        }
    }

    private void drop(Instant now) {
        Instant oldest = now.minus(CALLS_KEPT);
        while (!calls.isEmpty() && (calls.size() > MOST_CALLS || calls.getFirst().at().isBefore(oldest))) {
            calls.removeFirst();
        }
    }

    /** All counts by name. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((name, counter) -> counts.put(name, (long) counter.count()));
        return counts;
    }

    /** Last values of all gauges by name. */
    Map<String, Double> gauges() {
        Map<String, Double> values = new TreeMap<>();
        gauges.forEach((name, bits) -> values.put(name, valueOf(bits)));
        return values;
    }
}
