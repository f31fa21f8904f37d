package io.orchestrator.http.api;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import io.orchestrator.http.route.Handler;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.Json;
import io.orchestrator.ports.driving.UseCases;

/** All routes below {@code /api/}. */
public final class Api {
    private final NodeRoutes nodes;
    private final List<Route> routes;

    /**
     * @param useCases what answers
     * @param settings what the routes take from the configuration
     * @param reload reads the configuration again
     * @param measurements what the process measured of itself
     * @param clock time of day
     */
    public Api(UseCases useCases, ApiSettings settings, ConfigurationReload reload, Measurements measurements,
            InstantSource clock) {
        Json json = new Json();
        Keys keys = new Keys(useCases.fleet());
        Clusters clusters = new Clusters(useCases.fleet(), settings.defaultInstancePort());
        nodes = new NodeRoutes(useCases.nodes(), reload);
        routes = Stream.of(
                new InstanceRoutes(useCases.fleet(), keys, settings).routes(),
                new DiscoveryRoutes(useCases.discovery(), useCases.fleet(), clusters, keys, settings).routes(),
                new CompatibilityRoutes(useCases.fleet(), keys, settings).routes(),
                new ClusterRoutes(useCases.fleet(), clusters, keys, settings, json).routes(),
                new TopologyRoutes(clusters, useCases.tags(), settings.rendering().topology()).routes(),
                new AnalysisRoutes(useCases, keys, settings, json, clock).routes(),
                new ExplainRoutes(useCases.explanations(), clusters, keys, settings).routes(),
                new RecoveryRoutes(useCases.recoveries(), keys, settings).routes(),
                new AcknowledgementRoutes(useCases.recoveries(), keys, clusters, settings).routes(),
                new HistoryRoutes(useCases.history(), keys, settings).routes(),
                new OperationsRoutes(useCases.operations(), keys, settings).routes(),
                new MaintenanceRoutes(useCases.maintenance(), keys, settings).routes(),
                new NameRoutes(useCases.names(), keys).routes(),
                new TagRoutes(useCases.tags(), keys).routes(),
                new PoolRoutes(useCases.pools(), useCases.fleet(), clusters, settings).routes(),
                new MetricsRoutes(useCases.fleet(), useCases.metrics(), measurements, settings, clock).routes(),
                RaftRoutes.routes(),
                nodes.routes())
                .flatMap(List::stream)
                .toList();
    }

    /** Every route but the status check. */
    public List<Route> routes() {
        return routes;
    }

    /** The status check, whose path is configurable (http-api.md 1.5). */
    public Handler status() {
        return nodes::health;
    }
}
