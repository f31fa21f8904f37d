package io.orchestrator.domain.detection;

import java.time.Duration;

import io.orchestrator.domain.testing.InstanceBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Evidence by silence: a stopped source is dead before its replicas notice. */
class SilenceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static InstanceBuilder silent(InstanceBuilder replica, Duration silence) {
        return replica.silence(silence, SECOND);
    }

    private static String result(InstanceBuilder... servers) {
        return new Scenario("silence", "").with(servers).result();
    }

    private static InstanceBuilder hung() {
        return SourceScenarios.m().probingFor(Duration.ofSeconds(7));
    }

    @Test
    void aHungSourceWithSilentReplicasIsDead() {
        assertThat(result(hung(), silent(SourceScenarios.r1(), SECOND.multipliedBy(3)),
                silent(SourceScenarios.r2(), SECOND.multipliedBy(30)))).isEqualTo("m DeadMaster");
    }

    @Test
    void oneReplicaThatHearsTheSourceKeepsItAlive() {
        assertThat(result(SourceScenarios.m().down(), silent(SourceScenarios.r1(), SECOND.multipliedBy(3)),
                silent(SourceScenarios.r2(), Duration.ofMillis(2_999)))).isEqualTo("m UnreachableMaster");
        // While its probe hangs its last one counts as answered in part: noise reduction of the contract (rule 7).
        assertThat(result(hung(), silent(SourceScenarios.r1(), SECOND.multipliedBy(3)), SourceScenarios.r2()))
                .isEmpty();
    }

    @Test
    void aReplicaWhoseSilenceIsNotKnownCountsAsReplicating() {
        assertThat(result(SourceScenarios.m().down(), silent(SourceScenarios.r1(), SECOND.multipliedBy(9)),
                SourceScenarios.r2())).isEqualTo("m UnreachableMaster");
        assertThat(result(SourceScenarios.m().down(), SourceScenarios.r1().silence(Duration.ofHours(1), Duration.ZERO)))
                .isEqualTo("m UnreachableMaster");
    }

    @Test
    void shortHeartbeatsStillNeedTwoSeconds() {
        Duration tenth = Duration.ofMillis(100);
        assertThat(result(SourceScenarios.m().down(), SourceScenarios.r1().silence(Duration.ofMillis(1_999), tenth)))
                .isEqualTo("m UnreachableMaster");
        assertThat(result(SourceScenarios.m().down(), SourceScenarios.r1().silence(SECOND.multipliedBy(2), tenth)))
                .isEqualTo("m DeadMaster");
    }

    @Test
    void silenceChangesNothingWhileTheSourceAnswers() {
        assertThat(result(SourceScenarios.m(), silent(SourceScenarios.r1(), SECOND.multipliedBy(60)),
                silent(SourceScenarios.r2(), SECOND.multipliedBy(60)))).isEmpty();
    }

    @Test
    void theExplanationSaysSo() {
        var scenario = new Scenario("silence", "").with(hung(), silent(SourceScenarios.r1(), SECOND.multipliedBy(3)));

        assertThat(scenario.analyses()).singleElement()
                .satisfies(a -> assertThat(a.explain()).containsExactly(
                        "DeadMaster by rule 2: the source cannot be read; its 1 replica can be read and none of them "
                                + "replicates.",
                        "The probe under way has had no answer for too long.",
                        "Of its 1 replica 1 said to replicate but had heard nothing for at least three heartbeats; they "
                                + "were not counted as replicating.",
                        "m:3306 was read 7001 ms ago; a probe has been waiting for it for 7000 ms.",
                        "r1:3306 was read 0 ms ago; receiver runs, applier runs, has heard nothing for 3000 ms, "
                                + "lag 0 s."));
    }
}
