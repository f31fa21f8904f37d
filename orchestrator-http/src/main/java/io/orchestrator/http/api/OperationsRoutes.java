package io.orchestrator.http.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.CandidateWire;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.ports.driving.OperationsCommands;

/** Downtime (http-api.md 2.5), promotion rules (2.8) and manual cluster aliases (2.4). */
final class OperationsRoutes {
    private final OperationsCommands operations;
    private final Keys keys;
    private final ApiSettings settings;

    OperationsRoutes(OperationsCommands operations, Keys keys, ApiSettings settings) {
        this.operations = operations;
        this.keys = keys;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.write(this::beginDowntime, "begin-downtime/:host/:port/:owner/:reason",
                        "begin-downtime/:host/:port/:owner/:reason/:duration"),
                Route.write(this::endDowntime, "end-downtime/:host/:port"),
                Route.write(this::registerCandidate, "register-candidate/:host/:port/:promotionRule"),
                Route.write(this::candidates, "bulk-promotion-rules"),
                Route.write(this::overrideAlias, "set-cluster-alias/:clusterName"));
    }

    private CompletionStage<Reply> beginDowntime(Request request) {
        return keys.of(request).thenCompose(key -> {
            Duration duration = Numbers.duration(request.path("duration"));
            // The contract's shell client sends a line end after either (client.md 8).
            return operations
                    .beginDowntime(key, request.path("owner").trim(), request.path("reason").trim(), duration)
                    .thenApply(_ -> Reply.ok("Downtime begun: " + key, KeyWire.of(key)));
        });
    }

    private CompletionStage<Reply> endDowntime(Request request) {
        return keys.of(request)
                .thenCompose(key -> operations.endDowntime(key)
                        .thenApply(_ -> Reply.ok("Downtime ended: " + key, KeyWire.of(key))));
    }

    private CompletionStage<Reply> registerCandidate(Request request) {
        return keys.of(request).thenCompose(key -> {
            PromotionRule rule = rule(request.path("promotionRule"));
            return operations.registerCandidate(new Candidate(key, rule))
                    .thenApply(_ -> Reply.ok("Registered candidate", KeyWire.of(key)));
        });
    }

    /** Reads only, and passes the write gate as the contract has it (http-api.md 1.9). */
    private CompletionStage<Reply> candidates(Request request) {
        return operations.candidates().thenApply(all -> {
            List<CandidateWire> rules = all.stream()
                    .map(one -> CandidateWire.of(one, settings.candidateLifetime(), settings.rendering().times()))
                    .toList();
            return Reply.bare(rules.isEmpty() ? null : rules);
        });
    }

    private CompletionStage<Reply> overrideAlias(Request request) {
        ClusterName name = new ClusterName(request.path("clusterName"));
        String alias = request.query("alias").trim();
        return operations.overrideAlias(name, alias)
                .thenApply(_ -> Reply.ok("Cluster " + name + " now has alias '" + alias + "'", null));
    }

    private static PromotionRule rule(String name) {
        PromotionRule rule = PromotionRule.named(name)
                .orElseThrow(() -> ApiError.of("Invalid CandidatePromotionRule: " + name));
        if (rule == PromotionRule.MUST) {
            throw ApiError.of("CandidatePromotionRule: must not supported yet");
        }
        return rule;
    }
}
