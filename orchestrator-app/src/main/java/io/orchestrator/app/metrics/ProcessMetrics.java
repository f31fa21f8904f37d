package io.orchestrator.app.metrics;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.orchestrator.http.api.Measurements;
import io.orchestrator.ports.driven.BackendCallSample;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driving.MetricsQueries;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of this process: what its parts tell {@link #sink()}, how the engine stands at the moment of reading, and the Java runtime.
 * Closing it ends the watching of the runtime.
 */
public final class ProcessMetrics implements Measurements, AutoCloseable {
    private static final String PREFIX = "orchestrator.";
    /** An engine that is not there yet, or is busy, keeps nobody waiting: its last gauges are shown. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MeterSink sink;
    private final MetricsQueries engine;
    private final InstantSource clock;
    private final JvmGcMetrics collections = new JvmGcMetrics();
    /** Never the engine's thread, which completes its own answers. */
    private final Executor threads = task -> Thread.ofVirtual().name("metrics").start(task);

    /**
     * Begins to measure.
     *
     * @param engine asked how things stand whenever somebody reads; may fail while there is none
     * @param clock time of day
     */
    public ProcessMetrics(MetricsQueries engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
        registry.config().meterFilter(prefixed());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        this.sink = new MeterSink(registry);
    }

    private static MeterFilter prefixed() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.withName(PREFIX + id.getName());
            }
        };
    }

    /** Where the parts of this process count. */
    public MetricsSink sink() {
        return sink;
    }

    @Override
    public Map<String, Number> variables() {
        return RuntimeNumbers.read();
    }

    @Override
    public CompletionStage<Map<String, Number>> metrics() {
        return refreshed(() -> {
            Map<String, Number> all = new TreeMap<>(variables());
            all.putAll(sink.counts());
            all.putAll(sink.gauges());
            return all;
        });
    }

    @Override
    public CompletionStage<String> exposition() {
        return refreshed(registry::scrape);
    }

    @Override
    public List<BackendCallSample> backendCalls() {
        return sink.backendCalls(clock.instant());
    }

    /** Counts and gauges now, for whoever sends them somewhere. */
    CompletionStage<Reading> read() {
        return refreshed(() -> {
            Map<String, Long> counts = new TreeMap<>(sink.counts());
            Map<String, Double> gauges = new TreeMap<>(sink.gauges());
            // The contract counts this one, up and down: its dashboards look for it among the counts.
            Double dead = gauges.remove(KnownMetric.DEAD);
            counts.put(KnownMetric.DEAD, dead == null ? 0 : dead.longValue());
            return new Reading(counts, gauges);
        });
    }

    /** Counts and values by name. */
    record Reading(Map<String, Long> counts, Map<String, Double> gauges) {}

    private <T> CompletionStage<T> refreshed(Supplier<T> answer) {
        return standing().handleAsync((standing, _) -> {
            show(standing);
            return answer.get();
        }, threads);
    }

    private CompletableFuture<MetricsQueries.Standing> standing() {
        return engine.standing().toCompletableFuture().copy().orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Without an engine this node does not lead and is not well; all else stays as it was last. */
    private void show(MetricsQueries.@Nullable Standing standing) {
        if (standing == null) {
            sink.gauge(KnownMetric.LEADS, 0);
            sink.gauge(KnownMetric.HEALTHY, 0);
            return;
        }
        sink.gauge(KnownMetric.LEADS, standing.leads() ? 1 : 0);
        sink.gauge(KnownMetric.HEALTHY, standing.healthy() ? 1 : 0);
        sink.gauge(KnownMetric.KNOWN, standing.known());
        sink.gauge(KnownMetric.QUEUE_LENGTH, standing.due());
        sink.gauge(KnownMetric.DEAD_QUEUE_LENGTH, standing.dueSick());
        sink.gauge(KnownMetric.UNDER_WAY, standing.underWay());
        sink.gauge(KnownMetric.RECENT, standing.recent());
        sink.gauge(KnownMetric.DEAD, standing.sick());
        sink.gauge(KnownMetric.UNWRITTEN, standing.unwritten().toMillis() / 1000.0);
        sink.gauge(KnownMetric.PENDING, standing.recoveries());
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
