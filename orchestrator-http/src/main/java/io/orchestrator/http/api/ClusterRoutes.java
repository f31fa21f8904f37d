package io.orchestrator.http.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.ClusterWire;
import io.orchestrator.http.wire.InstanceMapper;
import io.orchestrator.http.wire.InstanceWire;
import io.orchestrator.http.wire.Json;
import io.orchestrator.http.wire.RecoveryFilters;
import io.orchestrator.ports.driving.FleetPicture;
import io.orchestrator.ports.driving.FleetQueries;

/** Reads of clusters (http-api.md 2.4), and who is in downtime (2.5). */
final class ClusterRoutes {
    private static final Comparator<FleetInstance> BY_CLUSTER = Comparator.comparing(FleetInstance::cluster)
            .thenComparingInt(FleetInstance::depth)
            .thenComparing(FleetInstance::key);
    private static final CompletionStage<Reply> RETIRED =
            CompletableFuture.completedStage(Reply.error("This API call has been retired", null));

    private final FleetQueries fleet;
    private final Clusters clusters;
    private final Keys keys;
    private final RecoveryFilters filters;
    private final HostFilters oscIgnored;
    private final InstanceMapper mapper;
    private final ClusterBodies bodies;

    ClusterRoutes(FleetQueries fleet, Clusters clusters, Keys keys, ApiSettings settings, Json json) {
        this.fleet = fleet;
        this.clusters = clusters;
        this.keys = keys;
        this.filters = settings.rendering().filters();
        this.oscIgnored = settings.oscIgnored();
        this.mapper = new InstanceMapper(settings.rendering());
        this.bodies = new ClusterBodies(mapper, json);
    }

    List<Route> routes() {
        return List.of(
                Route.read(this::names, "clusters"),
                Route.read(this::all, "clusters-info"),
                Route.read(this::info, "cluster-info/:clusterHint", "cluster-info/alias/:clusterAlias"),
                Route.read(this::members, "cluster/:clusterHint", "cluster/alias/:clusterAlias"),
                Route.read(this::membersAround, "cluster/instance/:host/:port"),
                Route.read(this::source, "master/:clusterHint"),
                Route.read(this::sources, "masters"),
                Route.read(this::watchedReplicas, "cluster-osc-replicas/:clusterHint",
                        "cluster-osc-slaves/:clusterHint"),
                Route.write(_ -> RETIRED, "reload-cluster-alias"),
                Route.read(this::downtimed, "downtimed"),
                Route.read(this::downtimedIn, "downtimed/:clusterHint"));
    }

    private CompletionStage<Reply> names(Request request) {
        return fleet.picture().thenApply(picture -> {
            List<String> names = picture.fleet().clusters().keySet().stream().map(ClusterName::value).toList();
            return Reply.bare(names.isEmpty() ? null : names);
        });
    }

    private CompletionStage<Reply> all(Request request) {
        return fleet.picture()
                .thenApply(picture -> Reply.bare(
                        picture.fleet().clusters().values().stream().map(c -> ClusterWire.of(c, filters)).toList()));
    }

    private CompletionStage<Reply> info(Request request) {
        return clusters.answer(request, found -> Reply.bare(ClusterWire.of(found.cluster(), filters)));
    }

    private CompletionStage<Reply> members(Request request) {
        return clusters.answer(request, found -> Reply.bare(bodies.of(found.cluster(), found.picture())));
    }

    private CompletionStage<Reply> membersAround(Request request) {
        return keys.of(request).thenCombine(fleet.picture(), (key, picture) -> {
            Topology cluster = picture.fleet()
                    .clusterOf(key)
                    .orElseThrow(() -> ApiError.of("Cannot read instance: " + key));
            return Reply.bare(bodies.of(cluster, picture));
        });
    }

    private CompletionStage<Reply> source(Request request) {
        return clusters.answer(request, found -> Selections.source(found.cluster())
                .map(source -> Reply.bare(mapper.stored(source, found.picture())))
                .orElseThrow(() -> ApiError.of("No masters found for " + found.cluster().name())));
    }

    private CompletionStage<Reply> sources(Request request) {
        // An empty list where http-api.md 5 has null: the contract's shell client stumbles over that (client.md 8).
        return fleet.picture().thenApply(picture -> list(Selections.sources(picture.fleet()), picture));
    }

    /** Those that an online schema change should watch. */
    private CompletionStage<Reply> watchedReplicas(Request request) {
        return clusters.answer(request,
                found -> list(Selections.oscReplicas(found.cluster(), oscIgnored::matches), found.picture()));
    }

    private CompletionStage<Reply> downtimed(Request request) {
        return fleet.picture().thenApply(picture -> downtimed(picture.fleet().instances(), picture));
    }

    private CompletionStage<Reply> downtimedIn(Request request) {
        return clusters.answer(request, found -> downtimed(found.cluster().instances(), found.picture()));
    }

    private Reply downtimed(Collection<FleetInstance> among, FleetPicture picture) {
        return list(among.stream().filter(i -> Downtimes.isDowntimed(i, picture)).sorted(BY_CLUSTER).toList(), picture);
    }

    private Reply list(List<FleetInstance> instances, FleetPicture picture) {
        return Reply.bare(wire(instances, picture));
    }

    private List<InstanceWire> wire(List<FleetInstance> instances, FleetPicture picture) {
        return instances.stream().map(i -> mapper.stored(i, picture)).toList();
    }
}
