package io.orchestrator.domain.explain;

import java.util.List;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.testing.InstanceBuilder;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testing.Instances.key;
import static io.orchestrator.domain.testing.Instances.server;
import static io.orchestrator.domain.testing.ReplicaBuilder.made;
import static org.assertj.core.api.Assertions.assertThat;

/** Failures that are there already, and of servers that are not the one source of their cluster. */
class OtherFailuresTest {
    private static InstanceBuilder replica(String name) {
        return server(name).replicaOf("m").executed(made(100)).readOnly();
    }

    private static InstanceBuilder source() {
        return server("m").executed(made(100));
    }

    @Test
    void aSourceThatIsDeadIsExplainedAsItIs() {
        ClusterExplanation explained = Situation.of(source().down(), replica("r1").failingToConnect(),
                replica("r2").failingToConnect()).explained();

        assertThat(explained.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.present()).isTrue();
            assertThat(failure.verdict()).isEqualTo("fails now and is recovered: promotes r1:3306");
        });
    }

    @Test
    void aDeadSourceThatIsNotRecoveredSaysWhy() {
        FailureExplanation failure = Situation.of(source().down(), replica("r1").ioStopped())
                .disabled()
                .failure();

        assertThat(failure.verdict())
                .isEqualTo("fails now and is NOT recovered: recoveries are disabled globally");
    }

    @Test
    void ofASourceThatOnlyWeCannotReadBothAreTold() {
        List<FailureExplanation> failures =
                Situation.of(source().down(), replica("r1"), replica("r2")).explained().failures();

        assertThat(failures).hasSize(2);
        assertThat(failures.getFirst().analysis().code()).isEqualTo(AnalysisCode.UNREACHABLE_MASTER);
        assertThat(failures.getFirst().verdict())
                .startsWith("fails now and is NOT recovered: UnreachableMaster is detected only, not recovered: ");
        assertThat(failures.getLast().present()).isFalse();
        assertThat(failures.getLast().promoted()).isEqualTo(key("r1"));
    }

    @Test
    void aSourceWhoseReplicasAreAllGoneIsDetectedOnly() {
        FailureExplanation failure = Situation.of(source(), replica("r1").down(), replica("r2").down()).failure();

        assertThat(failure.analysis().code()).isEqualTo(AnalysisCode.DEAD_MASTER_AND_REPLICAS);
        assertThat(failure.isRecovered()).isFalse();
        assertThat(failure.succession()).isNull();
    }

    @Test
    void coMastersAreToldOneByOneAndNotRecovered() {
        ClusterExplanation explained = Situation.of(server("a").replicaOf("b"), server("b").replicaOf("a").readOnly(),
                server("r1").replicaOf("a").readOnly()).explained();

        assertThat(explained.sources()).containsExactly(key("a"), key("b"));
        assertThat(explained.failures()).extracting(FailureExplanation::server).containsExactly(key("a"), key("b"));
        assertThat(explained.failures()).allSatisfy(failure -> {
            assertThat(failure.analysis().code()).isEqualTo(AnalysisCode.DEAD_CO_MASTER);
            assertThat(failure.verdict())
                    .isEqualTo("would NOT be recovered: this release does not recover DeadCoMaster yet");
        });
    }

    @Test
    void anIntermediateSourceIsToldWhenAskedForBeforeTheSource() {
        ClusterExplanation explained = Situation.of(source(), replica("i"), server("s1").replicaOf("i").readOnly(),
                server("s2").replicaOf("i").readOnly()).asking("i").explained();

        assertThat(explained.failures()).extracting(FailureExplanation::server).containsExactly(key("i"), key("m"));
        FailureExplanation intermediate = explained.failures().getFirst();
        assertThat(intermediate.analysis().code()).isEqualTo(AnalysisCode.DEAD_INTERMEDIATE_MASTER);
        assertThat(intermediate.verdict())
                .isEqualTo("would NOT be recovered: this release does not recover DeadIntermediateMaster yet");
        assertThat(explained.failures().getLast().promoted()).isEqualTo(key("i"));
    }

    @Test
    void aLonelyReplicaOfAnIntermediateSourceFailsToConnect() {
        FailureExplanation failure =
                Situation.of(source(), replica("i"), server("s1").replicaOf("i").readOnly()).asking("i").failure();

        assertThat(failure.analysis().code())
                .isEqualTo(AnalysisCode.DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA_FAILING_TO_CONNECT);
    }

    @Test
    void aLeafLosesNothing() {
        FailureExplanation failure = Situation.of(source(), replica("r1"), replica("r2")).asking("r2").failure();

        assertThat(failure.server()).isEqualTo(key("r2"));
        assertThat(failure.verdict()).isEqualTo(
                "would NOT be recovered: no server replicates from it, so that there is nothing to recover");
    }

    @Test
    void aSingleServerHasNobodyToFollowIt() {
        FailureExplanation failure = Situation.of(server("m")).failure();

        assertThat(failure.analysis().code()).isEqualTo(AnalysisCode.DEAD_MASTER_WITHOUT_REPLICAS);
        assertThat(failure.verdict()).isEqualTo("would NOT be recovered: DeadMasterWithoutReplicas has no action plan:"
                + " Master cannot be reached by orchestrator and has no replica");
    }

    @Test
    void aGroupReplacesItsPrimaryByItself() {
        ClusterExplanation explained = Situation.of(server("g1").group("ONLINE", "PRIMARY", "g1", "g2"),
                server("g2").group("ONLINE", "SECONDARY", "g1", "g1").readOnly()).explained();

        assertThat(explained.failures().getFirst().server()).isEqualTo(key("g1"));
        assertThat(explained.failures().getFirst().verdict())
                .contains("the group itself replaces a primary that it loses");
    }

    @Test
    void replicasOfAGroupMemberAreNotRecoveredYet() {
        FailureExplanation failure = Situation.of(server("g1").group("ONLINE", "PRIMARY", "g1", "g2"),
                server("g2").group("ONLINE", "SECONDARY", "g1", "g1").readOnly(),
                server("r1").replicaOf("g1").readOnly()).failureOf("g1");

        assertThat(failure.analysis().code()).isEqualTo(AnalysisCode.DEAD_REPLICATION_GROUP_MEMBER_WITH_REPLICAS);
        assertThat(failure.isRecovered()).isFalse();
    }

    @Test
    void theTextHasTheVerdictThenReasonsThenEvidence() {
        List<String> lines = Situation.of(source().semiSyncSource(true, 1, 1), replica("r1").semiSyncReplica(),
                replica("r2").down()).explained().lines();

        assertThat(lines.getFirst()).startsWith("Cluster m:3306, as the leader knows it");
        assertThat(lines.get(1)).isEqualTo("m:3306 would be recovered: promotes r1:3306");
        assertThat(String.join("\n", lines)).containsSubsequence("If m:3306 died now:",
                "DeadMasterAndSomeReplicas by rule 4", "Decision: recover:", "Candidates:", "1. r1:3306: best of 1",
                "-  r2:3306: did not answer", "Lost: r2:3306", "Transactions at risk: none known",
                "Semi-sync: commits wait for 1 of 1", "What the analysis says now:", "m:3306: NoProblem",
                "What each server said:", "r1:3306: read 0 ms ago; version 8.0.36, read-only",
                "from m:3306: receiver running, applier running, by GTID, lag 0 s",
                "r2:3306: cannot be read; last read 30 s ago; 1 probes failed since");
    }
}
