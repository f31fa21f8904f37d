package io.orchestrator.http.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.explain.ClusterExplanation;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.ExplanationMapper;
import io.orchestrator.ports.driving.ExplainQueries;

/** What is known of a cluster, what it means, and what would come of a failure now. No route of the contract. */
final class ExplainRoutes {
    private static final String CANNOT = "Cannot explain: ";

    private final ExplainQueries explanations;
    private final Clusters clusters;
    private final Keys keys;
    private final int defaultPort;

    ExplainRoutes(ExplainQueries explanations, Clusters clusters, Keys keys, ApiSettings settings) {
        this.explanations = explanations;
        this.clusters = clusters;
        this.keys = keys;
        this.defaultPort = settings.defaultInstancePort();
    }

    List<Route> routes() {
        return List.of(Route.read(this::ofCluster, "explain/:clusterHint"),
                Route.read(this::ofServer, "explain/:host/:port"));
    }

    /** A hint that means a cluster by one of its servers also asks for that server. */
    private CompletionStage<Reply> ofCluster(Request request) {
        String hint = request.path("clusterHint");
        return clusters.of(request).thenCompose(found -> {
            Topology cluster = found.cluster();
            Optional<InstanceKey> server = server(hint, found);
            return answer(server.isPresent() ? explanations.explain(server.get())
                    : explanations.explain(cluster.name()));
        });
    }

    private Optional<InstanceKey> server(String hint, Clusters.Found found) {
        Topology cluster = found.cluster();
        if (new ClusterName(hint).equals(cluster.name()) || hint.equals(cluster.alias())) {
            return Optional.empty();
        }
        InstanceKey meant = Selections.meant(found.picture().fleet(), InstanceKey.readings(hint, defaultPort));
        InstanceKey key = cluster.find(meant).isPresent() ? meant
                : Selections.completed(found.picture().fleet(), meant);
        return cluster.find(key).map(member -> member.key());
    }

    private CompletionStage<Reply> ofServer(Request request) {
        try {
            return keys.of(request).thenCompose(key -> answer(explanations.explain(key)));
        } catch (ApiError refusal) {
            throw ApiError.of(CANNOT + refusal.getMessage());
        }
    }

    private static CompletionStage<Reply> answer(CompletionStage<ClusterExplanation> explanation) {
        return Stages.explained(explanation.thenApply(
                explained -> Reply.ok(explained.verdict(), ExplanationMapper.wire(explained))), CANNOT);
    }
}
