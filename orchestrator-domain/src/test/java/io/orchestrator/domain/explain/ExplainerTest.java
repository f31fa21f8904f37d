package io.orchestrator.domain.explain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.RuleVerdict;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.promotion.PromotionPolicy;
import io.orchestrator.domain.recovery.RecoveryDecision;
import io.orchestrator.domain.testing.ChannelBuilder;
import io.orchestrator.domain.testing.InstanceBuilder;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testing.Instances.key;
import static io.orchestrator.domain.testing.Instances.server;
import static io.orchestrator.domain.testing.ReplicaBuilder.made;
import static io.orchestrator.domain.testing.ReplicaBuilder.madeBy;
import static org.assertj.core.api.Assertions.assertThat;

/** Who would follow a source that died now. */
class ExplainerTest {
    private static InstanceBuilder source() {
        return server("m").executed(made(100));
    }

    private static InstanceBuilder replica(String name) {
        return replica(name, 100);
    }

    private static InstanceBuilder replica(String name, long received) {
        return server(name).replicaOf("m").executed(made(received)).readOnly();
    }

    private static Succession succession(FailureExplanation failure) {
        return Objects.requireNonNull(failure.succession());
    }

    private static Map<String, String> reasons(FailureExplanation failure) {
        return succession(failure).ranking()
                .stream()
                .collect(Collectors.toMap(r -> r.rank() + " " + r.key().hostname(), RankedReplica::reason));
    }

    private static List<String> blocks(FailureExplanation failure) {
        return failure.hindrances().stream().filter(Hindrance::isBlocking).map(Hindrance::sentence).toList();
    }

    private static PromotionPolicy policy(boolean preventCrossDataCenter, Duration maxLag) {
        return new PromotionPolicy(preventCrossDataCenter, false, _ -> false, maxLag, false, false, false);
    }

    @Test
    void aHealthyClusterWouldBeRecovered() {
        FailureExplanation failure = Situation.of(source(), replica("r1"), replica("r2")).failure();

        assertThat(failure.verdict()).isEqualTo("would be recovered: promotes r1:3306");
        assertThat(failure.present()).isFalse();
        assertThat(failure.analysis().code()).isEqualTo(AnalysisCode.DEAD_MASTER);
        assertThat(failure.decision()).isInstanceOf(RecoveryDecision.Recover.class);
        assertThat(failure.hindrances()).isEmpty();
        assertThat(succession(failure).followers()).containsExactly(key("r2"));
        assertThat(succession(failure).lost()).isEmpty();
        assertThat(succession(failure).atRisk()).isNotNull()
                .satisfies(risk -> assertThat(risk.count()).isZero())
                .satisfies(risk -> assertThat(risk.caveat()).contains("asynchronous"));
        assertThat(reasons(failure)).containsKeys("1 r1", "2 r2");
    }

    @Test
    void theClusterItselfIsToldAsItIsNow() {
        ClusterExplanation explained = Situation.of(source(), replica("r1"), replica("r2").ioStopped()).explained();

        assertThat(explained.sources()).containsExactly(key("m"));
        assertThat(explained.analyses()).singleElement().satisfies(a -> {
            assertThat(a.analysis().key()).isEqualTo(key("m"));
            assertThat(a.analysis().code()).isEqualTo(AnalysisCode.NO_PROBLEM);
            assertThat(a.rules()).isNotEmpty().allMatch(rule -> rule.outcome() == RuleVerdict.Outcome.NO_MATCH);
        });
        assertThat(explained.servers()).extracting(s -> s.key().hostname()).containsExactly("m", "r1", "r2");
        assertThat(explained.servers()).allSatisfy(s -> assertThat(s.reading().valid()).isTrue());
        assertThat(explained.verdict()).isEqualTo("m:3306 would be recovered: promotes r1:3306");
    }

    @Test
    void whoMustNotBePromotedIsPassedOverForThatReason() {
        FailureExplanation failure = Situation.of(source(), replica("r1"), replica("r2"))
                .ruled("r1", PromotionRule.MUST_NOT)
                .failure();

        assertThat(failure.promoted()).isEqualTo(key("r2"));
        assertThat(reasons(failure)).containsEntry("0 r1", "has the promotion rule must_not");
    }

    @Test
    void whoIsPreferredIsRankedFirst() {
        FailureExplanation failure = Situation.of(source(), replica("r1"), replica("r2"), replica("r3"))
                .ruled("r3", PromotionRule.PREFER)
                .failure();

        assertThat(failure.promoted()).isEqualTo(key("r3"));
        assertThat(reasons(failure)).containsEntry("2 r1", "has promotion rule neutral, r3:3306 has prefer");
    }

    @Test
    void whatNobodyHasReceivedIsAtRisk() {
        FailureExplanation failure = Situation.of(source(), replica("r1", 97), replica("r2", 90)).failure();

        assertThat(failure.promoted()).isEqualTo(key("r1"));
        assertThat(succession(failure).atRisk()).isNotNull()
                .satisfies(risk -> assertThat(risk.transactions()).isEqualTo(madeBy("m", 98, 100)))
                .satisfies(risk -> assertThat(risk.count()).isEqualTo(3));
        assertThat(succession(failure).ranking()).extracting(RankedReplica::missing).containsExactly(3L, 10L);
    }

    @Test
    void whoReceivedAndHasNotAppliedIsWaitedFor() {
        InstanceBuilder behind = server("r1").channel(new ChannelBuilder("").source("m").retrieved(made(100)))
                .executed(made(60));

        FailureExplanation failure = Situation.of(source(), behind, replica("r2", 80).ioStopped()).failure();

        assertThat(failure.promoted()).isEqualTo(key("r1"));
        assertThat(failure.hindrances()).singleElement().satisfies(h -> {
            assertThat(h.weight()).isEqualTo(Hindrance.Weight.DELAYS);
            assertThat(h.sentence()).startsWith("r1:3306 has received 40 transactions that it applies first");
        });
    }

    @Test
    void aPreferredReplicaIsCaughtUpFirst() {
        FailureExplanation failure = Situation.of(source(), replica("r1", 95), replica("r2", 100))
                .ruled("r1", PromotionRule.PREFER)
                .failure();

        assertThat(failure.promoted()).isEqualTo(key("r1"));
        assertThat(failure.hindrances()).singleElement()
                .satisfies(h -> assertThat(h.sentence()).startsWith("r1:3306 is caught up from r2:3306 first"));
        assertThat(succession(failure).atRisk()).isNotNull()
                .satisfies(risk -> assertThat(risk.count()).isZero());
    }

    @Test
    void aReplicaThatLagsTooFarIsRefused() {
        FailureExplanation failure = Situation.of(source(), replica("r1").lag(700), replica("r2"))
                .policy(policy(false, Duration.ofMinutes(10)))
                .failure();

        assertThat(failure.promoted()).isEqualTo(key("r2"));
        assertThat(reasons(failure).get("0 r1")).startsWith("lags by 700 s; FailMasterPromotionOnLagMinutes");
    }

    @Test
    void versionsAndFormatsAboveTheMajorityAreRefused() {
        FailureExplanation failure = Situation.of(source(), replica("r1").version("9.7.0"),
                replica("r2").format("STATEMENT"), replica("r3").format("STATEMENT"), replica("r4")).failure();

        assertThat(failure.promoted()).isEqualTo(key("r2"));
        assertThat(reasons(failure).get("0 r1")).startsWith("has version 9.7.0, above the majority's");
        assertThat(reasons(failure)).containsEntry("0 r4", "has binary log format ROW, above the majority's");
    }

    @Test
    void otherDataCentersAreRefusedWherePrevented() {
        FailureExplanation failure = Situation.of(source().dataCenter("east"), replica("r1").dataCenter("west"),
                replica("r2").dataCenter("east"))
                .policy(policy(true, Duration.ZERO))
                .failure();

        assertThat(failure.promoted()).isEqualTo(key("r2"));
        assertThat(reasons(failure).get("0 r1")).startsWith("PreventCrossDataCenterMasterFailover");
    }

    @Test
    void nobodyIsPromotedWhereAllStandElsewhere() {
        FailureExplanation failure = Situation.of(source().dataCenter("east"), replica("r1").dataCenter("west"),
                replica("r2").dataCenter("west"))
                .policy(policy(true, Duration.ZERO))
                .failure();

        assertThat(failure.isRecovered()).isFalse();
        assertThat(failure.verdict())
                .isEqualTo("would NOT be recovered: no replica may be promoted because none of the 2"
                        + " replicas of m:3306 may be promoted");
        assertThat(succession(failure).choice()).isInstanceOf(Choice.Nobody.class);
        assertThat(succession(failure).atRisk()).isNull();
        assertThat(succession(failure).ranking()).extracting(RankedReplica::rank).containsExactly(0, 0);
    }

    @Test
    void errantTransactionsRankLowerAndAreNoAdvantage() {
        FailureExplanation failure = Situation.of(source(),
                server("r1").replicaOf("m").executed(made(100).union(madeBy("r1", 1, 2))), replica("r2")).failure();

        assertThat(failure.promoted()).isEqualTo(key("r2"));
        assertThat(reasons(failure)).containsEntry("2 r1", "has errant transactions");
    }

    @Test
    void aReplicaOfSeveralSourcesIsRefusedAndLost() {
        FailureExplanation failure = Situation.of(source(),
                replica("r1").channel(new ChannelBuilder("other").source("x")), replica("r2")).failure();

        assertThat(failure.promoted()).isEqualTo(key("r2"));
        assertThat(reasons(failure).get("0 r1")).startsWith("replicates from several sources");
        assertThat(succession(failure).lost()).extracting(Choice.PassedOver::key).containsExactly(key("r1"));
    }

    @Test
    void whoCannotBeReadIsLostAndTheCodeSaysSo() {
        FailureExplanation failure = Situation.of(source(), replica("r1").down(), replica("r2")).failure();

        assertThat(failure.analysis().code()).isEqualTo(AnalysisCode.DEAD_MASTER_AND_SOME_REPLICAS);
        assertThat(failure.promoted()).isEqualTo(key("r2"));
        assertThat(succession(failure).lost()).extracting(Choice.PassedOver::key).containsExactly(key("r1"));
    }

    @Test
    void aReportedReplicaThatWasNeverSeenIsLost() {
        FailureExplanation failure =
                Situation.of(source().reportsReplicas("r1", "r9"), replica("r1")).failure();

        assertThat(failure.promoted()).isEqualTo(key("r1"));
        assertThat(succession(failure).neverSeen()).containsExactly(key("r9"));
    }

    @Test
    void semiSyncIsProvenByEnoughReadableReplicas() {
        FailureExplanation failure = Situation.of(source().semiSyncSource(true, 1, 2),
                replica("r1").semiSyncReplica(), replica("r2").semiSyncReplica()).failure();

        assertThat(failure.isRecovered()).isTrue();
        assertThat(succession(failure).proof().needed()).isEqualTo(2);
        assertThat(succession(failure).proof().holds()).isTrue();
    }

    @Test
    void semiSyncWithTooFewReadableReplicasIsNotRecovered() {
        FailureExplanation failure = Situation.of(source().semiSyncSource(true, 1, 2),
                replica("r1").semiSyncReplica(), replica("r2").semiSyncReplica().down()).failure();

        assertThat(failure.isRecovered()).isFalse();
        assertThat(blocks(failure)).singleElement()
                .asString()
                .startsWith("no replica may be promoted because only 1 of 2 acknowledging replicas");
        assertThat(succession(failure).proof().holds()).isFalse();
        assertThat(reasons(failure).get("1 r1")).startsWith("may be promoted, but only 1 of 2");
    }

    @Test
    void withoutGtidNobodyIsPromoted() {
        FailureExplanation failure = Situation.of(server("m").withoutGtid(),
                server("r1").replicaOf("m").withoutGtid(), server("r2").replicaOf("m").withoutGtid()).failure();

        assertThat(failure.verdict()).startsWith("would NOT be recovered: not all readable replicas replicate by GTID");
        assertThat(reasons(failure)).containsEntry("0 r1", "does not replicate by GTID");
    }

    @Test
    void mariaDbIsExplainedInItsOwnTerms() {
        FailureExplanation failure =
                Situation.of(server("m").mariaDb(), server("r1").replicaOf("m").mariaDb()).failure();

        assertThat(failure.verdict()).isEqualTo("would be recovered: promotes r1:3306");
    }

    @Test
    void theExplanationDoesNotTouchThePicture() {
        Situation situation = Situation.of(source(), replica("r1"), replica("r2"));
        var before = situation.topology();

        Question question = situation.question();
        Explainer.explain(question);

        assertThat(question.topology()).isEqualTo(before);
    }

    @Test
    void otherClustersAreNotLookedAt() {
        ClusterExplanation explained = Situation.of(source(), replica("r1"), server("other")).explained();

        assertThat(explained.servers()).extracting(ServerEvidence::key)
                .containsExactly(key("m"), key("r1"))
                .doesNotContain(InstanceKey.NONE);
    }
}
