package io.orchestrator.http.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.AuditWire;
import io.orchestrator.http.wire.BackendTimes;
import io.orchestrator.http.wire.RecoveryMapper;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driving.HistoryQueries;
import org.jspecify.annotations.Nullable;

/** The audit, recoveries, their steps, detections and blocks as they were recorded (recovery.md 16.2, detection.md 14). */
final class HistoryRoutes {
    private static final String TRUE = "true";
    private static final Duration LATELY = Duration.ofMinutes(5);

    private final HistoryQueries history;
    private final Keys keys;
    private final BackendTimes times;
    private final RecoveryMapper mapper;

    HistoryRoutes(HistoryQueries history, Keys keys, ApiSettings settings) {
        this.history = history;
        this.keys = keys;
        this.times = settings.rendering().times();
        this.mapper = new RecoveryMapper(settings.rendering());
    }

    List<Route> routes() {
        return List.of(
                Route.read(this::recoveries, "audit-recovery", "audit-recovery/:page", "audit-recovery/id/:id",
                        "audit-recovery/uid/:uid", "audit-recovery/cluster/:clusterName",
                        "audit-recovery/cluster/:clusterName/:page", "audit-recovery/alias/:clusterAlias",
                        "audit-recovery/alias/:clusterAlias/:page"),
                Route.read(this::active, "active-cluster-recovery/:clusterName"),
                Route.read(this::endedInCluster, "recently-active-cluster-recovery/:clusterName"),
                Route.read(this::endedWithSuccessor, "recently-active-instance-recovery/:host/:port"),
                Route.read(this::steps, "audit-recovery-steps/:uid"),
                Route.read(this::detections, "audit-failure-detection", "audit-failure-detection/:page",
                        "audit-failure-detection/id/:id", "audit-failure-detection/alias/:clusterAlias",
                        "audit-failure-detection/alias/:clusterAlias/:page"),
                Route.read(this::audit, "audit", "audit/:page", "audit/instance/:host/:port",
                        "audit/instance/:host/:port/:page"),
                Route.read(this::blocked, "blocked-recoveries", "blocked-recoveries/cluster/:clusterName"));
    }

    private CompletionStage<Reply> recoveries(Request request) {
        String uid = request.path("uid");
        String cluster = request.path("clusterName");
        return find(new RecoveryStore.Query(
                Numbers.page(request.path("page")),
                id(request),
                uid.isEmpty() ? null : new RecoveryUid(uid),
                cluster.isEmpty() ? null : new ClusterName(cluster),
                alias(request),
                request.query("unacknowledged").equals(TRUE),
                false));
    }

    private CompletionStage<Reply> active(Request request) {
        return find(new RecoveryStore.Query(0, null, null, new ClusterName(request.path("clusterName")), null, false,
                true));
    }

    private CompletionStage<Reply> endedInCluster(Request request) {
        return find(RecoveryStore.Query.endedLately(new ClusterName(request.path("clusterName")), LATELY));
    }

    private CompletionStage<Reply> endedWithSuccessor(Request request) {
        return keys.of(request).thenCompose(key -> find(RecoveryStore.Query.endedLately(key, LATELY)));
    }

    private CompletionStage<Reply> find(RecoveryStore.Query query) {
        return history.recoveries(query).thenApply(found -> Reply.bare(found.stream().map(mapper::recovery).toList()));
    }

    private CompletionStage<Reply> steps(Request request) {
        return history.steps(new RecoveryUid(request.path("uid")))
                .thenApply(found -> Reply.bare(found.stream().map(mapper::step).toList()));
    }

    private CompletionStage<Reply> detections(Request request) {
        return history.detections(Numbers.page(request.path("page")), id(request), alias(request))
                .thenApply(found -> Reply.bare(found.stream().map(mapper::detection).toList()));
    }

    /** Of one server, or of all where the request names none or none that can be understood. */
    private CompletionStage<Reply> audit(Request request) {
        return keys.optional(request)
                .thenCompose(key -> history.audit(Numbers.page(request.path("page")), key.orElse(null)))
                .thenApply(found -> Reply.bare(found.stream().map(kept -> AuditWire.of(kept, times)).toList()));
    }

    private CompletionStage<Reply> blocked(Request request) {
        String cluster = request.path("clusterName");
        return history.blocked()
                .thenApply(found -> Reply.bare(found.stream()
                        .filter(b -> cluster.isEmpty() || b.clusterName().equals(cluster))
                        .map(mapper::blocked)
                        .toList()));
    }

    /** The number asked for; null, which means all, when it is not a positive number. */
    private static @Nullable Long id(Request request) {
        long id = Numbers.positive(request.path("id"));
        return id == 0 ? null : id;
    }

    private static @Nullable String alias(Request request) {
        String alias = request.path("clusterAlias");
        return alias.isEmpty() ? null : alias;
    }
}
