package io.orchestrator.http.api;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.AnalysisMapper;
import io.orchestrator.http.wire.AnalysisWire;
import io.orchestrator.http.wire.Json;
import io.orchestrator.http.wire.RecoveryMapper;
import io.orchestrator.http.wire.RecoveryWire;
import io.orchestrator.ports.driving.UseCases;

/** What is wrong, and what was (detection.md 11 and 13). */
final class AnalysisRoutes {
    private static final String CANNOT = "Cannot get analysis: ";
    private static final String ANALYSIS = "Analysis";

    private final UseCases useCases;
    private final Keys keys;
    private final AnalysisMapper analyses;
    private final RecoveryMapper records;
    private final AnalysisListing listing;
    private final InstantSource clock;

    AnalysisRoutes(UseCases useCases, Keys keys, ApiSettings settings, Json json, InstantSource clock) {
        this.useCases = useCases;
        this.keys = keys;
        this.analyses = new AnalysisMapper(settings.rendering());
        this.listing = new AnalysisListing(analyses, json);
        this.records = new RecoveryMapper(settings.rendering());
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.read(this::all, "replication-analysis"),
                Route.read(this::ofCluster, "replication-analysis/:clusterName"),
                Route.read(this::ofInstance, "replication-analysis/instance/:host/:port"),
                Route.read(this::changelog, "replication-analysis-changelog"));
    }

    private CompletionStage<Reply> all(Request request) {
        return Stages.explained(useCases.fleet()
                .analyses()
                .thenApply(found -> Reply.ok(ANALYSIS, listing.of(found, useCases.nodes().self(), clock.instant()))),
                CANNOT);
    }

    private CompletionStage<Reply> ofCluster(Request request) {
        String name = request.path("clusterName");
        return answer(analysis -> analysis.cluster().value().equals(name) || analysis.clusterAlias().equals(name));
    }

    private CompletionStage<Reply> ofInstance(Request request) {
        try {
            return keys.of(request).thenCompose(key -> answer(analysis -> analysis.key().equals(key)));
        } catch (ApiError refusal) {
            throw ApiError.of(CANNOT + refusal.getMessage());
        }
    }

    private CompletionStage<Reply> answer(Predicate<Analysis> wanted) {
        return Stages.explained(useCases.fleet().analyses().thenApply(found -> {
            List<AnalysisWire> shown = found.stream()
                    .filter(wanted)
                    .map(analysis -> analyses.current(analysis, useCases.nodes().self(), clock.instant()))
                    .toList();
            return Reply.ok(ANALYSIS, shown);
        }), CANNOT);
    }

    private CompletionStage<Reply> changelog(Request request) {
        return useCases.history().analysisChanges().thenApply(changes -> {
            List<RecoveryWire.Changelog> log = records.changelog(changes);
            return Reply.bare(log.isEmpty() ? null : log);
        });
    }
}
