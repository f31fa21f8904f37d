package io.orchestrator.http.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.detection.Remembered;
import io.orchestrator.domain.explain.ClusterExplanation;
import io.orchestrator.domain.explain.Explainer;
import io.orchestrator.domain.explain.Picture;
import io.orchestrator.domain.explain.Question;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryCircumstances;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.ExplainQueries;
import io.orchestrator.ports.driving.FleetPicture;

/** Explains the picture that a test put in, where every cluster recovers by itself. */
final class FakeExplanations implements ExplainQueries {
    private final FakeUseCases useCases;

    FakeExplanations(FakeUseCases useCases) {
        this.useCases = useCases;
    }

    @Override
    public CompletionStage<ClusterExplanation> explain(ClusterName cluster) {
        return explain(useCases.picture.fleet().cluster(cluster), InstanceKey.NONE, "there is no cluster " + cluster);
    }

    @Override
    public CompletionStage<ClusterExplanation> explain(InstanceKey server) {
        return explain(useCases.picture.fleet().clusterOf(server), server, "Instance not found: " + server);
    }

    private CompletionStage<ClusterExplanation> explain(Optional<Topology> found, InstanceKey asked,
            String otherwise) {
        if (useCases.failure != null) {
            return CompletableFuture.failedStage(useCases.failure);
        }
        return found.map(topology -> CompletableFuture.completedStage(explained(topology, asked)))
                .orElseGet(() -> CompletableFuture
                        .failedStage(new PortException(PortException.Category.INVALID, otherwise, null)));
    }

    private ClusterExplanation explained(Topology topology, InstanceKey asked) {
        FleetPicture picture = useCases.picture;
        AnalysisSettings analysis =
                AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE);
        return Explainer.explain(new Question(topology, asked,
                new Picture(Picture.Origin.LEADER, picture.wall(), null),
                new Question.Settings(analysis, RecoverySettings.DEFAULT),
                Remembered.NOTHING, new RecoveryCircumstances(false, useCases.disabled, List.of(), Set.of(),
                        Map.of(), "", picture.now()),
                List.of(), List.of()));
    }
}
