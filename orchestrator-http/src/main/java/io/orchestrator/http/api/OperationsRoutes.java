package io.orchestrator.http.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.ports.driving.OperationsCommands;

/** Downtime (http-api.md 2.5) and promotion rules (2.8). */
final class OperationsRoutes {
    private final OperationsCommands operations;
    private final Keys keys;

    OperationsRoutes(OperationsCommands operations, Keys keys) {
        this.operations = operations;
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(
                Route.write(this::beginDowntime, "begin-downtime/:host/:port/:owner/:reason",
                        "begin-downtime/:host/:port/:owner/:reason/:duration"),
                Route.write(this::endDowntime, "end-downtime/:host/:port"),
                Route.write(this::registerCandidate, "register-candidate/:host/:port/:promotionRule"));
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

    private static PromotionRule rule(String name) {
        PromotionRule rule = PromotionRule.named(name)
                .orElseThrow(() -> ApiError.of("Invalid CandidatePromotionRule: " + name));
        if (rule == PromotionRule.MUST) {
            throw ApiError.of("CandidatePromotionRule: must not supported yet");
        }
        return rule;
    }
}
