package io.orchestrator.app.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.ports.contract.MetricsSinkContract;
import io.orchestrator.ports.driven.BackendCallSample;
import io.orchestrator.ports.driven.MetricsSink;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeterSinkTest extends MetricsSinkContract {
    private static final Instant NOW = Instant.parse("2026-11-23T09:09:07Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeterSink sink = new MeterSink(registry);

    @Override
    protected MetricsSink sink() {
        return sink;
    }

    @Override
    protected long counted(String name) {
        return sink.counts().getOrDefault(name, 0L);
    }

    @Override
    protected double gauged(String name) {
        return sink.gauges().getOrDefault(name, 0.0);
    }

    @Override
    protected Duration timed(String name) {
        return Duration.ofNanos((long) registry.timer(name).totalTime(TimeUnit.NANOSECONDS));
    }

    @Test
    void metricsOfTheContractAreThereFromTheBeginning() {
        assertThat(sink.counts()).containsEntry("discoveries.attempt", 0L)
                .containsEntry("recover.dead_co_master.fail", 0L)
                .containsEntry("analysis.change.write.attempt", 0L);
        assertThat(sink.gauges()).containsEntry("elect.is_elected", 0.0).containsEntry("recover.pending", 0.0);
        assertThat(sink.counts()).doesNotContainKey("discoveries.dead_instances_queue_length");
    }

    @Test
    void callsOfTheBackendAreKeptForTwoMinutes() {
        BackendCallSample old = call(NOW.minusSeconds(150));
        BackendCallSample recent = call(NOW.minusSeconds(100));
        sink.backendCall(old);
        sink.backendCall(recent);

        assertThat(sink.backendCalls(NOW)).containsExactly(recent);
        assertThat(sink.backendCalls(NOW.plusSeconds(60))).isEmpty();
    }

    private static BackendCallSample call(Instant at) {
        return new BackendCallSample(at, Duration.ZERO, Duration.ofMillis(3), "");
    }

    @Test
    void noMoreCallsAreKeptThanMemoryAllows() {
        for (int i = 0; i < 25_000; i++) {
            sink.backendCall(call(NOW));
        }

        assertThat(sink.backendCalls(NOW)).hasSize(20_000);
    }
}
