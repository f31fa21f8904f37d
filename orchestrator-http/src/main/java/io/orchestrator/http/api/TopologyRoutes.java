package io.orchestrator.http.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.topology.AsciiTopology;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.domain.topology.TopologySettings;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;

/** Clusters drawn as text (http-api.md 4). */
final class TopologyRoutes {
    /** One way to draw. */
    @FunctionalInterface
    private interface Drawing {
        String draw(Topology cluster, TopologySettings settings, Duration now);
    }

    private final Clusters clusters;
    private final TopologySettings settings;

    TopologyRoutes(Clusters clusters, TopologySettings settings) {
        this.clusters = clusters;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                route("topology", AsciiTopology::plain),
                route("topology-tabulated", AsciiTopology::tabulated),
                route("topology-tags", AsciiTopology::withTags));
    }

    private Route route(String name, Drawing drawing) {
        return Route.read(request -> draw(request, drawing), name + "/:clusterHint", name + "/:host/:port");
    }

    private CompletionStage<Reply> draw(Request request, Drawing drawing) {
        return clusters.answer(request, found -> Reply.ok("Topology for cluster " + found.cluster().name(),
                drawing.draw(found.cluster(), settings, found.picture().now())));
    }
}
