package io.orchestrator.domain.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.Analyzer;
import io.orchestrator.domain.detection.HostnamePatterns;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryDecision;
import io.orchestrator.domain.recovery.RecoveryPolicy;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;

/** Explains a cluster. Pure: the same question has the same answer. */
public final class Explainer {
    private final Question question;
    private final Topology topology;
    private final Duration now;

    private Explainer(Question question) {
        this.question = question;
        this.topology = question.topology();
        this.now = question.now();
    }

    /** Explains the cluster of the question, and what would come of the death of each of its sources and of the server asked for. */
    public static ClusterExplanation explain(Question question) {
        return new Explainer(question).explanation();
    }

    private ClusterExplanation explanation() {
        List<InstanceKey> sources = topology.sources().stream().map(FleetInstance::key).toList();
        Set<InstanceKey> subjects = new LinkedHashSet<>();
        topology.find(question.asked()).map(FleetInstance::key).ifPresent(subjects::add);
        subjects.addAll(sources);
        Duration hungAfter = question.settings().analysis().hungAfter();
        return new ClusterExplanation(topology.name(), topology.alias(), sources, question.picture(),
                subjects.stream().flatMap(subject -> failures(subject).stream()).toList(),
                analyses(), topology.instances().stream().map(m -> ServerEvidence.of(m, now, hungAfter)).toList());
    }

    private List<AnalysisExplanation> analyses() {
        AnalysisSettings settings = question.settings().analysis();
        return Analyzer.analyze(topology, now, settings, question.remembered(), Analyzer.Scope.ALL)
                .stream()
                .map(analysis -> new AnalysisExplanation(analysis, analysis.explain(),
                        Analyzer.verdicts(analysis.evidence(), settings), decide(analysis)))
                .toList();
    }

    private RecoveryDecision decide(Analysis analysis) {
        return RecoveryPolicy.decide(analysis, question.circumstances());
    }

    /**
     * The failure there is, and the one there would be. A server that cannot be read and from which nobody replicates is dead as far as
     * anybody can tell; of one that only we cannot read, both are told.
     */
    private List<FailureExplanation> failures(InstanceKey subject) {
        List<FailureExplanation> failures = new ArrayList<>();
        Optional<Analysis> present =
                analysisOf(subject, topology).filter(analysis -> !analysis.evidence().check().valid());
        present.ifPresent(analysis -> failures.add(failure(analysis, topology, true)));
        if (present.filter(analysis -> analysis.evidence().replicas().replicating() == 0).isEmpty()) {
            Topology bereft = DeadServer.in(topology, subject, now);
            analysisOf(subject, bereft).ifPresent(analysis -> failures.add(failure(analysis, bereft, false)));
        }
        return failures;
    }

    /** What the analyzer says of a server, also of one that it would leave out: that it is left out is told as a hindrance. */
    private Optional<Analysis> analysisOf(InstanceKey subject, Topology picture) {
        AnalysisSettings all = question.settings()
                .analysis()
                .withIgnoredHosts(HostnamePatterns.NONE)
                .withReducedCount(false);
        return Analyzer.analyze(Attention.withoutMaintenance(picture, subject), now, all, question.remembered(),
                Analyzer.Scope.ALL).stream().filter(analysis -> analysis.key().equals(subject)).findFirst();
    }

    private FailureExplanation failure(Analysis analysis, Topology picture, boolean present) {
        Succession succession = RecoveryPolicy.recovers(analysis.code())
                ? Successions.of(question, analysis, picture)
                : null;
        return new FailureExplanation(analysis.key(), present, analysis, analysis.explain(), decide(analysis),
                succession, new Hindrances(question, analysis, picture).with(succession));
    }
}
