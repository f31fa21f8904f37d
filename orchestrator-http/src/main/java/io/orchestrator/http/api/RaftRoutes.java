package io.orchestrator.http.api;

import java.util.List;

import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Handler;
import io.orchestrator.http.route.Route;

/** What the raft routes say where raft is off (http-api.md 2.12); clients ask them to find that out. Some name another route: contract. */
final class RaftRoutes {
    private RaftRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.write(off("raft-add-peer"), "raft-add-peer/:addr"),
                Route.write(off("raft-remove-peer"), "raft-remove-peer/:addr"),
                Route.write(off("raft-yield"), "raft-yield/:node"),
                Route.write(off("raft-yield-hint"), "raft-yield-hint/:hint"),
                Route.read(off("raft-nodes"), "raft-peers"),
                Route.read(off("raft-state"), "raft-state", "raft-health", "raft-status",
                        "raft-follower-health-report/:authenticationToken/:raftBind/:raftAdvertise"),
                Route.read(off("raft-leader"), "raft-leader", "raft-snapshot"));
    }

    private static Handler off(String name) {
        return _ -> {
            throw ApiError.of(name + ": not running with raft setup");
        };
    }
}
