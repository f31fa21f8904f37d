package io.orchestrator.http.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.HealthWire;
import io.orchestrator.ports.driving.NodeQueries;

/** This node and its peers (http-api.md 2.11, ha-shared-backend.md 4). */
final class NodeRoutes {
    private static final int NOT_FOUND = 404;
    private static final int LOWEST_STATUS = 100;
    private static final int HIGHEST_STATUS = 999;
    private static final String UP = "OK";

    private final NodeQueries nodes;
    private final ConfigurationReload reload;

    NodeRoutes(NodeQueries nodes, ConfigurationReload reload) {
        this.nodes = nodes;
        this.reload = reload;
    }

    List<Route> routes() {
        return List.of(
                Route.read(this::health, "health"),
                Route.read(_ -> now(Reply.bare(UP)), "lb-check", "_ping"),
                Route.read(this::leaderCheck, "leader-check", "leader-check/:errorStatusCode", "routed-leader-check"),
                Route.read(request -> now(Reply.bare(request.headers())), "headers"),
                Route.write(this::grabElection, "grab-election"),
                Route.write(this::reelect, "reelect"),
                Route.write(this::reload, "reload-configuration"));
    }

    /** The health check; a failure that is answered from memory is answered as a failure, too (ha-shared-backend.md 4.3). */
    CompletionStage<Reply> health(Request request) {
        return nodes.health()
                .exceptionally(failure -> new NodeQueries.Health(false, nodes.self(), null, List.of(),
                        Stages.textOf(failure)))
                .thenApply(health -> health.healthy()
                        ? Reply.ok("Application node is healthy", HealthWire.of(health))
                        : Reply.error("Application node is unhealthy " + health.error(), HealthWire.of(health)));
    }

    private CompletionStage<Reply> leaderCheck(Request request) {
        if (nodes.isLeader()) {
            return now(Reply.bare(UP));
        }
        return now(new Reply.Bare(statusOf(request.path("errorStatusCode")), "Not leader"));
    }

    /** The status asked for; not found for what no HTTP status can be. */
    private static int statusOf(String text) {
        long status = Numbers.positive(text);
        return status < LOWEST_STATUS || status > HIGHEST_STATUS ? NOT_FOUND : (int) status;
    }

    private CompletionStage<Reply> grabElection(Request request) {
        return Stages.explained(nodes.grabElection().thenApply(_ -> Reply.ok("Node elected as leader", null)),
                "Unable to grab election: ");
    }

    private CompletionStage<Reply> reelect(Request request) {
        return Stages.explained(nodes.reelect().thenApply(_ -> Reply.ok("Set re-elections", null)),
                "Unable to re-elect: ");
    }

    private CompletionStage<Reply> reload(Request request) {
        String file = request.query("config");
        reload.reload(file);
        return now(Reply.ok("Config reloaded", file));
    }

    private static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedStage(reply);
    }
}
