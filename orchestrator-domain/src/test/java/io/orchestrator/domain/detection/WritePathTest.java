package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import io.orchestrator.domain.instance.CommitProgress;
import io.orchestrator.domain.instance.ProbeWrite;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Sources that answer and cannot write: codes of ours, where the policy wants them. */
class WritePathTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final WriteHealth STALLED =
            new WriteHealth(new CommitProgress(CommitProgress.Wait.COMMIT, 7, LONG, LONG), null);
    private static final WriteHealth FULL = answered(ProbeWrite.Result.DISK_FULL, 1114);
    private static final WriteHealth UNWRITABLE = answered(ProbeWrite.Result.READ_ONLY_FILE_SYSTEM, 1026);

    private static WriteHealth answered(ProbeWrite.Result result, int number) {
        return new WriteHealth(CommitProgress.FREE,
                new ProbeWrite(result, Duration.ofMillis(3), Duration.ofSeconds(5), number,
                        "error " + number + ": why"));
    }

    private static UnaryOperator<AnalysisSettings> policy(WritePathPolicy policy) {
        return settings -> settings.withWritePath(
                new WritePathSettings(policy, List.of(), WritePathSettings.OFF.stalledAfter()));
    }

    private static Scenario scenario(InstanceBuilder... servers) {
        return new Scenario("write path", "").with(servers);
    }

    private static String result(InstanceBuilder... servers) {
        return scenario(servers).under(policy(WritePathPolicy.OBSERVE)).result();
    }

    private static InstanceBuilder source(WriteHealth health) {
        return Instances.server("m").writes(health);
    }

    private static InstanceBuilder replica(String name) {
        return Instances.server(name).replicaOf("m");
    }

    @Test
    void aSourceWhoseCommitsDoNotFinishIsNamed() {
        assertThat(result(source(STALLED), replica("r1"))).isEqualTo("m WriteStalledMaster");
    }

    @Test
    void aSourceWithoutDiskSpaceIsNamed() {
        assertThat(result(source(FULL), replica("r1"))).isEqualTo("m DiskFullMaster");
    }

    @Test
    void aSourceOnAReadOnlyFileSystemIsNamed() {
        assertThat(result(source(UNWRITABLE), replica("r1"))).isEqualTo("m ReadOnlyFileSystemMaster");
    }

    /** Statements that tell of the binary log wait for the same commits: the probe ends in part. */
    @Test
    void aSourceThatAnswersOnlyInPartIsNamed() {
        assertThat(result(source(STALLED).partial(), replica("r1"))).isEqualTo("m WriteStalledMaster");
    }

    @Test
    void nothingIsSaidUnlessThePolicyAsksForIt() {
        assertThat(scenario(source(STALLED), replica("r1")).result()).isEmpty();
        assertThat(scenario(source(STALLED), replica("r1")).under(policy(WritePathPolicy.OFF)).result()).isEmpty();
    }

    @Test
    void thePolicyOfItsClusterCounts() {
        var others = new WritePathSettings.ByCluster(ClusterFilters.of(List.of("m:3306")), WritePathPolicy.OFF);
        var settings = new WritePathSettings(WritePathPolicy.ACT, List.of(others), Duration.ofSeconds(10));

        assertThat(scenario(source(STALLED), replica("r1")).under(s -> s.withWritePath(settings)).result()).isEmpty();
    }

    @Test
    void deadAndUnreachableSourcesKeepTheirCodes() {
        assertThat(result(source(STALLED).down(), replica("r1").ioStopped())).isEqualTo("m DeadMaster");
        assertThat(result(source(STALLED).partial(), replica("r1").ioStopped())).isEqualTo("m DeadMaster");
        assertThat(result(source(STALLED).down(), replica("r1"))).isEqualTo("m UnreachableMaster");
    }

    @Test
    void aSourceThatLacksAcknowledgementsKeepsItsCode() {
        assertThat(result(source(STALLED).semiSyncSource(true, 2, 1), replica("r1")))
                .isEqualTo("m LockedSemiSyncMasterHypothesis");
        assertThat(result(source(FULL).semiSyncSource(true, 2, 1), replica("r1")))
                .isEqualTo("m LockedSemiSyncMasterHypothesis");
    }

    /** The source's own trouble is told, not that of its replicas. */
    @Test
    void itComesBeforeCodesOfASourceThatIsWell() {
        assertThat(result(source(STALLED), replica("r1").ioStopped())).isEqualTo("m WriteStalledMaster");
        assertThat(result(source(STALLED), replica("r1").down())).isEqualTo("m WriteStalledMaster");
    }

    @Test
    void aReadOnlyServerAndAServerWithoutReplicasAreNotNamed() {
        assertThat(result(source(STALLED).readOnly(), replica("r1"))).isEqualTo(
                "m - +NoWriteableMasterStructureWarning");
        assertThat(result(source(STALLED))).isEmpty();
    }

    @Test
    void theReasonTellsTheNumbers() {
        Analysis analysis = scenario(source(STALLED), replica("r1")).under(policy(WritePathPolicy.OBSERVE))
                .analyses()
                .getFirst();

        assertThat(analysis.explain().getFirst()).contains("rule W3", "7 sessions wait for a commit to finish",
                "for at least 30000 ms");
    }

    @Test
    void aLockThatSomebodyHoldsIsToldAndIsNoFailure() {
        var locked = new WriteHealth(new CommitProgress(CommitProgress.Wait.READ_LOCK, 2, LONG, LONG), null);
        Analysis analysis = scenario(source(locked).readOnly(), replica("r1")).under(policy(WritePathPolicy.OBSERVE))
                .analyses()
                .getFirst();

        assertThat(result(source(locked), replica("r1"))).isEmpty();
        assertThat(analysis.explain()).anyMatch(sentence -> sentence.contains("a lock that somebody holds"));
    }
}
