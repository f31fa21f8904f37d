package io.orchestrator.http.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.DiscoveryAggregate;
import io.orchestrator.http.wire.DiscoverySample;
import io.orchestrator.ports.driving.FleetQueries;
import io.orchestrator.ports.driving.ProbeSample;

/** Recent probes (discovery.md 10.2). */
final class MetricsRoutes {
    private final FleetQueries fleet;
    private final ZoneId zone;
    private final InstantSource clock;

    MetricsRoutes(FleetQueries fleet, ApiSettings settings, InstantSource clock) {
        this.fleet = fleet;
        this.zone = settings.rendering().zone();
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.read(this::raw, "discovery-metrics-raw/:seconds"),
                Route.read(this::aggregated, "discovery-metrics-aggregated/:seconds"));
    }

    private CompletionStage<Reply> raw(Request request) {
        long seconds = Numbers.positive(request.path("seconds"));
        if (seconds == 0) {
            throw ApiError.of("Invalid value provided for seconds");
        }
        return fleet.probes().thenApply(all -> {
            List<DiscoverySample> samples = within(seconds, all).stream()
                    .map(sample -> DiscoverySample.of(sample, zone))
                    .toList();
            return Reply.bare(samples.isEmpty() ? null : samples);
        });
    }

    private CompletionStage<Reply> aggregated(Request request) {
        long seconds = Numbers.positive(request.path("seconds"));
        return fleet.probes().thenApply(all -> Reply.bare(DiscoveryAggregate.of(within(seconds, all), zone)));
    }

    private List<ProbeSample> within(long seconds, List<ProbeSample> samples) {
        Instant now = clock.instant();
        // Longer than anything is kept, and short enough to subtract.
        Instant since = now.minusSeconds(Math.min(seconds, Integer.MAX_VALUE));
        return samples.stream().filter(sample -> sample.at().isAfter(since)).toList();
    }
}
