package io.orchestrator.domain.promotion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.testing.ReplicaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.orchestrator.domain.testing.ReplicaBuilder.made;
import static io.orchestrator.domain.testing.ReplicaBuilder.madeBy;
import static io.orchestrator.domain.testing.ReplicaBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

class CandidateChooserTest {
    private static final GtidSet NOTHING = GtidSet.emptyMysql();

    private static List<String> names(List<InstanceKey> keys) {
        return keys.stream().map(InstanceKey::hostname).toList();
    }

    private static String reasonOf(String name, List<Choice.PassedOver> list) {
        return list.stream().filter(p -> p.key().equals(Instances.key(name))).findFirst().orElseThrow().reason();
    }

    record Rank(String why, ReplicaBuilder winner, ReplicaBuilder other) {
        @Override
        public String toString() {
            return why;
        }
    }

    /** The winner has the name that comes last, so that it does not win by name. */
    static Stream<Rank> ranks() {
        return Stream.of(
                new Rank("most received, though fewer executed", replica("z").has(100).executed(10),
                        replica("a").has(99)),
                new Rank("rule before data centre", replica("z").has(9).rule(PromotionRule.PREFER).dataCenter("far"),
                        replica("a").has(9)),
                new Rank("rule before being caught up", replica("z").has(9).rule(PromotionRule.PREFER),
                        replica("a").has(12)),
                new Rank("must before prefer", replica("z").has(9).rule(PromotionRule.MUST),
                        replica("a").has(9).rule(PromotionRule.PREFER)),
                new Rank("neutral before prefer_not", replica("z").has(9), replica("a").has(9)
                        .rule(PromotionRule.PREFER_NOT)),
                new Rank("same site", replica("z").has(9), replica("a").has(9).dataCenter("far")),
                new Rank("without errant transactions", replica("z").has(9),
                        replica("a").has(9).errant(madeBy("stray", 1, 5))),
                new Rank("not downtimed", replica("z").has(9), replica("a").has(9).downtimed()),
                new Rank("semi-sync", replica("z").has(9).semiSync(), replica("a").has(9)),
                new Rank("fewer to apply", replica("z").has(9).executed(8), replica("a").has(9).executed(7)));
    }

    @ParameterizedTest
    @MethodSource("ranks")
    void ranks(Rank rank) {
        Choice.Promote choice = ContestBuilder.among(rank.other(), rank.winner()).promoted();

        assertThat(choice.candidate()).isEqualTo(rank.winner().key());
        assertThat(reasonOf("a", choice.passedOver())).isNotBlank();
    }

    @Test
    void lowerVersionWinsWhereBothMayReplicateFromIt() {
        assertThat(names(List.of(ContestBuilder.among(replica("a").has(9).version("8.0.36"),
                replica("b").has(9).version("8.0.36"), replica("z").has(9).version("5.7.44")).promoted().candidate())))
                .containsExactly("z");
    }

    @Test
    void preferredReplicaThatLacksTransactionsIsCaughtUpFromADonor() {
        Choice.Promote choice = ContestBuilder.among(replica("r1").has(100), replica("r2").has(90)
                .rule(PromotionRule.PREFER), replica("r3").has(95)).promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r2");
        assertThat(choice.donor().hostname()).isEqualTo("r1");
        assertThat(choice.target()).isEqualTo(made(100));
        assertThat(choice.lostTransactions()).isEqualTo(NOTHING);
        assertThat(names(choice.followers())).containsExactly("r1", "r3");
        assertThat(choice.why()).contains("caught up from r1:3306");
    }

    @Test
    void donorsOfTheSameGainAreTakenByName() {
        assertThat(ContestBuilder.among(replica("r2").has(100), replica("r1").has(100), replica("r9").has(90)
                .rule(PromotionRule.PREFER)).promoted().donor().hostname()).isEqualTo("r1");
    }

    @Test
    void transactionsThatOnlyTheReplicaMadeNeverMakeItMostAdvanced() {
        ReplicaBuilder writer = replica("r1").has(90).alsoReceived(madeBy("r1", 1, 50));

        Choice.Promote choice = ContestBuilder.among(writer, replica("r2").has(95)).promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r2");
        assertThat(choice.needsCatchUp()).isFalse();
        assertThat(names(choice.followers())).containsExactly("r1");
        assertThat(choice.lostTransactions()).isEqualTo(madeBy("m", 96, 100));
    }

    @Test
    void knownErrantTransactionsOfAnotherServerNeverMakeItMostAdvanced() {
        ReplicaBuilder stray = replica("r1").has(90).errant(madeBy("gone", 1, 50));

        Choice.Promote choice = ContestBuilder.among(stray, replica("r2").has(95)).promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r2");
        assertThat(choice.lostTransactions()).isEqualTo(madeBy("m", 96, 100));
        assertThat(names(choice.followers())).containsExactly("r1");
    }

    static Stream<ReplicaBuilder> unfitDonors() {
        return Stream.of(replica("r1").has(100).alsoReceived(madeBy("r1", 1, 1)),
                replica("r1").has(100).errant(madeBy("gone", 1, 1)), replica("r1").has(100).delayed(60),
                replica("r1").has(100).multiSource(), replica("r1").has(100).byFilePosition(),
                replica("r1").has(100).withoutReplicaUpdates(), replica("r1").has(100).withoutBinlog(),
                replica("r1").has(100).uuidOf("r2"), replica("r1").has(100).serverId(7));
    }

    @ParameterizedTest
    @MethodSource("unfitDonors")
    void unfitDonorIsNotUsedAndWhatIsLostIsSaid(ReplicaBuilder donor) {
        Choice.Promote choice =
                ContestBuilder.among(donor, replica("r2").has(90).rule(PromotionRule.PREFER).serverId(7),
                        replica("r3").has(80).rule(PromotionRule.MUST_NOT)).tried("r1").promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r2");
        assertThat(choice.donor()).isEqualTo(InstanceKey.NONE);
        assertThat(choice.lostTransactions()).isEqualTo(madeBy("m", 91, 100));
        assertThat(reasonOf("r1", choice.lost())).isNotBlank();
    }

    @Test
    void whatASourceOfFormerTimesMadeAndOthersHaveIsNotErrant() {
        GtidSet old = madeBy("r1", 1, 40);

        Choice.Promote choice = ContestBuilder.among(replica("r1").has(100).alsoReceived(old), replica("r2").has(100)
                .alsoReceived(old)).sourceExecuted(NOTHING).promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r1");
        assertThat(choice.needsCatchUp()).isFalse();
        assertThat(choice.target()).isEqualTo(made(100).union(old));
    }

    @Test
    void whatASourceOfFormerTimesMadeCountsWhenTheFailedOneHadIt() {
        GtidSet old = madeBy("r1", 1, 40);

        Choice.Promote choice = ContestBuilder.among(replica("r1").has(100).alsoReceived(old), replica("r2").has(99))
                .sourceExecuted(made(100).union(old))
                .promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r1");
        assertThat(choice.lostTransactions()).isEqualTo(NOTHING);
    }

    @Test
    void onlyReplicaIsPromotedAndIsToBeDrained() {
        Choice.Promote choice = ContestBuilder.among(replica("r1").has(98).executed(90)).promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r1");
        assertThat(choice.target()).isEqualTo(made(98));
        assertThat(choice.followers()).isEmpty();
        assertThat(choice.lost()).isEmpty();
        assertThat(choice.lostTransactions()).isEqualTo(madeBy("m", 99, 100));
    }

    @Test
    void nobodyIsPromotedWhenNobodyMayAndEachHasItsReason() {
        Choice.Nobody nobody = ContestBuilder.among(replica("r1").silent(), replica("r2").has(9)
                .rule(PromotionRule.MUST_NOT)).nobody();

        assertThat(nobody.why()).isEqualTo("none of the 2 replicas of m:3306 may be promoted");
        assertThat(nobody.passedOver()).hasSize(2);
        assertThat(ContestBuilder.among().nobody().why()).contains("none of the 0");
    }

    @Test
    void wantedOneIsPromotedThoughAnotherRanksHigher() {
        Choice.Promote choice = ContestBuilder.among(replica("r1").has(100).rule(PromotionRule.MUST),
                replica("r2").has(90)).wanted("r2").promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r2");
        assertThat(choice.donor().hostname()).isEqualTo("r1");
        assertThat(ContestBuilder.among(replica("r1").has(9)).wanted("other").nobody().passedOver()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} acknowledging, {1} waited for, {2} read: promoted {3}")
    @CsvSource({"1,1,1,true", "1,1,0,false", "3,1,2,false", "3,1,3,true", "3,2,2,true", "3,2,1,false", "3,3,1,true",
            "3,3,0,false", "2,5,1,true", "2,5,0,false", "0,1,0,false"})
    void quorumOfAcknowledgingReplicas(int acknowledging, int waitedFor, int read, boolean promoted) {
        List<ReplicaBuilder> replicas = new ArrayList<>(List.of(replica("async").has(100)));
        for (int i = 0; i < acknowledging; i++) {
            ReplicaBuilder replica = replica("s" + i).has(90).semiSync();
            replicas.add(i < read ? replica : replica.silent());
        }

        Choice choice = ContestBuilder.among(replicas).acknowledgements(waitedFor).choose();

        assertThat(choice instanceof Choice.Promote).isEqualTo(promoted);
    }

    @Test
    void acknowledgingReplicasNeverSeenCountAsUnread() {
        ContestBuilder contest = ContestBuilder.among(replica("r1").has(9).semiSync(), replica("r2").has(9).semiSync())
                .acknowledgements(2);

        assertThat(contest.choose()).isInstanceOf(Choice.Promote.class);
        assertThat(contest.unseenAcknowledging(2).nobody().why()).contains("only 2 of 4", "3 are needed");
    }

    @Test
    void asynchronousSourceNeedsNoQuorum() {
        assertThat(ContestBuilder.among(replica("r1").silent().semiSync(), replica("r2").has(9))
                .promoted()
                .candidate()
                .hostname()).isEqualTo("r2");
    }

    static Stream<ReplicaBuilder> lostReplicas() {
        return Stream.of(replica("r2").silent(), replica("r2").has(90).replicatesFrom(Instances.key("x")),
                replica("r2").has(90).multiSource(), replica("r2").has(90).byFilePosition(),
                replica("r2").has(90).version("5.6.1"), replica("r2").has(90).format("MIXED"),
                replica("r2").has(90).serverId(7), replica("r2").has(90).uuidOf("r1"));
    }

    @ParameterizedTest
    @MethodSource("lostReplicas")
    void replicaThatCannotFollowIsLostWithAReason(ReplicaBuilder lost) {
        Choice.Promote choice = ContestBuilder.among(replica("r1").has(100).rule(PromotionRule.MUST).serverId(7), lost,
                replica("r3").has(100), replica("r4").has(100)).promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("r1");
        assertThat(names(choice.followers())).containsExactly("r3", "r4");
        assertThat(reasonOf("r2", choice.lost())).isNotBlank();
    }

    @Test
    void followingHonoursThePolicy() {
        PromotionPolicy lenient = new PromotionPolicy(false, false, _ -> false, Duration.ZERO, false, true, true);

        Choice.Promote choice = ContestBuilder.among(replica("r1").has(100).filtered(), replica("r2").has(100)
                .version("5.7.1")
                .filtered(), replica("r3").has(100).version("8.0.1"))
                .wanted("r1")
                .policy(lenient)
                .promoted();

        assertThat(names(choice.followers())).containsExactly("r2");
        assertThat(reasonOf("r3", choice.lost())).contains("replication filters");
    }

    @Test
    void replicaAheadOfThePromotedOneIsLost() {
        Choice.Promote choice =
                ContestBuilder.among(replica("r1").has(100).delayed(60), replica("r2").has(90)).promoted();

        assertThat(reasonOf("r1", choice.lost())).contains("10 transactions that the promoted server lacks");
        assertThat(choice.lostTransactions()).isEqualTo(madeBy("m", 91, 100));
    }

    private static ContestBuilder afterAFailedPromotionOf100() {
        ReplicaBuilder failed = replica("r1").has(100).semiSync().replicatesFrom(InstanceKey.NONE);
        return ContestBuilder.among(failed, replica("r2").has(95).semiSync()).sourceExecuted(made(95)).tried("r1");
    }

    @Test
    void replicaWhosePromotionFailedIsNeitherFollowerNorDonorAndItsTransactionsAreStillKnown() {
        Choice.Promote choice = afterAFailedPromotionOf100().promoted();

        assertThat(choice.donor()).isEqualTo(InstanceKey.NONE);
        assertThat(reasonOf("r1", choice.lost())).contains("its promotion failed");
        assertThat(choice.lostTransactions()).isEqualTo(madeBy("m", 96, 100));
    }

    @Test
    void whatItHadMayHaveBeenAcknowledgedAndIsNotGivenUp() {
        assertThat(afterAFailedPromotionOf100().acknowledgements(1).nobody().why())
                .contains("would lack 5 transactions", "may have been acknowledged");
    }

    @Test
    void whatItHadCountsForTheQuorumWhenAnotherHasItToo() {
        ReplicaBuilder failed = replica("r1").has(100).semiSync().replicatesFrom(InstanceKey.NONE);

        assertThat(ContestBuilder.among(failed, replica("r2").has(100).semiSync())
                .acknowledgements(1)
                .tried("r1")
                .promoted()
                .candidate()
                .hostname()).isEqualTo("r2");
    }

    @Test
    void mariaDbReplicasAreChosenByPosition() {
        ContestBuilder contest = ContestBuilder.among(replica("a").mariaDb("0-1-90"), replica("b").mariaDb("0-1-100"),
                replica("c").mariaDb("0-1-95").rule(PromotionRule.PREFER))
                .sourceExecuted(GtidSet.mariadb("0-1-101"));

        Choice.Promote choice = contest.promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("c");
        assertThat(choice.donor().hostname()).isEqualTo("b");
        assertThat(choice.lostTransactions().transactionCount()).isEqualTo(1);
        assertThat(names(choice.followers())).containsExactly("a", "b");
    }

    @Test
    void divergedMariaDbReplicaIsLost() {
        Choice.Promote choice = ContestBuilder.among(replica("a").mariaDb("0-1-90"), replica("b").mariaDb("0-2-90"))
                .sourceExecuted(GtidSet.emptyMariadb())
                .promoted();

        assertThat(choice.candidate().hostname()).isEqualTo("a");
        assertThat(reasonOf("b", choice.lost())).contains("diverged");
    }
}
