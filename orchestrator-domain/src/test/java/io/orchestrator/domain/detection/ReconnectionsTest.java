package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Topology;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas that believe in a source that hangs, and one of them that had to connect anew. */
class ReconnectionsTest {
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration AGO = Duration.ofSeconds(1);

    private static Remembered attempt(String replica, Duration ago) {
        return Remembered.NOTHING.with(Reconnections.NONE.with(Instances.key("m"),
                new Reconnections.Attempt(Instances.key(replica), Instances.NOW.minus(ago))));
    }

    private static Analysis analysis(Remembered remembered, InstanceBuilder... servers) {
        Topology topology = new Scenario("", "").with(servers).fleet().clusters().values().iterator().next();
        return Analyzer.analyze(topology, Instances.NOW, AnalysisSettings.DEFAULTS, remembered, Analyzer.Scope.ALL)
                .stream()
                .filter(a -> a.key().equals(Instances.key("m")))
                .findFirst()
                .orElseThrow();
    }

    /** By the contract that is no problem while replicas replicate: its last probe that ended was complete. */
    private static InstanceBuilder hanging() {
        return SourceScenarios.m().probingFor(Duration.ofSeconds(7));
    }

    private static InstanceBuilder believing(InstanceBuilder replica, int silentSeconds) {
        return replica.silence(Duration.ofSeconds(silentSeconds), HEARTBEAT);
    }

    @Test
    void oneThatConnectsInVainTellsOfAllThatHeardNothingSince() {
        Analysis analysis = analysis(attempt("r1", AGO), hanging(), SourceScenarios.r1().connecting(),
                believing(SourceScenarios.r2(), 5));

        assertThat(analysis.code()).isEqualTo(AnalysisCode.DEAD_MASTER);
        assertThat(analysis.evidence().replicas().silent()).isEqualTo(1);
        assertThat(analysis.explain()).anyMatch(s -> s.contains("r1:3306 was told to connect to it again 1000 ms ago, "
                + "and tries in vain"));
    }

    /** It may be our network that is bad: one that lost 30 % of the packets made a living source look dead. */
    @Test
    void nothingIsConcludedWhileAReplicaIsSilentToUsToo() {
        Analysis analysis = analysis(attempt("r1", AGO), hanging(), SourceScenarios.r1().connecting(),
                believing(SourceScenarios.r2(), 5).silentToUs());

        assertThat(analysis.code()).isEqualTo(AnalysisCode.NO_PROBLEM);
    }

    @Test
    void oneThatIsConnectingBecauseItWasToldToIsNoEvidenceYet() {
        assertThat(analysis(attempt("r1", Duration.ofMillis(300)), hanging(), SourceScenarios.r1().connecting()).code())
                .isEqualTo(AnalysisCode.NO_PROBLEM);
        assertThat(analysis(attempt("r1", AGO), hanging(), SourceScenarios.r1().connecting()).code())
                .isEqualTo(AnalysisCode.DEAD_MASTER);
    }

    @Test
    void oneThatFailedToConnectIs() {
        assertThat(analysis(attempt("r1", Duration.ofMillis(300)), hanging(), SourceScenarios.r1().failingToConnect())
                .code()).isEqualTo(AnalysisCode.DEAD_MASTER);
    }

    @Test
    void oneThatHeardFromTheSourceSinceIsBelieved() {
        assertThat(analysis(attempt("r1", AGO), hanging(), SourceScenarios.r1().connecting(),
                believing(SourceScenarios.r2(), 0)).code()).isEqualTo(AnalysisCode.NO_PROBLEM);
    }

    @Test
    void oneOfWhichNobodyKnowsWhenItHeardIsBelieved() {
        assertThat(analysis(attempt("r1", AGO), hanging(), SourceScenarios.r1().connecting(), SourceScenarios.r2())
                .code()).isEqualTo(AnalysisCode.NO_PROBLEM);
    }

    @Test
    void oneThatConnectedAgainRefutesTheFailure() {
        assertThat(analysis(attempt("r1", AGO), hanging(), believing(SourceScenarios.r1(), 0),
                believing(SourceScenarios.r2(), 5)).code()).isEqualTo(AnalysisCode.NO_PROBLEM);
    }

    @Test
    void itIsGivenTimeToConnect() {
        assertThat(analysis(attempt("r1", Duration.ofMillis(300)), hanging(), SourceScenarios.r1().connecting(),
                believing(SourceScenarios.r2(), 5)).code()).isEqualTo(AnalysisCode.NO_PROBLEM);
    }

    @Test
    void oneThatSomebodyStoppedSaysNothing() {
        assertThat(analysis(attempt("r1", AGO), hanging(), SourceScenarios.r1().ioStopped(),
                believing(SourceScenarios.r2(), 5)).code()).isEqualTo(AnalysisCode.NO_PROBLEM);
    }

    @Test
    void aSourceThatAnswersIsJudgedByItself() {
        Analysis analysis = analysis(attempt("r1", AGO), SourceScenarios.m(), SourceScenarios.r1().connecting(),
                SourceScenarios.r2().ioStopped());

        assertThat(analysis.code()).isEqualTo(AnalysisCode.ALL_MASTER_REPLICAS_NOT_REPLICATING);
        assertThat(analysis.evidence().further().reconnection()).isNull();
    }

    @Test
    void attemptsOfUnknownServersAreForgotten() {
        Reconnections attempts = attempt("r1", AGO).reconnections();

        assertThat(attempts.retaining(Set.of())).isEqualTo(Reconnections.NONE);
        assertThat(attempts.retaining(Set.of(Instances.key("m")))).isEqualTo(attempts);
        assertThat(attempts.without(Instances.key("m"))).isEqualTo(Reconnections.NONE);
    }

    @Test
    void analysesCarryWhoWasAskedAndWhatTheySaid() {
        Analysis analysis = analysis(Remembered.NOTHING, SourceScenarios.m().down(),
                SourceScenarios.r1().failingToConnect(), SourceScenarios.r2().lag(3));
        List<Testimony> testimonies = analysis.evidence().testimonies();

        assertThat(testimonies).extracting(t -> t.key().hostname()).containsExactly("m", "r1", "r2");
        assertThat(testimonies.getFirst().sentence()).startsWith("m:3306 did not answer 0 ms ago (");
        assertThat(testimonies.get(1).sentence()).contains("r1:3306 was read 0 ms ago; receiver is connecting")
                .contains("receiver error 2003");
        assertThat(testimonies.get(2).sentence()).contains("receiver runs, applier runs, lag 3 s");
        assertThat(analysis.explain()).containsAll(testimonies.stream().map(Testimony::sentence).toList());
    }

    @Test
    void rulesSayWhetherTheyMatched() {
        Analysis analysis = analysis(Remembered.NOTHING, SourceScenarios.m().down(), SourceScenarios.r1().ioStopped());
        List<RuleVerdict> verdicts = Analyzer.verdicts(analysis.evidence(), AnalysisSettings.DEFAULTS);

        assertThat(verdicts.getFirst().outcome()).isEqualTo(RuleVerdict.Outcome.NO_MATCH);
        assertThat(verdicts).filteredOn(v -> v.outcome() == RuleVerdict.Outcome.MATCH)
                .singleElement()
                .satisfies(v -> assertThat(v.rule()).isEqualTo("2"))
                .satisfies(v -> assertThat(v.reason()).isNotBlank());
    }
}
