package io.orchestrator.domain.recovery;

import java.util.List;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.testing.ReplicaBuilder;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.recovery.RecoveryScript.PLAIN;
import static io.orchestrator.domain.recovery.RecoveryScript.begin;
import static io.orchestrator.domain.recovery.RecoveryScript.key;
import static io.orchestrator.domain.testing.ReplicaBuilder.made;
import static io.orchestrator.domain.testing.ReplicaBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The way from a dead source to a writable one, and each turn that it may take before the candidate is promoted. */
class DeadSourceRecoveryTest {
    private static final RecoveryEvent.Sight ANSWERED = new RecoveryEvent.Sight.Answered(false, false);

    private static ReplicaBuilder r1() {
        return replica("r1").has(100).executed(98);
    }

    private static ReplicaBuilder r2() {
        return replica("r2").has(99);
    }

    private static ReplicaBuilder preferredBehind() {
        return replica("r3").has(90).rule(PromotionRule.PREFER);
    }

    @Test
    void happyPath() {
        RecoveryScript recovery = begin(PLAIN, replica("r1").has(100).executed(98).alias("db-one"), r2())
                .sourceIsGone()
                .receiversStop()
                .done()
                .done()
                .done()
                .done()
                .booksKept()
                .tell(new RecoveryEvent.Resolved());

        assertThat(recovery.commands()).containsExactly("look m", "stop r1, stop r2", "drain r1", "promote r1",
                "point r2 to r1", "read-only m", "books", "resolve", "finish");
        RecoveryOutcome outcome = recovery.outcome();
        assertThat(outcome.successful()).isTrue();
        assertThat(outcome.successor()).isEqualTo(key("r1"));
        assertThat(outcome.successorAlias()).isEqualTo("db-one");
        assertThat(outcome.participants()).containsExactly(key("r1"), key("r2"));
        assertThat(outcome.lost()).isEmpty();
        assertThat(outcome.errors()).isEmpty();
        assertThat(recovery.state().steps()).isEqualTo(5);
    }

    @Test
    void keepsTheTextsOfTheContract() {
        RecoveryScript recovery = begin(PLAIN, r1(), replica("r2").silent())
                .sourceIsGone()
                .receiversStop()
                .done()
                .done()
                .done()
                .booksKept();

        assertThat(recovery.messages()).contains("will handle DeadMaster event on m:3306",
                "RecoverDeadMaster: will recover m:3306", "RecoverDeadMaster: masterRecoveryType=MasterRecoveryGTID",
                "RecoverDeadMaster: regrouping replicas via GTID",
                "RecoverDeadMaster: promoted replica sql thread up-to-date: true",
                "- RecoverDeadMaster: will apply MySQL changes to promoted master",
                "- RecoverDeadMaster: applying RESET SLAVE ALL on promoted master: success=true",
                "- RecoverDeadMaster: applying read-only=0 on promoted master: success=true",
                "promoted replica: r1:3306",
                "RecoverDeadMaster: lost 1 replicas during recovery process; detaching them",
                "- RecoverDeadMaster: applying read-only=1 on demoted master: success=true",
                "- RecoverDeadMaster: updating cluster_alias: m:3306 -> r1:3306",
                "RecoverDeadMaster: successfully promoted r1:3306");
        assertThat(recovery.messages()).anyMatch(t -> t.startsWith("RecoverDeadMaster: - lost replica: r2:3306"));
    }

    @Test
    void drainedCandidateIsPromotedAtOnceAndAnOnlyReplicaHasNobodyToPoint() {
        RecoveryScript recovery = begin(PLAIN, r2()).sourceIsGone().receiversStop().done().done().booksKept();

        assertThat(recovery.commands()).containsExactly("look m", "stop r2", "promote r2", "read-only m", "books",
                "resolve");
        assertThat(recovery.outcome().errors()).singleElement()
                .asString()
                .contains("lost transactions")
                .contains(":100");
    }

    @Test
    void onlyReplicaIsDrainedToo() {
        assertThat(begin(PLAIN, r1()).sourceIsGone().receiversStop().command()).isInstanceOfSatisfying(
                RecoveryCommand.RunStep.class, step -> assertThat(step.actions()).containsExactly(
                        new ServerAction.DrainApplier(key("r1"), made(100), PLAIN.drainLimit())));
    }

    @Test
    void semiSynchronousSourceIsSucceededByOne() {
        ReplicaBuilder replica = r2().semiSync();
        RecoveryContext context = RecoveryScript.context(1, List.of(replica));

        assertThat(begin(PLAIN, context, replica).sourceIsGone().receiversStop().actions())
                .containsExactly(new ServerAction.Promote(key("r2"), PLAIN.promotionExpiry(), true));
    }

    @Test
    void sourceThatAnswersTheLastLookEndsItUntouchedAndWithoutBlock() {
        RecoveryScript recovery = begin(PLAIN, r1(), r2()).looked(key("m"), ANSWERED);

        assertThat(recovery.commands()).containsExactly("look m", "resolve without block");
        assertThat(recovery.outcome().errors()).singleElement().asString().contains("source returned");
        assertThat(recovery.outcome().successful()).isFalse();
    }

    @Test
    void sourceThatAnswersAResumedRecoveryEndsItWithReceiversStarted() {
        RecoveryScript recovery = begin(PLAIN, r1(), r2()).sourceIsGone().resume().looked(key("m"), ANSWERED).done();

        assertThat(recovery.commands()).containsExactly("look m", "stop r1, stop r2", "look m", "start r1, start r2",
                "resolve without block");
    }

    @Test
    void sourceThatHasTooManyConnectionsIsNotTakenForDead() {
        var crowded = new RecoveryEvent.Sight.Crowded("error 1040: Too many connections");

        assertThat(begin(PLAIN, r1(), r2()).looked(key("m"), crowded).commands())
                .containsExactly("look m", "resolve without block");
    }

    @Test
    void silentSourceIsTakenForDead() {
        assertThat(begin(PLAIN, r1()).looked(key("m"), new RecoveryEvent.Sight.Silent("timeout")).actions())
                .containsExactly(new ServerAction.StopReceiver(key("r1")));
    }

    @Test
    void nobodyAnswersAndNobodyIsPromoted() {
        RecoveryScript recovery =
                begin(PLAIN, r1().silent(), r2().silent()).sourceIsGone().receiversStop().unanswered();

        assertThat(recovery.commands()).containsExactly("look m", "stop r1, stop r2", "start r1, start r2", "resolve");
        assertThat(recovery.messages()).contains("Failure: no replica promoted.")
                .anyMatch(t -> t.startsWith("could not start r1:3306 again"));
        assertThat(recovery.outcome().successor()).isEqualTo(InstanceKey.NONE);
    }

    @Test
    void everyWayOfNotStoppingIsTold() {
        RecoveryScript recovery = begin(PLAIN, r1(), r2()).sourceIsGone().refused();

        assertThat(recovery.messages()).contains("cannot stop the receiver of r1:3306: r1:3306 cannot");
        assertThat(begin(PLAIN, r1()).sourceIsGone().fails().messages())
                .contains("cannot stop the receiver of r1:3306: r1:3306 said no");
    }

    @Test
    void candidateThatCannotApplyIsPassedOver() {
        RecoveryScript recovery = begin(PLAIN, r1(), r2().executed(98)).sourceIsGone().receiversStop().refused().done();

        assertThat(recovery.commands()).endsWith("drain r1", "drain r2", "promote r2");
        assertThat(recovery.messages()).anyMatch(t -> t.startsWith("giving up r1:3306: it could not apply"));
    }

    @Test
    void candidateIsCaughtUpFromItsDonor() {
        RecoveryScript recovery = begin(PLAIN, r1(), preferredBehind()).sourceIsGone()
                .receiversStop()
                .done()
                .done()
                .done()
                .done()
                .done()
                .done();

        assertThat(recovery.commands()).containsExactly("look m", "stop r1, stop r3", "drain r1", "point r3 to r1",
                "drain r3", "promote r3", "point r1 to r3", "read-only m", "books");
    }

    @Test
    void donorThatFailsIsReplaced() {
        RecoveryScript recovery =
                begin(PLAIN, r1(), r2(), preferredBehind()).sourceIsGone().receiversStop().unanswered().done();

        assertThat(recovery.commands()).endsWith("drain r1", "drain r2", "point r3 to r2");
    }

    @Test
    void candidateThatCannotBePointedIsPassedOver() {
        RecoveryScript recovery = begin(PLAIN, r1(), preferredBehind()).sourceIsGone().receiversStop().done().fails();

        assertThat(recovery.commands()).endsWith("drain r1", "point r3 to r1", "drain r1");
        assertThat(recovery.done().actions()).containsExactly(
                new ServerAction.Promote(key("r1"), PLAIN.promotionExpiry(), false));
    }

    @Test
    void whenEverybodyFailedReplicasAreStartedAndTheOneThatWasMovedIsPointedBack() {
        RecoveryScript recovery = begin(PLAIN, replica("r1").has(100).rule(PromotionRule.MUST_NOT), preferredBehind())
                .sourceIsGone()
                .receiversStop()
                .done()
                .done()
                .refused()
                .step(k -> new ActionOutcome.Done(k, k.equals(key("r3"))
                        ? preferredBehind().replicatesFrom(key("r1")).reading()
                        : r1().reading()))
                .step(k -> new ActionOutcome.Done(k, preferredBehind().reading()));

        assertThat(recovery.commands()).endsWith("drain r1", "point r3 to r1", "drain r3", "start r1, start r3",
                "point r3 to m", "resolve");
    }

    @Test
    void undoLeavesAloneWhoWasMovedByAPersonOrIsNoReplica() {
        RecoveryScript recovery = begin(PLAIN, r1().silent(), r2().silent()).sourceIsGone()
                .receiversStop()
                .step(k -> new ActionOutcome.Done(k,
                        r1().replicatesFrom(k.equals(key("r1")) ? key("elsewhere") : InstanceKey.NONE).reading()));

        assertThat(recovery.commands()).endsWith("start r1, start r2", "resolve");
        assertThat(recovery.outcome().lost()).containsExactly(key("r2"));
        assertThat(recovery.messages()).anyMatch(t -> t.contains("r2:3306") && t.contains("set up by hand"));
    }

    @Test
    void replicasThatCannotBePointedAreLostAndDetached() {
        RecoveryScript recovery = begin(PLAIN, r1(), r2(), replica("r4").has(98)).sourceIsGone()
                .receiversStop()
                .done()
                .done()
                .step(k -> k.equals(key("r4")) ? new ActionOutcome.Unanswered(k, "silent")
                        : new ActionOutcome.Done(k, null))
                .unanswered()
                .booksKept();

        assertThat(recovery.commands()).endsWith("point r2 to r1, point r4 to r1", "read-only m, detach r4", "books",
                "resolve");
        assertThat(recovery.outcome().lost()).containsExactly(key("r4"));
        assertThat(recovery.outcome().errors()).containsExactly("r4:3306 could not be pointed to r1:3306: silent");
        assertThat(recovery.outcome().successful()).isTrue();
    }

    @Test
    void booksNameTheDeadAndTheLost() {
        RecoveryScript recovery = begin(PLAIN, r1(), r2().silent()).sourceIsGone().receiversStop().done().done().done();

        assertThat(recovery.command()).isEqualTo(new RecoveryCommand.KeepBooks(List.of(
                new BookEntry.MarkLost(key("m")), new BookEntry.MarkLost(key("r2")),
                new BookEntry.EndDetections(key("m")),
                new BookEntry.MoveAlias(recovery.state().context().cluster(),
                        ClusterName.of(key("r1")), "shop"))));
        assertThat(recovery.tell(new RecoveryEvent.BooksKept(List.of("the alias could not be written"))).messages())
                .contains("the alias could not be written");
    }

    @Test
    void replicasNeverSeenAreLostAndNotTouched() {
        RecoveryContext seen = RecoveryScript.context(0, List.of(r1()));
        RecoveryContext context = new RecoveryContext(seen.uid(), seen.failed(), seen.code(), seen.cluster(),
                seen.clusterAlias(), seen.classification(), seen.sourceExecuted(), 0, seen.replicas(),
                List.of(key("ghost")), 0, seen.wanted(), false, false);

        RecoveryScript recovery = begin(PLAIN, context, r1()).sourceIsGone()
                .receiversStop()
                .done()
                .done()
                .done()
                .booksKept();

        assertThat(recovery.commands()).noneMatch(c -> c.contains("ghost"));
        assertThat(recovery.outcome().lost()).containsExactly(key("ghost"));
        assertThat(recovery.messages()).anyMatch(t -> t.startsWith("RecoverDeadMaster: - lost replica: ghost:3306"));
    }

    @Test
    void withDelayADrainThatMakesProgressGoesOn() {
        RecoverySettings delay = RecoveryScript.settings(true, false, true);
        GtidSet all = made(100);
        RecoveryScript recovery = begin(delay, replica("r1").has(100).executed(50)).sourceIsGone()
                .receiversStop()
                .refused(replica("r1").received(all).executed(70).reading())
                .refused(replica("r1").received(all).executed(90).reading())
                .refused(replica("r1").received(all).executed(90).reading());

        assertThat(recovery.commands()).endsWith("drain r1", "drain r1", "drain r1", "start r1");
    }

    @Test
    void withDelayADonorThatMakesProgressIsWaitedForToo() {
        RecoverySettings delay = RecoveryScript.settings(true, false, true);
        RecoveryScript recovery = begin(delay, r1(), preferredBehind()).sourceIsGone()
                .receiversStop()
                .refused(replica("r1").has(100).executed(99).reading())
                .done();

        assertThat(recovery.commands()).endsWith("drain r1", "drain r1", "point r3 to r1");
    }

    @Test
    void withoutDelayOneDrainIsAllThereIs() {
        RecoveryScript recovery = begin(PLAIN, replica("r1").has(100).executed(50)).sourceIsGone()
                .receiversStop()
                .refused(replica("r1").has(100).executed(70).reading());

        assertThat(recovery.commands()).endsWith("drain r1", "start r1");
    }

    @Test
    void withoutApplyingPromotionNobodyIsMadeWritable() {
        RecoveryScript recovery = begin(RecoveryScript.settings(false, true, false), r1(), r2()).sourceIsGone()
                .receiversStop()
                .done()
                .done()
                .done();

        assertThat(recovery.commands()).containsExactly("look m", "stop r1, stop r2", "drain r1", "point r2 to r1",
                "read-only m, detach r1", "books");
    }

    @Test
    void withoutApplyingPromotionACaughtUpCandidateDoesNotFormARingWithItsDonor() {
        RecoveryScript recovery = begin(RecoveryScript.settings(false, false, false), r1(), preferredBehind())
                .sourceIsGone()
                .receiversStop()
                .done()
                .done()
                .done();

        assertThat(recovery.commands()).endsWith("drain r3", "point r1 to r3, point r3 to m");
        assertThat(recovery.fails().messages()).contains("r3:3306 still replicates from r1:3306: r3:3306 said no");
    }

    @Test
    void aServerThatWasMadeWritableIsNotDetached() {
        assertThat(begin(RecoveryScript.settings(true, true, false), r2()).sourceIsGone()
                .receiversStop()
                .done()
                .actions()).containsExactly(new ServerAction.MakeReadOnly(key("m")));
    }

    @Test
    void anEventThatIsNotWaitedForIsABug() {
        assertThatThrownBy(() -> begin(PLAIN, r1()).booksKept()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Looked");
    }

    @Test
    void deadSourceIsNotWaitedForButALostReplicaIsGivenTimeToBeDetached() {
        RecoveryCommand alone = begin(PLAIN, r2()).sourceIsGone().receiversStop().done().command();
        RecoveryCommand withLost =
                begin(PLAIN, r2(), replica("r3").silent()).sourceIsGone().receiversStop().done().command();

        assertThat(RecoveryScript.brief(alone)).isEqualTo("read-only m");
        assertThat(((RecoveryCommand.RunStep) alone).deadline()).isEqualTo(PLAIN.lookDeadline());
        assertThat(RecoveryScript.brief(withLost)).isEqualTo("read-only m, detach r3");
        assertThat(((RecoveryCommand.RunStep) withLost).deadline()).isEqualTo(PLAIN.actionDeadline());
    }
}
