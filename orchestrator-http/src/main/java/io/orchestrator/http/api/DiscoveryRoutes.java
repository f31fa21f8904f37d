package io.orchestrator.http.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.InstanceMapper;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.ports.driving.DiscoveryCommands;
import io.orchestrator.ports.driving.FleetPicture;
import io.orchestrator.ports.driving.FleetQueries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Getting to know servers and forgetting them (http-api.md 2.3, discovery.md 6.6). */
final class DiscoveryRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryRoutes.class);

    private final DiscoveryCommands discovery;
    private final FleetQueries fleet;
    private final Clusters clusters;
    private final Keys keys;
    private final InstanceMapper mapper;

    DiscoveryRoutes(DiscoveryCommands discovery, FleetQueries fleet, Clusters clusters, Keys keys,
            ApiSettings settings) {
        this.discovery = discovery;
        this.fleet = fleet;
        this.clusters = clusters;
        this.keys = keys;
        this.mapper = new InstanceMapper(settings.rendering());
    }

    List<Route> routes() {
        return List.of(
                Route.write(this::discover, "discover/:host/:port"),
                Route.write(this::discoverLater, "async-discover/:host/:port"),
                Route.write(this::refresh, "refresh/:host/:port"),
                Route.write(this::forget, "forget/:host/:port"),
                Route.write(this::forgetCluster, "forget-cluster/:clusterHint"),
                // As the contract has it, whoever may read may do it.
                Route.openWrite(this::recordTopologies, "snapshot-topologies"));
    }

    private CompletionStage<Reply> discover(Request request) {
        return keys.of(request).thenCompose(discovery::discover).thenCompose(outcome -> switch (outcome) {
            case ProbeOutcome.Seen seen -> fleet.picture().thenApply(picture -> discovered(seen, picture));
            case ProbeOutcome.PartlySeen(_, ProbeFailure failure, _, _) -> failed(failure);
            case ProbeOutcome.Unseen(_, ProbeFailure failure, _) -> failed(failure);
        });
    }

    private Reply discovered(ProbeOutcome.Seen seen, FleetPicture picture) {
        InstanceSnapshot snapshot = seen.snapshot();
        FleetInstance placed = picture.fleet().find(snapshot.key()).orElseGet(() -> alone(snapshot, picture));
        return Reply.ok("Instance discovered: " + snapshot.key(),
                mapper.probed(placed, snapshot, seen.times().latency()));
    }

    /** A server that the fleet has not placed yet: in a cluster of its own. */
    private static FleetInstance alone(InstanceSnapshot snapshot, FleetPicture picture) {
        return new FleetInstance(ObservedInstance.seen(snapshot, picture.now()), ClusterName.of(snapshot.key()), 0,
                false,
                List.of(), GtidSet.emptyMysql(), Annotations.NONE);
    }

    private static CompletionStage<Reply> failed(ProbeFailure failure) {
        boolean excluded = failure.kind() == ProbeFailure.Kind.EXCLUDED;
        return CompletableFuture
                .completedStage(Reply.error(excluded ? "No instances discovered" : failure.message(), null));
    }

    private CompletionStage<Reply> discoverLater(Request request) {
        return keys.of(request).thenApply(key -> {
            discovery.discover(key).whenComplete((outcome, failure) -> {
                if (failure != null) {
                    LOG.warn("Cannot discover {}, asked for in the background: {}", key, Stages.textOf(failure));
                }
            });
            return Reply.ok("Asynchronous discovery initiated for Instance: " + key, null);
        });
    }

    private CompletionStage<Reply> refresh(Request request) {
        return keys.of(request).thenCompose(key -> discovery.refresh(key).thenCompose(outcome -> switch (outcome) {
            case ProbeOutcome.Seen _ -> done("Instance refreshed: ", key);
            case ProbeOutcome.PartlySeen(_, ProbeFailure failure, _, _) -> failed(failure);
            case ProbeOutcome.Unseen(_, ProbeFailure failure, _) -> failed(failure);
        }));
    }

    private static CompletionStage<Reply> done(String what, InstanceKey key) {
        return CompletableFuture.completedStage(Reply.ok(what + key, KeyWire.of(key)));
    }

    private CompletionStage<Reply> forget(Request request) {
        return keys.asWritten(request).thenCompose(key -> discovery.forget(key).thenApply(known -> {
            if (!known) {
                throw ApiError.stamped("ForgetInstance(): instance " + key + " not found");
            }
            return Reply.ok("Instance forgotten: " + key, KeyWire.of(key));
        }));
    }

    private CompletionStage<Reply> forgetCluster(Request request) {
        return clusters.of(request).thenCompose(found -> {
            ClusterName name = found.cluster().name();
            return discovery.forgetCluster(name).thenApply(_ -> Reply.ok("Cluster forgotten: " + name, null));
        });
    }

    private CompletionStage<Reply> recordTopologies(Request request) {
        long begun = System.nanoTime();
        return discovery.recordTopologies()
                .handle((_, failure) -> {
                    String took = "Took " + ElapsedTime.text(Duration.ofNanos(System.nanoTime() - begun));
                    return failure == null ? Reply.ok("Topology Snapshot completed", took)
                            : Reply.error(Stages.textOf(failure), took);
                });
    }
}
