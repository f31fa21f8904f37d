package io.orchestrator.http.api;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.topology.Compatibility;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.ReplicationRules;
import io.orchestrator.domain.topology.TopologySettings;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.ports.driving.FleetPicture;
import io.orchestrator.ports.driving.FleetQueries;

/** Whether one server could replicate from another, by what is known of them (http-api.md 2.2, topology-ops.md 1.2). */
final class CompatibilityRoutes {
    /** One set of rules. */
    @FunctionalInterface
    private interface Rules {
        Compatibility check(InstanceSnapshot replica, InstanceSnapshot source, TopologySettings settings);
    }

    private final FleetQueries fleet;
    private final Keys keys;
    private final TopologySettings settings;

    CompatibilityRoutes(FleetQueries fleet, Keys keys, ApiSettings settings) {
        this.fleet = fleet;
        this.keys = keys;
        this.settings = settings.rendering().topology();
    }

    List<Route> routes() {
        return List.of(
                route("can-replicate-from", ReplicationRules::canReplicateFrom),
                route("can-replicate-from-gtid", ReplicationRules::canReplicateFromByGtid));
    }

    private Route route(String name, Rules rules) {
        return Route.read(request -> check(request, rules), name + "/:host/:port/:belowHost/:belowPort");
    }

    private CompletionStage<Reply> check(Request request, Rules rules) {
        CompletionStage<InstanceKey> below = keys.below(request);
        return keys.of(request)
                .thenCompose(replica -> below.thenCombine(fleet.picture(), (source, picture) -> verdict(
                        source, rules.check(read(replica, picture), read(source, picture), settings))));
    }

    private static Reply verdict(InstanceKey source, Compatibility compatibility) {
        return switch (compatibility) {
            case Compatibility.Compatible _ -> Reply.ok("true", KeyWire.of(source));
            case Compatibility.Incompatible no -> throw ApiError.of(no.reason());
        };
    }

    private static InstanceSnapshot read(InstanceKey key, FleetPicture picture) {
        return picture.fleet()
                .find(key)
                .flatMap(FleetInstance::snapshot)
                .orElseThrow(() -> ApiError.of("Cannot read instance: " + key));
    }
}
