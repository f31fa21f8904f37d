package io.orchestrator.domain.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.detection.Remembered;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.promotion.PromotionPolicy;
import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.domain.recovery.RecoveryCircumstances;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.domain.topology.FleetIndex;
import io.orchestrator.domain.topology.FleetLink;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.domain.topology.Topology;

/** A cluster and its circumstances; all clusters recover and nothing stands in the way unless it is said. */
final class Situation {
    static final Instant DOWNTIME_END = Instant.EPOCH.plusSeconds(9);

    private final List<ObservedInstance> servers;
    private final Map<InstanceKey, Annotations> annotations = new HashMap<>();
    private AnalysisSettings analysis =
            AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.of(List.of("*")));
    private PromotionPolicy policy = PromotionPolicy.DEFAULT;
    private Set<HookPoint> hooks = Set.of();
    private boolean applies = true;
    private boolean disabled;
    private List<String> suspensions = List.of();
    private Set<ClusterName> claimed = Set.of();
    private String doubt = "";
    private InstanceKey asked = InstanceKey.NONE;
    private final List<RecoveryRecord> recoveries = new ArrayList<>();
    private final List<Hindrance> ofNode = new ArrayList<>();

    private Situation(List<ObservedInstance> servers) {
        this.servers = servers;
    }

    static Situation of(InstanceBuilder... servers) {
        return new Situation(Stream.of(servers).map(InstanceBuilder::observed).toList());
    }

    Situation ruled(String host, PromotionRule rule) {
        return annotate(host, a -> a.withPromotionRule(rule));
    }

    Situation downtimed(String host) {
        return annotate(host, a -> a.withDowntime(
                new Downtime(Instances.key(host), "ops", "new disk", Instant.EPOCH, DOWNTIME_END)));
    }

    Situation inMaintenance(String host) {
        return annotate(host, a -> a.withMaintenance(true));
    }

    private Situation annotate(String host, UnaryOperator<Annotations> change) {
        annotations.merge(Instances.key(host), change.apply(Annotations.NONE), (old, _) -> change.apply(old));
        return this;
    }

    Situation under(UnaryOperator<AnalysisSettings> change) {
        analysis = change.apply(analysis);
        return this;
    }

    Situation policy(PromotionPolicy newPolicy) {
        policy = newPolicy;
        return this;
    }

    Situation withPreFailoverHook() {
        hooks = Set.of(HookPoint.PRE_FAILOVER);
        return this;
    }

    Situation withoutPromotionStatements() {
        applies = false;
        return this;
    }

    Situation disabled() {
        disabled = true;
        return this;
    }

    Situation suspendedBy(String what) {
        suspensions = List.of(what);
        return this;
    }

    Situation claimed() {
        claimed = Set.of(topology().name());
        return this;
    }

    Situation doubting(String why) {
        doubt = why;
        return this;
    }

    Situation after(RecoveryRecord recovery) {
        recoveries.add(recovery);
        return this;
    }

    Situation hinderedBy(Hindrance hindrance) {
        ofNode.add(hindrance);
        return this;
    }

    Situation asking(String host) {
        asked = Instances.key(host);
        return this;
    }

    /** The cluster of the first server. */
    Topology topology() {
        FleetIndex index = FleetIndex.of(servers.stream().map(FleetLink::of).toList());
        return Fleets.of(servers, annotations, ClusterLabels.NONE, index)
                .clusterOf(servers.getFirst().key())
                .orElseThrow();
    }

    Question question() {
        RecoverySettings d = RecoverySettings.DEFAULT;
        RecoverySettings recovery = new RecoverySettings(policy, applies, d.detachLost(), d.detachPromoted(),
                d.delayUntilApplied(), d.lookDeadline(), d.actionDeadline(), d.drainLimit(), d.promotionExpiry(),
                d.verifyInterval(), hooks);
        return new Question(topology(), asked, new Picture(Picture.Origin.LEADER, Instant.EPOCH, null),
                new Question.Settings(analysis, recovery), Remembered.NOTHING,
                new RecoveryCircumstances(false, disabled, suspensions, claimed, Map.of(), doubt, Instances.NOW),
                recoveries, ofNode);
    }

    ClusterExplanation explained() {
        return Explainer.explain(question());
    }

    /** What would come of the death of the first server that is told of. */
    FailureExplanation failure() {
        return explained().failures().getFirst();
    }

    FailureExplanation failureOf(String host) {
        return explained().failures()
                .stream()
                .filter(f -> f.server().equals(Instances.key(host)))
                .findFirst()
                .orElseThrow();
    }
}
