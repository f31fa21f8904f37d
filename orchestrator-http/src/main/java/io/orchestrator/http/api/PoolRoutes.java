package io.orchestrator.http.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.PoolMembers;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.InstanceMapper;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driving.FleetQueries;
import io.orchestrator.ports.driving.PoolCommands;

/** Pools (http-api.md 2.7). Reading them passes the write gate, too, as the contract has it. */
final class PoolRoutes {
    private final PoolCommands pools;
    private final FleetQueries fleet;
    private final Clusters clusters;
    private final ApiSettings settings;
    private final InstanceMapper mapper;

    PoolRoutes(PoolCommands pools, FleetQueries fleet, Clusters clusters, ApiSettings settings) {
        this.pools = pools;
        this.fleet = fleet;
        this.clusters = clusters;
        this.settings = settings;
        this.mapper = new InstanceMapper(settings.rendering());
    }

    List<Route> routes() {
        return List.of(
                Route.write(this::submit, "submit-pool-instances/:pool"),
                Route.write(this::members, "cluster-pool-instances/:clusterName",
                        "cluster-pool-instances/:clusterName/:pool"),
                Route.write(this::usable, "heuristic-cluster-pool-instances/:clusterName",
                        "heuristic-cluster-pool-instances/:clusterName/:pool"),
                Route.write(this::lag, "heuristic-cluster-pool-lag/:clusterName",
                        "heuristic-cluster-pool-lag/:clusterName/:pool"));
    }

    private CompletionStage<Reply> submit(Request request) {
        String pool = request.path("pool").trim();
        return pools.submit(pool, keys(request.query("instances")), settings.fuzzyPoolNames())
                .thenApply(_ -> Reply.ok("Applied " + pool + " pool instances", pool));
    }

    private List<InstanceKey> keys(String text) {
        try {
            return PoolMembers.parse(text, settings.defaultInstancePort());
        } catch (IllegalArgumentException refusal) {
            throw ApiError.of(String.valueOf(refusal.getMessage()));
        }
    }

    /** By exact cluster name. */
    private CompletionStage<Reply> members(Request request) {
        ClusterName name = new ClusterName(request.path("clusterName"));
        return pools.members().thenCombine(fleet.picture(), (all, picture) -> {
            Predicate<InstanceKey> inCluster =
                    key -> picture.fleet().clusterOf(key).filter(cluster -> cluster.name().equals(name)).isPresent();
            Map<String, List<KeyWire>> byPool = new LinkedHashMap<>();
            all.stream()
                    .filter(asked(request))
                    .filter(member -> inCluster.test(member.key()))
                    .forEach(member -> byPool.computeIfAbsent(member.pool(), _ -> new ArrayList<>())
                            .add(KeyWire.of(member.key())));
            return Reply.ok("Read pool instances for cluster " + name, byPool);
        });
    }

    private CompletionStage<Reply> usable(Request request) {
        return usable(request, clusters.byHint(request.path("clusterName")),
                found -> Reply.ok("Heuristic pool instances for cluster " + found.cluster().cluster().name(),
                        found.servers().stream().map(i -> mapper.stored(i, found.cluster().picture())).toList()));
    }

    private CompletionStage<Reply> lag(Request request) {
        return usable(request, clusters.byAlias(request.path("clusterName")),
                found -> Selections.heuristicLag(found.servers())
                        .map(lag -> Reply.ok(
                                "Heuristic pool lag for cluster " + found.cluster().cluster().name(), lag.toSeconds()))
                        .orElseThrow(() -> ApiError.stamped("No instances found in GetInstancesMaxLag")));
    }

    private record Usable(Clusters.Found cluster, List<FleetInstance> servers) {}

    private CompletionStage<Reply> usable(Request request, CompletionStage<Clusters.Found> cluster,
            Function<Usable, Reply> reply) {
        return pools.members().thenCombine(cluster, (all, found) -> {
            Set<InstanceKey> members =
                    all.stream().filter(asked(request)).map(PoolStore.Member::key).collect(Collectors.toSet());
            return reply.apply(new Usable(found, Selections.usable(found.cluster(), members)));
        });
    }

    /** Members of the pool that the request names, or of all pools. */
    private static Predicate<PoolStore.Member> asked(Request request) {
        String pool = request.path("pool").trim();
        return member -> pool.isEmpty() || member.pool().equals(pool);
    }
}
