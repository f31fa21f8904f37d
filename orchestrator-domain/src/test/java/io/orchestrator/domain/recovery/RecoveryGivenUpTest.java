package io.orchestrator.domain.recovery;

import java.util.Optional;

import io.orchestrator.domain.testing.ReplicaBuilder;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.recovery.RecoveryScript.PLAIN;
import static io.orchestrator.domain.recovery.RecoveryScript.begin;
import static io.orchestrator.domain.testing.ReplicaBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a recovery whose process is told to end. */
class RecoveryGivenUpTest {
    private static final String WHY = "the command was interrupted";

    private static ReplicaBuilder behind() {
        return replica("r1").has(100).executed(98);
    }

    private static Optional<Transition> giveUp(RecoveryScript recovery) {
        return new DeadSourceRecovery(PLAIN).giveUp(recovery.state(), WHY);
    }

    @Test
    void beforeAnythingWasChangedItEndsAtOnce() {
        Transition ended = giveUp(begin(PLAIN, behind())).orElseThrow();

        assertThat(ended.next()).isInstanceOf(RecoveryState.Ended.class);
        assertThat(ended.command()).isEqualTo(new RecoveryCommand.Resolve(RecoveryOutcome.failed(WHY), false));
    }

    @Test
    void beforeThePointOfNoReturnReplicationIsStartedAgain() {
        for (RecoveryScript recovery : new RecoveryScript[] {begin(PLAIN, behind()).sourceIsGone(),
                begin(PLAIN, behind()).sourceIsGone().receiversStop()}) {
            Transition undoing = giveUp(recovery).orElseThrow();

            assertThat(undoing.next()).isInstanceOfSatisfying(RecoveryState.Undoing.class,
                    state -> assertThat(state.why()).isEqualTo(WHY));
            assertThat(undoing.command()).isInstanceOfSatisfying(RecoveryCommand.RunStep.class,
                    step -> assertThat(step.actions()).allMatch(ServerAction.StartReplication.class::isInstance));
        }
    }

    @Test
    void aPromotionThatWasNotSentIsUndone() {
        RecoveryScript promoting = begin(PLAIN, behind()).sourceIsGone().receiversStop().done();
        assertThat(promoting.state()).isInstanceOf(RecoveryState.Promoting.class);

        assertThat(giveUp(promoting).orElseThrow().next()).isInstanceOf(RecoveryState.Undoing.class);
    }

    @Test
    void fromThePointOfNoReturnOnItIsFinished() {
        RecoveryScript repointing = begin(PLAIN, behind()).sourceIsGone().receiversStop().done().done();

        assertThat(repointing.state().isPastPointOfNoReturn()).isTrue();
        assertThat(giveUp(repointing)).isEmpty();
    }

    @Test
    void whatIsBeingUndoneIsUndoneToTheEnd() {
        RecoveryScript recovery = begin(PLAIN, behind()).sourceIsGone();
        Transition undoing = giveUp(recovery).orElseThrow();

        assertThat(new DeadSourceRecovery(PLAIN).giveUp(undoing.next(), WHY)).isEmpty();
    }
}
