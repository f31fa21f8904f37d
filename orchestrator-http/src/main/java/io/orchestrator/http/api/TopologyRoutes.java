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
import io.orchestrator.ports.driving.TagCommands;

/** Clusters drawn as text (http-api.md 4). */
final class TopologyRoutes {
    /** One way to draw. */
    @FunctionalInterface
    private interface Drawing {
        String draw(Topology cluster, TopologySettings settings, Duration now);
    }

    private final Clusters clusters;
    private final TagCommands tags;
    private final TopologySettings settings;

    TopologyRoutes(Clusters clusters, TagCommands tags, TopologySettings settings) {
        this.clusters = clusters;
        this.tags = tags;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                route("topology", AsciiTopology::plain),
                route("topology-tabulated", AsciiTopology::tabulated),
                Route.read(this::drawWithTags, "topology-tags/:clusterHint", "topology-tags/:host/:port"));
    }

    private Route route(String name, Drawing drawing) {
        return Route.read(request -> draw(request, drawing), name + "/:clusterHint", name + "/:host/:port");
    }

    private CompletionStage<Reply> draw(Request request, Drawing drawing) {
        return clusters.answer(request, found -> drawn(found, found.cluster(), drawing));
    }

    private CompletionStage<Reply> drawWithTags(Request request) {
        return clusters.of(request)
                .thenCombine(tags.all(),
                        (found, all) -> drawn(found, found.cluster().withTags(all), AsciiTopology::withTags));
    }

    private Reply drawn(Clusters.Found found, Topology cluster, Drawing drawing) {
        return Reply.ok("Topology for cluster " + cluster.name(),
                drawing.draw(cluster, settings, found.picture().now()));
    }
}
