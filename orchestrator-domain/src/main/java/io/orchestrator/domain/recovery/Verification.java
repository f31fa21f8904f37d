package io.orchestrator.domain.recovery;

import java.util.List;
import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.promotion.ReplicaReading;

/** Waits until a promotion that was not answered has expired, then looks whether it took effect. */
final class Verification {
    private final RecoverySettings settings;

    Verification(RecoverySettings settings) {
        this.settings = settings;
    }

    Transition waitForExpiry(RecoveryContext context, int attempt, int steps,
            Map<InstanceKey, ReplicaReading> readings, Choice.Promote choice, List<Choice.PassedOver> tried,
            List<String> texts) {
        return new Transition(
                new RecoveryState.Verifying(context, attempt, steps, readings, choice, tried, true, 0),
                new RecoveryCommand.Wait(settings.promotionExpiry().plus(settings.verifyInterval())), texts);
    }

    Transition look(RecoveryState.Verifying state) {
        return new Transition(next(state, false, state.looks() + 1),
                new RecoveryCommand.Look(state.choice().candidate(), settings.lookDeadline()), List.of());
    }

    /** It is silent: it may be writable. Said once. */
    Transition wait(RecoveryState.Verifying state, String reason) {
        List<String> texts = state.looks() != 1 ? List.of()
                : List.of("cannot know whether " + state.choice().candidate() + " became writable (" + reason
                        + "); looking again until it answers or is known to be dead, promoting nobody else meanwhile");
        return new Transition(next(state, true, state.looks()), new RecoveryCommand.Wait(settings.verifyInterval()),
                texts);
    }

    private static RecoveryState.Verifying next(RecoveryState.Verifying state, boolean waiting, int looks) {
        return new RecoveryState.Verifying(state.context(), state.attempt(), state.steps(), state.readings(),
                state.choice(), state.tried(), waiting, looks);
    }
}
