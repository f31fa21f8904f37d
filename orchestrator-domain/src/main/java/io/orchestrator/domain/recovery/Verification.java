package io.orchestrator.domain.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.promotion.ReplicaReading;

/**
 * Looks whether a promotion that was not answered took effect. Nobody else is promoted before its statement has expired; the same
 * candidate may be told again at any time.
 */
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

    /** Another process may have sent the promotion. One that failed when it was told again is looked at once the first has expired. */
    Transition lookAtOnce(RecoveryContext context, int attempt, int steps, Map<InstanceKey, ReplicaReading> readings,
            Choice.Promote choice, List<Choice.PassedOver> tried, List<String> texts) {
        if (failedAgain(choice, tried).isPresent()) {
            return waitForExpiry(context, attempt, steps, readings, choice, tried, texts);
        }
        return new Transition(
                new RecoveryState.Verifying(context, attempt, steps, readings, choice, tried, false, 1),
                new RecoveryCommand.Look(choice.candidate(), settings.lookDeadline()), texts);
    }

    /** It was told again and would not; what it was told before may be on its way still. */
    Transition waitForEarlier(RecoveryState.Promoting state, String reason) {
        InstanceKey candidate = state.choice().candidate();
        List<Choice.PassedOver> tried = new ArrayList<>(state.tried());
        tried.add(new Choice.PassedOver(candidate, "could not be promoted: " + reason));
        return waitForExpiry(state.context(), state.attempt(), state.steps(), state.readings(), state.choice(), tried,
                List.of(candidate + " could not be promoted: " + reason + "; until the statement that was sent before"
                        + " has expired nobody else is promoted"));
    }

    /** Why the candidate could not be promoted when it was told again; empty when it was not. */
    static Optional<Choice.PassedOver> failedAgain(Choice.Promote choice, List<Choice.PassedOver> tried) {
        return tried.stream().filter(t -> t.key().equals(choice.candidate())).findFirst();
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
