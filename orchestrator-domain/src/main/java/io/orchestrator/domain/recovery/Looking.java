package io.orchestrator.domain.recovery;

import java.util.List;

import io.orchestrator.domain.promotion.Choice;

/** Looks at the source: before the first change, and before the promotion when what came in between took its time. */
final class Looking {
    private final RecoverySettings settings;
    private final Ending ending;

    Looking(RecoverySettings settings, Ending ending) {
        this.settings = settings;
        this.ending = ending;
    }

    Transition atSource(RecoveryContext context, int attempt, int steps, boolean touched,
            List<Choice.PassedOver> tried, List<String> texts) {
        return new Transition(new RecoveryState.LookingAtSource(context, attempt, steps, touched, tried),
                look(context), texts);
    }

    Transition again(RecoveryState state) {
        List<String> texts = List.of("the last look at " + state.context().failed() + " is too old; looking again");
        return switch (state) {
            case RecoveryState.StoppingReceivers s ->
                    atSource(s.context(), s.attempt(), s.steps(), true, s.tried(), texts);
            case RecoveryState.Promoting s -> new Transition(
                    new RecoveryState.LookingAgain(s.context(), s.attempt(), s.steps(), s.readings(), s.choice(),
                            s.tried()),
                    look(s.context()), texts);
            default -> throw new IllegalStateException("nothing depends on a look at the source in " + state);
        };
    }

    private RecoveryCommand look(RecoveryContext context) {
        return new RecoveryCommand.Look(context.failed(), settings.lookDeadline());
    }

    /** It answered: nothing is promoted, and what was changed is undone. */
    Transition returned(RecoveryContext context, int attempt, int steps, boolean touched) {
        String why = "source returned: " + context.failed() + " answered the last look; nothing is promoted";
        return touched ? ending.undo(context, attempt, steps, why, false, List.of(why))
                : ending.end(context, attempt, steps, RecoveryOutcome.failed(why), false, List.of(why));
    }

    static String stillDead(RecoveryContext context, String reason) {
        return "last look: " + context.failed() + " is still dead: " + reason;
    }
}
