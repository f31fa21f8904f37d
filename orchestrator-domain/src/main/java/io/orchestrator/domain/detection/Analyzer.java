package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;

/** Says what is wrong with the servers of one cluster (detection.md 3 to 10). Pure: the same picture gives the same analyses. */
public final class Analyzer {
    /** Codes that downtime of all replicas excuses (detection.md 8). */
    private static final Set<AnalysisCode> EXCUSED_BY_REPLICAS = EnumSet.of(
            AnalysisCode.ALL_MASTER_REPLICAS_NOT_REPLICATING,
            AnalysisCode.ALL_MASTER_REPLICAS_NOT_REPLICATING_OR_DEAD,
            AnalysisCode.MASTER_SINGLE_REPLICA_DEAD,
            AnalysisCode.ALL_CO_MASTER_REPLICAS_NOT_REPLICATING,
            AnalysisCode.DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA,
            AnalysisCode.DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA_FAILING_TO_CONNECT,
            AnalysisCode.DEAD_INTERMEDIATE_MASTER_AND_REPLICAS,
            AnalysisCode.DEAD_INTERMEDIATE_MASTER_AND_SOME_REPLICAS,
            AnalysisCode.ALL_INTERMEDIATE_MASTER_REPLICAS_FAILING_TO_CONNECT_OR_DEAD,
            AnalysisCode.ALL_INTERMEDIATE_MASTER_REPLICAS_NOT_REPLICATING);

    /** Which analyses are wanted. */
    public enum Scope {
        /** Those that say something. */
        PROBLEMS,
        /** Also those of servers without a problem. */
        ALL
    }

    private final Topology topology;
    private final AnalysisSettings settings;
    private final boolean sourceRecovery;
    private final boolean intermediateRecovery;

    private Analyzer(Topology topology, AnalysisSettings settings) {
        this.topology = topology;
        this.settings = settings;
        this.sourceRecovery = settings.sourceRecovery().matches(topology.name(), topology.alias());
        this.intermediateRecovery = settings.intermediateRecovery().matches(topology.name(), topology.alias());
    }

    /** The problems of one cluster; servers in downtime are included and say so. */
    public static List<Analysis> analyze(Topology topology, Duration now, AnalysisSettings settings,
            Remembered remembered) {
        return analyze(topology, now, settings, remembered, Scope.PROBLEMS);
    }

    /**
     * Analyses of one cluster: sources first, then the server that the cluster is named after, then by number of replicas.
     *
     * <p>
     * Left out are servers in maintenance, healthy leaves under {@link AnalysisSettings#reduceCount()}, and ignored hosts. A downtime
     * in the picture counts as active: whoever makes the picture leaves out those that ended.
     *
     * @param topology the cluster
     * @param now monotonic time, on the clock of the observations
     * @param settings thresholds and filters
     * @param remembered what is known from before
     * @param scope which analyses are wanted
     */
    public static List<Analysis> analyze(Topology topology, Duration now, AnalysisSettings settings,
            Remembered remembered, Scope scope) {
        var analyzer = new Analyzer(topology, settings);
        var gatherer = new EvidenceGatherer(topology, now, settings, remembered);
        List<Analysis> analyses = new ArrayList<>();
        for (FleetInstance member : topology.members().values()) {
            if (member.annotations().inMaintenance() || settings.ignoredHosts().matches(member.key())) {
                continue;
            }
            Evidence evidence = gatherer.gather(member);
            if (settings.reduceCount() && !analyzer.isWorthARow(member, evidence)) {
                continue;
            }
            Analysis analysis = analyzer.analysis(member, evidence);
            if (scope == Scope.ALL || analysis.isProblem()) {
                analyses.add(analysis);
            }
        }
        analyses.sort(analyzer.order());
        return List.copyOf(analyses);
    }

    /** Without the analyses that downtime excuses: what the command line shows. */
    public static List<Analysis> withoutSkippable(List<Analysis> analyses) {
        return analyses.stream().filter(a -> !a.isSkippable()).toList();
    }

    /**
     * The reduction of detection.md 10: in effect only healthy leaves are left out, and servers that were not probed yet. One that never
     * answered is not valid like any other (D-15).
     */
    private boolean isWorthARow(FleetInstance member, Evidence evidence) {
        boolean knownToFail = !evidence.check().valid() && member.observed().lastBegan() != null;
        return evidence.replicas().count() > 0 || evidence.check().failingToConnect() || knownToFail
                || evidence.further().groupPrimary();
    }

    private Analysis analysis(FleetInstance member, Evidence evidence) {
        AnalysisCode code = RuleLadder.classify(evidence, settings);
        Downtime downtime = member.annotations().downtime();
        boolean replicasDowntimed = EXCUSED_BY_REPLICAS.contains(code)
                && evidence.replicas().count() == evidence.replicas().downtimed();
        String domain = topology.domain().isEmpty() ? topology.name().value() : topology.domain();
        return new Analysis(member.key(), member.sourceKey(), topology.name(), topology.alias(), domain,
                member.snapshot().map(InstanceSnapshot::classification).orElse(Classification.NONE), code,
                StructureRules.codes(evidence), evidence, downtime, replicasDowntimed, sourceRecovery,
                intermediateRecovery);
    }

    /** What became of each rule that applies to a server, in the order in which they are tried. */
    public static List<RuleVerdict> verdicts(Evidence evidence, AnalysisSettings settings) {
        return RuleLadder.verdicts(evidence, settings);
    }

    /** For a stable sort of analyses that come sorted by key. */
    private Comparator<Analysis> order() {
        String name = topology.name().value();
        return Comparator.<Analysis>comparingInt(a -> a.evidence().role().master() ? 0 : 1)
                .thenComparingInt(a -> a.key().isDisplayedAs(name) ? 0 : 1)
                .thenComparingInt(a -> -a.evidence().replicas().count());
    }
}
