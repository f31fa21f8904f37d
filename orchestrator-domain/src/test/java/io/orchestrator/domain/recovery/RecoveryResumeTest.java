package io.orchestrator.domain.recovery;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.promotion.ReplicaReading;
import io.orchestrator.domain.testing.ReplicaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.orchestrator.domain.recovery.RecoveryScript.key;
import static io.orchestrator.domain.testing.ReplicaBuilder.made;
import static io.orchestrator.domain.testing.ReplicaBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

/** Whoever resumes repeats the command of the state, or looks first where time has passed since the last look. */
class RecoveryResumeTest {
    private static final List<ReplicaBuilder> REPLICAS = List.of(replica("r1").has(100), replica("r2").has(99));
    private static final RecoveryContext CONTEXT = RecoveryScript.context(0, REPLICAS);
    private static final Map<InstanceKey, ReplicaReading> READINGS = Map.of(key("r1"), REPLICAS.getFirst().reading());
    private static final Choice.Promote CHOICE = new Choice.Promote(key("r1"), "best", InstanceKey.NONE, made(100),
            List.of(key("r2")), List.of(), GtidSet.emptyMysql(), List.of());
    private static final RecoveryOutcome OUTCOME =
            new RecoveryOutcome(true, key("r1"), "", List.of(key("r9")), List.of(), List.of());
    private static final int ATTEMPT = 3;
    private static final int STEPS = 7;

    record Resumed(RecoveryState from, String command, Class<? extends RecoveryState> into) {
        @Override
        public String toString() {
            return from.getClass().getSimpleName();
        }
    }

    static Stream<Resumed> everyState() {
        Class<RecoveryState.LookingAtSource> look = RecoveryState.LookingAtSource.class;
        return Stream.of(
                new Resumed(new RecoveryState.RunningPreHooks(CONTEXT, ATTEMPT, STEPS), "PreFailoverProcesses",
                        RecoveryState.RunningPreHooks.class),
                new Resumed(new RecoveryState.LookingAtSource(CONTEXT, ATTEMPT, STEPS, true, List.of()), "look m",
                        look),
                new Resumed(new RecoveryState.StoppingReceivers(CONTEXT, ATTEMPT, STEPS, List.of()), "look m", look),
                new Resumed(new RecoveryState.DrainingDonor(CONTEXT, ATTEMPT, STEPS, READINGS, CHOICE, List.of()),
                        "look m", look),
                new Resumed(new RecoveryState.PointingToDonor(CONTEXT, ATTEMPT, STEPS, READINGS, CHOICE, List.of()),
                        "look m", look),
                new Resumed(new RecoveryState.DrainingCandidate(CONTEXT, ATTEMPT, STEPS, READINGS, CHOICE, List.of()),
                        "look m", look),
                new Resumed(new RecoveryState.LookingAgain(CONTEXT, ATTEMPT, STEPS, READINGS, CHOICE, List.of()),
                        "look m", look),
                new Resumed(new RecoveryState.Promoting(CONTEXT, ATTEMPT, STEPS, READINGS, CHOICE, List.of(), false),
                        "look r1", RecoveryState.Verifying.class),
                new Resumed(new RecoveryState.Verifying(CONTEXT, ATTEMPT, STEPS, READINGS, CHOICE, List.of(), false, 9),
                        "look r1", RecoveryState.Verifying.class),
                new Resumed(new RecoveryState.Repointing(CONTEXT, ATTEMPT, STEPS, CHOICE), "point r2 to r1",
                        RecoveryState.Repointing.class),
                new Resumed(new RecoveryState.Fencing(CONTEXT, ATTEMPT, STEPS, CHOICE, OUTCOME),
                        "read-only m, detach r9", RecoveryState.Fencing.class),
                new Resumed(new RecoveryState.Bookkeeping(CONTEXT, ATTEMPT, STEPS, CHOICE, OUTCOME), "books",
                        RecoveryState.Bookkeeping.class),
                new Resumed(new RecoveryState.Undoing(CONTEXT, ATTEMPT, STEPS, "why", false), "start r1, start r2",
                        RecoveryState.Undoing.class),
                new Resumed(new RecoveryState.RunningPostHooks(CONTEXT, ATTEMPT, STEPS, OUTCOME,
                        List.of(HookPoint.POST_FAILOVER), true), "PostFailoverProcesses",
                        RecoveryState.RunningPostHooks.class),
                new Resumed(new RecoveryState.Ended(CONTEXT, ATTEMPT, STEPS, OUTCOME, false), "resolve without block",
                        RecoveryState.Ended.class));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void resumes(Resumed resumed) {
        Transition transition = new DeadSourceRecovery(RecoveryScript.PLAIN).resume(resumed.from());

        assertThat(RecoveryScript.brief(transition.command())).isEqualTo(resumed.command());
        assertThat(transition.next()).isInstanceOf(resumed.into());
        assertThat(transition.next().attempt()).isEqualTo(ATTEMPT + 1);
        assertThat(transition.next().steps()).isGreaterThanOrEqualTo(STEPS);
        assertThat(transition.next().context()).isEqualTo(CONTEXT);
        assertThat(transition.messages()).contains("resumed, attempt 4, at " + resumed);
    }

    @Test
    void everyStateIsTested() {
        assertThat(everyState().<Class<?>>map(r -> r.from().getClass()))
                .containsExactlyInAnyOrder(RecoveryState.class.getPermittedSubclasses());
    }

    @Test
    void stepsThatAreBegunAgainHaveANumberOfTheirOwn() {
        assertThat(new DeadSourceRecovery(RecoveryScript.PLAIN)
                .resume(new RecoveryState.Repointing(CONTEXT, ATTEMPT, STEPS, CHOICE))
                .next()
                .steps()).isEqualTo(STEPS + 1);
    }

    @Test
    void recoveryThatHadTouchedNothingStillHasTouchedNothing() {
        assertThat(RecoveryScript.begin(RecoveryScript.PLAIN, REPLICAS.getFirst())
                .resume()
                .looked(key("m"), new RecoveryEvent.Sight.Answered(false, false))
                .commands())
                .containsExactly("look m", "look m", "resolve without block");
    }

    @Test
    void sourceThatReturnedBeforeThePromotionWasSentEndsIt() {
        RecoveryScript recovery = RecoveryScript.begin(RecoveryScript.PLAIN, replica("r2").has(100))
                .sourceIsGone()
                .receiversStop()
                .lookAgain()
                .looked(key("m"), new RecoveryEvent.Sight.Answered(false, false))
                .done();

        assertThat(recovery.commands()).containsExactly("look m", "stop r2", "promote r2", "look m", "start r2",
                "resolve without block");
    }

    @Test
    void sourceThatIsStillDeadIsSucceededWithoutStoppingReceiversAgain() {
        RecoveryScript recovery = RecoveryScript.begin(RecoveryScript.PLAIN, replica("r2").has(100))
                .sourceIsGone()
                .receiversStop()
                .lookAgain()
                .sourceIsGone();

        assertThat(recovery.commands()).containsExactly("look m", "stop r2", "promote r2", "look m", "promote r2");
    }

    /** It may have been writable for a while; what was written there must not be given up. */
    @Test
    void promotionThatMayHaveTakenEffectIsFinishedWithoutAnotherLookAtTheSource() {
        RecoveryScript recovery = RecoveryScript.begin(RecoveryScript.PLAIN, replica("r2").has(100))
                .sourceIsGone()
                .receiversStop();
        boolean first = recovery.state().dependsOnLook();
        recovery.unanswered().waited().looked(key("r2"), new RecoveryEvent.Sight.Answered(true, false));

        assertThat(first).isTrue();
        assertThat(recovery.commands().getLast()).isEqualTo("promote r2");
        assertThat(recovery.state().dependsOnLook()).isFalse();
    }

    @Test
    void candidateThatWasGivenUpIsNotTriedAgainByWhoeverResumes() {
        RecoveryScript recovery = RecoveryScript
                .begin(RecoveryScript.PLAIN, replica("r1").has(100).executed(98), replica("r2").has(99).executed(97))
                .sourceIsGone()
                .receiversStop()
                .refused()
                .resume()
                .sourceIsGone()
                .receiversStop();

        assertThat(recovery.commands()).containsExactly("look m", "stop r1, stop r2", "drain r1", "drain r2",
                "look m", "stop r1, stop r2", "drain r2");
    }
}
