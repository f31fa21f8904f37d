package io.orchestrator.http.api;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.ports.driving.RecoveryCommands;

/** Acknowledging recoveries (recovery.md 17). That nothing matched is no error. */
final class AcknowledgementRoutes {
    private final RecoveryCommands recoveries;
    private final Keys keys;
    private final Clusters clusters;
    private final ApiSettings settings;

    AcknowledgementRoutes(RecoveryCommands recoveries, Keys keys, Clusters clusters, ApiSettings settings) {
        this.recoveries = recoveries;
        this.keys = keys;
        this.clusters = clusters;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.write(this::ofCluster, "ack-recovery/cluster/:clusterHint",
                        "ack-recovery/cluster/alias/:clusterAlias"),
                Route.write(this::ofInstance, "ack-recovery/instance/:host/:port"),
                Route.write(this::one, "ack-recovery/:recoveryId"),
                Route.write(this::byUid, "ack-recovery/uid/:uid"),
                Route.write(this::all, "ack-all-recoveries"));
    }

    private CompletionStage<Reply> ofCluster(Request request) {
        return clusters.of(request).thenCompose(found -> {
            Topology cluster = found.cluster();
            return acknowledge(new Acknowledgement.Scope.OfCluster(cluster.name(), cluster.alias()), request,
                    Reply.ok("Acknowledged cluster recoveries", cluster.name().value()));
        });
    }

    private CompletionStage<Reply> ofInstance(Request request) {
        return keys.of(request)
                .thenCompose(key -> acknowledge(new Acknowledgement.Scope.OfInstance(key), request,
                        Reply.ok("Acknowledged instance recoveries", KeyWire.of(key))));
    }

    private CompletionStage<Reply> one(Request request) {
        String id = request.path("recoveryId");
        return acknowledge(new Acknowledgement.Scope.OfId(Numbers.integer(id)), request,
                Reply.ok("Acknowledged recovery", id));
    }

    private CompletionStage<Reply> byUid(Request request) {
        String uid = request.path("uid");
        return acknowledge(new Acknowledgement.Scope.OfUid(new RecoveryUid(uid)), request,
                Reply.ok("Acknowledged recovery", uid));
    }

    private CompletionStage<Reply> all(Request request) {
        return acknowledge(new Acknowledgement.Scope.Everything(), request,
                Reply.ok("Acknowledged all recoveries", comment(request)));
    }

    private CompletionStage<Reply> acknowledge(Acknowledgement.Scope scope, Request request, Reply reply) {
        String owner = request.user().isEmpty() ? settings.owner() : request.user();
        return recoveries.acknowledge(new Acknowledgement(scope, owner, comment(request))).thenApply(_ -> reply);
    }

    private static String comment(Request request) {
        String comment = request.query("comment").trim();
        if (comment.isEmpty()) {
            throw ApiError.of("No acknowledge comment given");
        }
        return comment;
    }
}
