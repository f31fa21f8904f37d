package io.orchestrator.domain.recovery;

import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.testing.ReplicaBuilder;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.recovery.RecoveryScript.PLAIN;
import static io.orchestrator.domain.recovery.RecoveryScript.begin;
import static io.orchestrator.domain.recovery.RecoveryScript.key;
import static io.orchestrator.domain.testing.ReplicaBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

/** The point of no return: one promotion at a time, and nobody else's while it may still take effect. */
class PromotionStepTest {
    private static ReplicaBuilder r2() {
        return replica("r2").has(99);
    }

    private static RecoveryScript promoting() {
        return begin(PLAIN, replica("r1").has(100), r2()).sourceIsGone().receiversStop();
    }

    private static RecoveryScript looking() {
        return promoting().unanswered().waited();
    }

    @Test
    void promotionIsPastThePointOfNoReturn() {
        assertThat(promoting().state().isPastPointOfNoReturn()).isTrue();
        assertThat(looking().state().isPastPointOfNoReturn()).isTrue();
        assertThat(begin(PLAIN, r2()).state().isPastPointOfNoReturn()).isFalse();
    }

    @Test
    void refusedPromotionGoesToTheNextAndTheRefusedOneFollows() {
        RecoveryScript recovery = promoting().refused();

        assertThat(recovery.commands()).endsWith("promote r1", "promote r2");
        assertThat(recovery.done().commands()).endsWith("read-only m, detach r1");
    }

    @Test
    void refusedEqualFollowsTheNext() {
        RecoveryScript recovery = begin(PLAIN, replica("r1").has(99), r2()).sourceIsGone()
                .receiversStop()
                .refused()
                .done();

        assertThat(recovery.commands()).endsWith("promote r1", "promote r2", "point r1 to r2");
    }

    @Test
    void failedPromotionGoesToTheNextAndTheFailedOneIsLostForItsReplicationMayBeReset() {
        RecoveryScript recovery = begin(PLAIN, replica("r1").has(99), r2()).sourceIsGone().receiversStop().fails();

        assertThat(recovery.commands()).endsWith("promote r1", "promote r2");
        assertThat(recovery.done().done().booksKept().outcome().lost()).containsExactly(key("r1"));
    }

    @Test
    void whenTheLastPromotionFailsTheOthersAreStartedAndNobodyIsPointedWithoutCredentials() {
        RecoveryScript recovery = begin(PLAIN, replica("r1").has(99), r2().rule(PromotionRule.MUST_NOT)).sourceIsGone()
                .receiversStop()
                .fails()
                .done();

        assertThat(recovery.commands()).endsWith("promote r1", "start r1, start r2", "resolve");
    }

    @Test
    void unansweredPromotionWaitsUntilItHasExpired() {
        RecoveryScript recovery = promoting().unanswered();

        assertThat(recovery.command()).isEqualTo(
                new RecoveryCommand.Wait(PLAIN.promotionExpiry().plus(PLAIN.verifyInterval())));
        assertThat(recovery.waited().commands()).endsWith("promote r1", "wait 4 s", "look r1");
    }

    @Test
    void candidateThatTurnsOutWritableIsThePromotedOne() {
        RecoveryScript recovery = looking().looked(key("r1"), new RecoveryEvent.Sight.Answered(false, false));

        assertThat(recovery.commands()).endsWith("look r1", "point r2 to r1");
    }

    @Test
    void candidateThatTurnsOutReadOnlyIsPromotedAgain() {
        assertThat(looking().looked(key("r1"), new RecoveryEvent.Sight.Answered(true, false)).commands())
                .endsWith("look r1", "promote r1");
        assertThat(looking().looked(key("r1"), new RecoveryEvent.Sight.Answered(true, true)).commands())
                .endsWith("look r1", "promote r1");
    }

    @Test
    void replicaThatAlwaysWasWritableIsNotTakenForPromoted() {
        assertThat(looking().looked(key("r1"), new RecoveryEvent.Sight.Answered(false, true)).commands())
                .endsWith("look r1", "promote r1");
    }

    @Test
    void candidateThatDiedGivesWayToTheNext() {
        RecoveryScript recovery = looking().looked(key("r1"), new RecoveryEvent.Sight.Gone("refused"));

        assertThat(recovery.commands()).endsWith("look r1", "promote r2");
        assertThat(recovery.done().done().booksKept().outcome().lost()).containsExactly(key("r1"));
    }

    @Test
    void whileItCannotBeKnownNobodyElseIsPromotedAndItIsToldOnce() {
        RecoveryScript recovery = looking();
        for (int i = 0; i < 50; i++) {
            recovery.looked(key("r1"), new RecoveryEvent.Sight.Silent("timeout"));
            assertThat(RecoveryScript.brief(recovery.command())).isEqualTo("wait 1 s");
            recovery.waited();
            assertThat(RecoveryScript.brief(recovery.command())).isEqualTo("look r1");
        }

        assertThat(recovery.messages()).filteredOn(t -> t.startsWith("cannot know whether")).hasSize(1);
        assertThat(recovery.looked(key("r1"), new RecoveryEvent.Sight.Answered(false, false)).commands())
                .endsWith("point r2 to r1");
    }

    @Test
    void resumedPromotionIsLookedAtFirst() {
        assertThat(promoting().resume().commands()).endsWith("promote r1", "look r1");
        assertThat(looking().resume().commands()).endsWith("look r1", "look r1");
    }

    @Test
    void promotionThatFailsWhenItIsToldAgainWaitsForTheFirstStatementBeforeAnotherIsPromoted() {
        RecoveryEvent.Sight readOnly = new RecoveryEvent.Sight.Answered(true, true);
        RecoveryScript recovery = promoting().resume().looked(key("r1"), readOnly).fails();

        assertThat(recovery.commands()).endsWith("look r1", "promote r1", "wait 4 s");
        assertThat(recovery.waited().looked(key("r1"), readOnly).commands()).endsWith("look r1", "promote r2");
    }

    @Test
    void promotionThatTookEffectAfterItFailedWhenToldAgainIsThePromotion() {
        RecoveryScript recovery = promoting().resume()
                .looked(key("r1"), new RecoveryEvent.Sight.Answered(true, true))
                .refused()
                .waited()
                .looked(key("r1"), new RecoveryEvent.Sight.Answered(false, false));

        assertThat(recovery.commands()).endsWith("look r1", "point r2 to r1");
    }
}
