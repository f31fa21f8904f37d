package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.election.ClaimRow;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driven.RecoveryStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How every {@link RecoveryStore} runs, ends and finds recoveries (recovery.md 6, 16, 17). */
public abstract class RecoveryStoreContract extends RecoveryStoreFixture {
    private static final InstanceKey FAILED = Samples.FAILED;
    private static final RecoveryOutcome PROMOTED = Samples.promoted(Samples.REPLICA);
    private static final Duration BLOCK = Duration.ofHours(1);
    private static final StepIntent INTENT = new StepIntent(1, 1, new ServerAction.StopReceiver(Samples.REPLICA));

    private static RecoveryState stopping(String uid) {
        return new RecoveryState.StoppingReceivers(stateOf(uid).context(), 1, 1, List.of());
    }

    private Claim takenOver(Claim claim) {
        ClaimRow seen = await(stores().claims().readAll()).getFirst();
        age(Duration.ofSeconds(60));
        Claim taken = await(stores().claims().takeOver(seen, Samples.OTHER, Duration.ofSeconds(5))).orElseThrow();
        assertThat(taken.uid()).isEqualTo(claim.uid());
        return taken;
    }

    private List<String> texts(String uid) {
        return await(store().steps(Samples.uid(uid))).stream().map(RecoveryStore.StepText::message).toList();
    }

    private int acknowledge(Acknowledgement.Scope scope) {
        return await(store().acknowledge(new Acknowledgement(scope, "dba", "seen")));
    }

    @Test
    void advancingStoresStateAndTexts() {
        Claim claim = registered("a", Samples.deadSource());

        boolean held = await(store().advance(claim, stopping("a"), List.of(INTENT), List.of("first", "second")));

        assertThat(held).isTrue();
        assertThat(await(store().unfinished())).extracting(RecoveryStore.Unfinished::state)
                .containsExactly(stopping("a"));
        assertThat(texts("a")).containsExactly("first", "second");
    }

    @Test
    void aDelayedWriteOfAnEarlierStepIsNotApplied() {
        Claim claim = registered("a", Samples.deadSource());
        RecoveryState later = new RecoveryState.StoppingReceivers(stateOf("a").context(), 1, 2, List.of());
        await(store().advance(claim, later, List.of(), List.of()));

        boolean applied = await(store().advance(claim, stopping("a"), List.of(INTENT), List.of("late")));

        assertThat(applied).isFalse();
        assertThat(await(store().unfinished())).extracting(RecoveryStore.Unfinished::state).containsExactly(later);
        assertThat(texts("a")).isEmpty();
    }

    @Test
    void aStateOfAResolvedRecoveryIsNotWritten() {
        Claim claim = registered("a", Samples.deadSource());
        await(store().resolve(claim, PROMOTED, Samples.ended(stateOf("a"), PROMOTED), List.of(), true));

        assertThat(await(store().advance(claim, stopping("a"), List.of(), List.of("late")))).isFalse();
        assertThat(texts("a")).isEmpty();
    }

    @Test
    void theSameStepMayBeWrittenTwice() {
        Claim claim = registered("a", Samples.deadSource());

        assertThat(await(store().advance(claim, stopping("a"), List.of(INTENT), List.of()))).isTrue();
        assertThat(await(store().advance(claim, stopping("a"), List.of(INTENT), List.of()))).isTrue();
    }

    @Test
    void afterATakeoverTheFormerOwnerWritesNothing() {
        Claim old = registered("a", Samples.deadSource());
        Claim current = takenOver(old);

        boolean advanced = await(store().advance(old, stopping("a"), List.of(INTENT), List.of("late")));
        boolean resolved =
                await(store().resolve(old, PROMOTED, Samples.ended(stateOf("a"), PROMOTED), List.of("late"), true));

        assertThat(advanced).isFalse();
        assertThat(resolved).isFalse();
        assertThat(await(store().unfinished())).extracting(RecoveryStore.Unfinished::state)
                .containsExactly(stateOf("a"));
        assertThat(texts("a")).isEmpty();
        assertThat(all().getFirst().endedAt()).isEmpty();
        assertThat(await(store().advance(current, stopping("a"), List.of(INTENT), List.of("new owner")))).isTrue();
    }

    @Test
    void afterAReleaseNothingIsWritten() {
        Claim claim = registered("a", Samples.deadSource());
        await(stores().claims().release(claim));

        assertThat(await(store().advance(claim, stopping("a"), List.of(), List.of("late")))).isFalse();
        assertThat(texts("a")).isEmpty();
    }

    @Test
    void resolvingEndsTheRow() {
        Claim claim = registered("a", Samples.deadSource());
        RecoveryOutcome outcome =
                new RecoveryOutcome(true, Samples.REPLICA, "second", List.of(new InstanceKey("db3", 3306)),
                        List.of(Samples.REPLICA), List.of("lost one", "lost two"));

        assertThat(await(store().resolve(claim, outcome, Samples.ended(stateOf("a"), outcome), List.of("over"), true)))
                .isTrue();

        RecoveryRecord row = all().getFirst();
        assertThat(row.outcome()).isEqualTo(outcome);
        assertThat(row.endedAt()).isNotEmpty();
        assertThat(row.active()).isTrue();
        assertThat(texts("a")).containsExactly("over");
        assertThat(await(store().unfinished())).isEmpty();
    }

    @Test
    void textsOfTheRegistrationComeBeforeThoseOfTheFirstStep() {
        RecoveryStore.Request plain = Samples.request("a", Samples.deadSource(), Samples.NODE, false);
        var request = new RecoveryStore.Request(plain.uid(), plain.analysis(), plain.owner(), false, plain.initial(),
                List.of("will handle", "will recover"));

        Claim claim = registered(await(store().register(request)));
        await(store().advance(claim, stateOf("a"), List.of(), List.of("still dead")));

        assertThat(texts("a")).containsExactly("will handle", "will recover", "still dead");
    }

    @Test
    void aRefusedRegistrationLeavesNoTexts() {
        registered("a", Samples.deadSource());
        RecoveryStore.Request plain = Samples.request("b", Samples.deadSource(), Samples.NODE, false);

        refused(await(store().register(new RecoveryStore.Request(plain.uid(), plain.analysis(), plain.owner(), false,
                plain.initial(), List.of("will handle")))));

        assertThat(texts("b")).isEmpty();
    }

    @Test
    void notesNeedNoClaimAndAreReadOldestFirst() {
        registered("a", Samples.deadSource());

        await(store().note(Samples.uid("a"), List.of("one", "two")));
        await(store().note(Samples.uid("a"), List.of("three")));

        assertThat(texts("a")).containsExactly("one", "two", "three");
        assertThat(await(store().steps(Samples.uid("b")))).isEmpty();
        assertThat(await(store().steps(Samples.uid("a")))).extracting(RecoveryStore.StepText::at).doesNotContain("");
    }

    @Test
    void whoeverTookTheClaimOverAdoptsTheRecovery() {
        Claim old = registered("a", Samples.deadSource());
        Claim current = takenOver(old);

        assertThat(await(store().adopt(old))).isFalse();
        assertThat(await(store().adopt(current))).isTrue();

        assertThat(all().getFirst().owner()).isEqualTo(Samples.OTHER);
    }

    @Test
    void whatWasBegunIsFinishedThoughAPersonHasAcknowledgedIt() {
        Claim old = registered("a", Samples.deadSource());
        acknowledge(new Acknowledgement.Scope.OfUid(Samples.uid("a")));
        Claim current = takenOver(old);

        assertThat(await(store().unfinished())).hasSize(1);
        assertThat(await(store().adopt(current))).isTrue();
    }

    @Test
    void aResolvedRecoveryIsNeitherUnfinishedNorAdopted() {
        Claim claim = registered("a", Samples.deadSource());
        await(store().resolve(claim, PROMOTED, Samples.ended(stateOf("a"), PROMOTED), List.of(), true));

        assertThat(await(store().unfinished())).isEmpty();
        assertThat(await(store().adopt(claim))).isFalse();
    }

    @Test
    void activePeriodsEndByAge() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, true);
        age(BLOCK.minusMinutes(1));
        int early = await(store().expireActivePeriods(BLOCK));
        age(Duration.ofMinutes(2));

        int late = await(store().expireActivePeriods(BLOCK));

        assertThat(early).isZero();
        assertThat(late).isEqualTo(1);
        assertThat(all().getFirst().active()).isFalse();
        registered("b", Samples.deadSource());
    }

    @Test
    void theActivePeriodOfARecoveryWhoseClaimIsHeldDoesNotEnd() {
        registered("a", Samples.deadSource());
        age(BLOCK.multipliedBy(3));

        assertThat(await(store().expireActivePeriods(BLOCK))).isZero();
        assertThat(all().getFirst().active()).isTrue();
    }

    @Test
    void acknowledgingEndsTheActivePeriodOfMatchingRows() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, true);

        int count = acknowledge(new Acknowledgement.Scope.OfInstance(FAILED));

        RecoveryRecord row = all().getFirst();
        assertThat(count).isEqualTo(1);
        assertThat(row.active()).isFalse();
        RecoveryRecord.Acknowledged acknowledged = Objects.requireNonNull(row.acknowledged());
        assertThat(acknowledged.by()).isEqualTo("dba");
        assertThat(acknowledged.comment()).isEqualTo("seen");
        assertThat(acknowledged.at()).isNotEmpty();
        assertThat(acknowledge(new Acknowledgement.Scope.OfInstance(FAILED))).isZero();
    }

    @Test
    void scopesMatchWhatTheySay() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, true);
        long id = all().getFirst().id();
        Acknowledgement.Scope[] others = {new Acknowledgement.Scope.OfInstance(Samples.REPLICA),
                new Acknowledgement.Scope.OfCluster(new ClusterName("other:3306"), "elsewhere"),
                new Acknowledgement.Scope.OfCluster(new ClusterName("other:3306"), ""),
                new Acknowledgement.Scope.OfId(id + 1), new Acknowledgement.Scope.OfUid(Samples.uid("b")),
                new Acknowledgement.Scope.OfCompleted(Samples.REPLICA)};

        for (Acknowledgement.Scope scope : others) {
            assertThat(acknowledge(scope)).as(scope.toString()).isZero();
        }
        assertThat(acknowledge(new Acknowledgement.Scope.OfId(id))).isEqualTo(1);
    }

    @Test
    void aClusterIsAcknowledgedByNameOrAlias() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, true);
        assertThat(acknowledge(new Acknowledgement.Scope.OfCluster(new ClusterName("other:3306"), Samples.ALIAS)))
                .isEqualTo(1);
        resolve(registered("b", Samples.deadSource()), PROMOTED, true);

        assertThat(acknowledge(new Acknowledgement.Scope.OfCluster(Samples.CLUSTER, ""))).isEqualTo(1);
    }

    @Test
    void onlyCompletedRowsAreAcknowledgedByThatScope() {
        registered("a", Samples.deadSource());

        assertThat(acknowledge(new Acknowledgement.Scope.OfCompleted(FAILED))).isZero();
        assertThat(acknowledge(new Acknowledgement.Scope.Everything())).isEqualTo(1);
    }

    @Test
    void acknowledgingAnInstanceOrAClusterEndsDetections() {
        await(stores().detections().register(Samples.deadSource(), true, Samples.NODE));
        acknowledge(new Acknowledgement.Scope.Everything());
        assertThat(detections()).extracting(DetectionRecord::active).containsExactly(true);

        acknowledge(new Acknowledgement.Scope.OfInstance(FAILED));
        assertThat(detections()).extracting(DetectionRecord::active).containsExactly(false);

        await(stores().detections().register(Samples.deadSource(), true, Samples.NODE));
        acknowledge(new Acknowledgement.Scope.OfCluster(Samples.CLUSTER, ""));
        assertThat(detections()).extracting(DetectionRecord::active).containsOnly(false);
    }

    private List<DetectionRecord> detections() {
        return await(stores().detections().find(0, null, null));
    }

    @Test
    void crashedRecoveriesOfTheReferenceAreAcknowledged() {
        referenceBegins(Samples.uid("r"), FAILED, Samples.CLUSTER, Samples.OTHER);

        int count = await(store().acknowledgeCrashed());

        RecoveryRecord row = all().getFirst();
        assertThat(count).isEqualTo(1);
        assertThat(row.active()).isFalse();
        assertThat(row.endedAt()).isNotEmpty();
        RecoveryRecord.Acknowledged acknowledged = Objects.requireNonNull(row.acknowledged());
        assertThat(acknowledged.by()).isEqualTo("orchestrator");
        assertThat(acknowledged.comment()).isEqualTo("detected crashed recovery");
    }

    @Test
    void recoveriesOfALivingReferenceGoOn() {
        await(stores().nodes().register(new NodeStore.Node(Samples.OTHER, true, "", "3.2.6", "db:3306", "", "")));
        referenceBegins(Samples.uid("r"), FAILED, Samples.CLUSTER, Samples.OTHER);

        assertThat(await(store().acknowledgeCrashed())).isZero();
        assertThat(await(store().unfinished())).isEmpty();
    }

    @Test
    void ownRecoveriesAreNeverTakenForCrashed() {
        registered("a", Samples.deadSource());

        assertThat(await(store().acknowledgeCrashed())).isZero();
        assertThat(all().getFirst().active()).isTrue();
    }

    @Test
    void oldRecoveriesArePurgedWithTheirStepsUnlessTheyAreNotOver() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, false);
        InstanceKey other = new InstanceKey("host", 1);
        registered("b", deadSourceOf(other, ClusterName.of(other)));
        await(store().note(Samples.uid("a"), List.of("a text")));
        await(store().note(Samples.uid("none"), List.of("of a detection, which is no recovery")));
        age(Duration.ofDays(8));

        assertThat(await(store().purge(Duration.ofDays(9)))).isZero();
        assertThat(await(store().purge(Duration.ofDays(7)))).isEqualTo(1);

        assertThat(all()).singleElement().satisfies(row -> assertThat(row.failed()).isEqualTo(other));
        assertThat(await(store().unfinished())).hasSize(1);
        assertThat(await(store().steps(Samples.uid("a")))).isEmpty();
        assertThat(await(store().steps(Samples.uid("none")))).isEmpty();
    }

    @Test
    void recoveriesAreFoundNewestFirstTwentyAPage() {
        for (int port = 1; port <= 21; port++) {
            InstanceKey key = new InstanceKey("host", port);
            registered("p" + port, deadSourceOf(key, ClusterName.of(key)));
        }

        assertThat(all()).hasSize(20).first().extracting(row -> row.failed().port()).isEqualTo(21);
        assertThat(await(store().find(RecoveryStore.Query.page(1)))).extracting(row -> row.failed().port())
                .containsExactly(1);
    }

    @Test
    void recoveriesAreFoundByWhatIsAskedFor() {
        resolve(registered("a", Samples.deadSource()), PROMOTED, true);
        long id = all().getFirst().id();
        InstanceKey other = new InstanceKey("host", 1);
        registered("b", deadSourceOf(other, ClusterName.of(other)));
        acknowledge(new Acknowledgement.Scope.OfUid(Samples.uid("a")));

        assertThat(found(new RecoveryStore.Query(0, id, null, null, null, false, false))).containsExactly(FAILED);
        assertThat(found(new RecoveryStore.Query(0, null, Samples.uid("b"), null, null, false, false)))
                .containsExactly(other);
        assertThat(found(new RecoveryStore.Query(0, null, null, Samples.CLUSTER, null, false, false)))
                .containsExactly(FAILED);
        assertThat(found(new RecoveryStore.Query(0, null, null, null, Samples.ALIAS, false, false)))
                .containsExactly(other, FAILED);
        assertThat(found(new RecoveryStore.Query(0, null, null, null, "nosuch", false, false))).isEmpty();
        assertThat(found(new RecoveryStore.Query(0, null, null, null, null, true, false))).containsExactly(other);
        assertThat(found(new RecoveryStore.Query(0, null, null, null, null, false, true))).containsExactly(other);
    }

    @Test
    void aRecoveryThatEndedIsFoundForAWhileByClusterAndByWhomItPromoted() {
        Duration lately = Duration.ofMinutes(5);
        InstanceKey other = new InstanceKey("host", 1);
        Claim claim = registered("a", Samples.deadSource());
        registered("b", deadSourceOf(other, ClusterName.of(other)));
        assertThat(found(RecoveryStore.Query.endedLately(Samples.CLUSTER, lately))).isEmpty();

        resolve(claim, PROMOTED, true);

        assertThat(found(RecoveryStore.Query.endedLately(Samples.CLUSTER, lately))).containsExactly(FAILED);
        assertThat(found(RecoveryStore.Query.endedLately(ClusterName.of(other), lately))).isEmpty();
        assertThat(found(RecoveryStore.Query.endedLately(Samples.REPLICA, lately))).containsExactly(FAILED);
        assertThat(found(RecoveryStore.Query.endedLately(FAILED, lately))).isEmpty();
        // it blocks others still, and is none that is being run
        assertThat(found(new RecoveryStore.Query(0, null, null, null, null, false, true))).containsExactly(other);
        age(lately.plusSeconds(5));
        assertThat(found(RecoveryStore.Query.endedLately(Samples.CLUSTER, lately))).isEmpty();
        assertThat(found(RecoveryStore.Query.endedLately(Samples.REPLICA, lately))).isEmpty();
    }

    private List<InstanceKey> found(RecoveryStore.Query query) {
        return await(store().find(query)).stream().map(RecoveryRecord::failed).toList();
    }
}
