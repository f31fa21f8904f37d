package io.orchestrator.http.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.BackendCallAggregate;
import io.orchestrator.http.wire.BackendCallWire;
import io.orchestrator.http.wire.BatchAggregate;
import io.orchestrator.http.wire.BatchWire;
import io.orchestrator.http.wire.DiscoveryAggregate;
import io.orchestrator.http.wire.DiscoverySample;
import io.orchestrator.http.wire.QueueAggregate;
import io.orchestrator.http.wire.QueueWire;
import io.orchestrator.ports.driven.BackendCallSample;
import io.orchestrator.ports.driving.BatchSample;
import io.orchestrator.ports.driving.FleetQueries;
import io.orchestrator.ports.driving.MetricsQueries;
import io.orchestrator.ports.driving.ProbeSample;
import io.orchestrator.ports.driving.QueueSample;
import org.jspecify.annotations.Nullable;

/** Recent probes, their queue, batches and writes to the backend (http-api.md 2.13, discovery.md 10.2). */
final class MetricsRoutes {
    /** The only queue: servers that cannot be reached wait in it, too. */
    private static final String QUEUE = "DEFAULT";

    private final FleetQueries fleet;
    private final MetricsQueries metrics;
    private final Measurements measurements;
    private final ApiSettings settings;
    private final ZoneId zone;
    private final InstantSource clock;

    MetricsRoutes(FleetQueries fleet, MetricsQueries metrics, Measurements measurements, ApiSettings settings,
            InstantSource clock) {
        this.fleet = fleet;
        this.metrics = metrics;
        this.measurements = measurements;
        this.settings = settings;
        this.zone = settings.rendering().zone();
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.read(this::probes, "discovery-metrics-raw/:seconds"),
                Route.read(this::probesInShort, "discovery-metrics-aggregated/:seconds"),
                Route.read(this::queue, "discovery-queue-metrics-raw/:seconds",
                        "discovery-queue-metrics-raw/:queue/:seconds"),
                Route.read(this::queueInShort, "discovery-queue-metrics-aggregated/:seconds",
                        "discovery-queue-metrics-aggregated/:queue/:seconds"),
                Route.read(this::calls, "backend-query-metrics-raw/:seconds"),
                Route.read(this::callsInShort, "backend-query-metrics-aggregated/:seconds"),
                Route.read(this::batches, "write-buffer-metrics-raw/:seconds"),
                Route.read(this::batchesInShort, "write-buffer-metrics-aggregated/:seconds"));
    }

    private CompletionStage<Reply> probes(Request request) {
        long seconds = Numbers.positive(request.path("seconds"));
        if (seconds == 0) {
            throw ApiError.of("Invalid value provided for seconds");
        }
        return fleet.probes()
                .thenApply(all -> raw(all, within(seconds, all, ProbeSample::at), sample -> DiscoverySample
                        .of(sample, zone)));
    }

    private CompletionStage<Reply> probesInShort(Request request) {
        long seconds = Numbers.positive(request.path("seconds"));
        return fleet.probes()
                .thenApply(all -> Reply.bare(DiscoveryAggregate.of(within(seconds, all, ProbeSample::at), zone)));
    }

    private CompletionStage<Reply> queue(Request request) {
        return lastOfQueue(request, "Unable to generate discovery queue raw metrics")
                .thenApply(last -> Reply.bare(last.stream().map(QueueWire::of).toList()));
    }

    private CompletionStage<Reply> queueInShort(Request request) {
        return lastOfQueue(request, "Unable to generate discovery queue aggregated metrics")
                .thenApply(last -> Reply.bare(QueueAggregate.of(last)));
    }

    /** The samples of the last seconds: there is one a second. */
    private CompletionStage<List<QueueSample>> lastOfQueue(Request request, String refusal) {
        long seconds = seconds(request, refusal);
        if (seconds < 0) {
            throw ApiError.of(refusal);
        }
        String name = request.path("queue");
        if (!name.isEmpty() && !name.equals(QUEUE)) {
            throw ApiError.of("Unable to generate discovery queue aggregated metrics for unknown queue");
        }
        return metrics.queue().thenApply(all -> all.subList((int) Math.max(0, all.size() - seconds), all.size()));
    }

    private CompletionStage<Reply> calls(Request request) {
        long seconds = seconds(request, "Unable to generate raw backend query metrics");
        List<BackendCallSample> all = measurements.backendCalls();
        return now(raw(all, within(seconds, all, BackendCallSample::at), call -> BackendCallWire.of(call, zone)));
    }

    private CompletionStage<Reply> callsInShort(Request request) {
        long seconds = seconds(request, "Unable to aggregated generate backend query metrics");
        return now(Reply.bare(BackendCallAggregate
                .of(within(seconds, measurements.backendCalls(), BackendCallSample::at))));
    }

    private CompletionStage<Reply> batches(Request request) {
        long seconds = seconds(request, "Unable to generate raw instance write buffer metrics");
        return metrics.batches()
                .thenApply(all -> raw(all, within(seconds, all, BatchSample::at), batch -> BatchWire.of(batch, zone)));
    }

    private CompletionStage<Reply> batchesInShort(Request request) {
        long seconds = seconds(request, "Unable to aggregated instance write buffer metrics");
        ApiSettings.WriteBuffer buffer = settings.writeBuffer();
        return metrics.batches()
                .thenApply(all -> Reply.bare(BatchAggregate.of(within(seconds, all, BatchSample::at), buffer.size(),
                        (int) buffer.flushInterval().toMillis())));
    }

    /** Null where nothing is kept at all, an empty list where only the time asked for has none (http-api.md 5). */
    private static <T> Reply raw(List<T> all, List<T> within, Function<T, Object> wire) {
        @Nullable Object body = all.isEmpty() ? null : within.stream().map(wire).toList();
        return Reply.bare(body);
    }

    private static long seconds(Request request, String refusal) {
        try {
            return Long.parseLong(request.path("seconds"));
        } catch (NumberFormatException _) {
            throw ApiError.of(refusal);
        }
    }

    private <T> List<T> within(long seconds, List<T> samples, Function<T, Instant> at) {
        // Longer than anything is kept, and short enough to subtract.
        Instant since = clock.instant().minusSeconds(Math.clamp(seconds, 0, Integer.MAX_VALUE));
        return samples.stream().filter(sample -> at.apply(sample).isAfter(since)).toList();
    }

    private static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedStage(reply);
    }
}
