package io.orchestrator.http.api;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.ports.driving.FleetPicture;
import io.orchestrator.ports.driving.FleetQueries;

/** Finds the cluster that a request means (http-api.md 1.7). */
final class Clusters {
    /** A cluster, in the picture in which it was found. */
    record Found(Topology cluster, FleetPicture picture) {}

    private final FleetQueries fleet;
    private final int defaultPort;

    Clusters(FleetQueries fleet, int defaultPort) {
        this.fleet = fleet;
        this.defaultPort = defaultPort;
    }

    /** By {@code :clusterHint}, {@code :clusterAlias} or {@code :host/:port}, whichever the request has. */
    CompletionStage<Found> of(Request request) {
        String alias = request.path("clusterAlias");
        if (!alias.isEmpty()) {
            return byAlias(alias);
        }
        return request.path("host").isEmpty() ? byHint(request.path("clusterHint"))
                : byServer(request.path("host"), request.path("port"));
    }

    private CompletionStage<Found> byServer(String host, String port) {
        InstanceKey key;
        try {
            key = new InstanceKey(InstanceKey.withoutBrackets(host), Integer.parseInt(port));
        } catch (IllegalArgumentException _) {
            return byHint(host + ":" + port);
        }
        return fleet.picture()
                .thenApply(picture -> found(Selections.clusterOf(picture.fleet(), key), key.display(), picture));
    }

    /** What {@link #of} finds, answered. */
    CompletionStage<Reply> answer(Request request, Function<Found, Reply> reply) {
        return of(request).thenApply(reply);
    }

    /** By exact alias or exact name. */
    CompletionStage<Found> byAlias(String alias) {
        return fleet.picture().thenApply(picture -> {
            Optional<Topology> found = picture.fleet()
                    .clusters()
                    .values()
                    .stream()
                    .filter(c -> c.alias().equals(alias) || c.name().value().equals(alias))
                    .findFirst();
            return new Found(found.orElseThrow(() -> ApiError.of("No cluster found for alias " + alias)), picture);
        });
    }

    /** By name, alias or member. */
    CompletionStage<Found> byHint(String hint) {
        return fleet.picture()
                .thenApply(picture -> found(Selections.clusterOf(picture.fleet(), hint, defaultPort), hint, picture));
    }

    private static Found found(Optional<ClusterName> name, String hint, FleetPicture picture) {
        return new Found(name.flatMap(picture.fleet()::cluster)
                .orElseThrow(() -> ApiError.stamped("Unable to determine cluster name. clusterHint=" + hint)), picture);
    }
}
