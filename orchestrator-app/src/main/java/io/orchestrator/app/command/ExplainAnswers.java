package io.orchestrator.app.command;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.explain.ClusterExplanation;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driving.ExplainQueries;

/** Explains a cluster, from what the backend knows of it; no server is asked. */
final class ExplainAnswers {
    private ExplainAnswers() {}

    /** By {@code -alias} the cluster; by {@code -i} the cluster of the instance, and the instance itself first. */
    static void explain(Call call) {
        call.ask(asked(call)).lines().forEach(call::print);
    }

    private static CompletionStage<ClusterExplanation> asked(Call call) {
        ExplainQueries explanations = call.product().useCases().explanations();
        Optional<Topology> named = call.named();
        if (named.isPresent()) {
            return explanations.explain(named.get().name());
        }
        if (!call.options().alias().isEmpty() && call.given().isEmpty()) {
            throw new CommandFailure("Unable to determine cluster name. clusterHint=" + call.options().alias());
        }
        return explanations.explain(call.instance().key());
    }
}
