package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.CandidateChooser;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.promotion.Contest;
import io.orchestrator.domain.promotion.ReplicaReading;

/**
 * The recovery of a dead source by GTID (recovery.md 7, with the wanted behaviour of ): state × event → state + command.
 * Pure; the same events always lead to the same end.
 *
 * <p>Last look at the source → receivers stopped → choice → candidate caught up and drained → promoted → the others pointed to it →
 * old source fenced → books kept → resolved.
 */
public final class DeadSourceRecovery {
    private static final String UP_TO_DATE = "RecoverDeadMaster: promoted replica sql thread up-to-date: true";

    private final RecoverySettings settings;
    private final Ending ending;
    private final Looking looking;
    private final Verification verifying;

    public DeadSourceRecovery(RecoverySettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.ending = new Ending(settings);
        this.looking = new Looking(settings, ending);
        this.verifying = new Verification(settings);
    }

    /** The first state of a recovery; it is stored when the recovery is registered. */
    public Transition begin(RecoveryContext context) {
        List<String> texts = List.of("will handle " + context.code().contractName() + " event on " + context.cluster(),
                "RecoverDeadMaster: will recover " + context.failed());
        if (settings.hooks().contains(HookPoint.PRE_FAILOVER) && !context.skipHooks()) {
            return new Transition(new RecoveryState.RunningPreHooks(context, 1, 0),
                    new RecoveryCommand.RunHooks(HookPoint.PRE_FAILOVER), texts);
        }
        return looking.atSource(context, 1, 0, false, List.of(), texts);
    }

    /** What another process does first with a recovery whose owner is gone. Every command may have been executed, or not. */
    public Transition resume(RecoveryState state) {
        int attempt = state.attempt() + 1;
        List<String> texts = List.of("resumed, attempt " + attempt + ", at " + state.getClass().getSimpleName());
        RecoveryContext context = state.context();
        return switch (state) {
            case RecoveryState.RunningPreHooks s -> new Transition(
                    new RecoveryState.RunningPreHooks(context, attempt, s.steps()),
                    new RecoveryCommand.RunHooks(HookPoint.PRE_FAILOVER), texts);
            case RecoveryState.LookingAtSource s ->
                    looking.atSource(context, attempt, s.steps(), s.touched(), s.tried(), texts);
            case RecoveryState.StoppingReceivers s ->
                    looking.atSource(context, attempt, s.steps(), true, s.tried(), texts);
            case RecoveryState.DrainingDonor s -> looking.atSource(context, attempt, s.steps(), true, s.tried(), texts);
            case RecoveryState.PointingToDonor s ->
                    looking.atSource(context, attempt, s.steps(), true, s.tried(), texts);
            case RecoveryState.DrainingCandidate s ->
                    looking.atSource(context, attempt, s.steps(), true, s.tried(), texts);
            case RecoveryState.LookingAgain s -> looking.atSource(context, attempt, s.steps(), true, s.tried(), texts);
            case RecoveryState.Promoting s -> verifying.lookAtOnce(context, attempt, s.steps(), s.readings(),
                    s.choice(), s.tried(), texts);
            case RecoveryState.Verifying s -> verifying.lookAtOnce(context, attempt, s.steps(), s.readings(),
                    s.choice(), s.tried(), texts);
            case RecoveryState.Repointing s -> ending.repoint(context, attempt, s.steps(), s.choice(), s.coordinates(),
                    texts);
            case RecoveryState.Fencing s -> ending.fence(context, attempt, s.steps(), s.choice(), s.outcome(), texts);
            case RecoveryState.Bookkeeping s -> ending.keepBooks(context, attempt, s.steps(), s.choice(), s.outcome(),
                    texts);
            case RecoveryState.Undoing s -> ending.undo(context, attempt, s.steps(), s.why(), s.keepsBlocking(), texts);
            case RecoveryState.RunningPostHooks s -> ending.nextHook(context, attempt, s.steps(), s.outcome(),
                    s.remaining(), s.keepsBlocking(), texts);
            case RecoveryState.Ended s -> ending.resolve(context, attempt, s.steps(), s.outcome(), s.keepsBlocking(),
                    texts);
        };
    }

    /**
     * Looks at the source again before the command of a stored state is run: it was held up, or what came before took long, so that
     * the source may have returned since the last look. Nothing of the command was sent.
     */
    public Transition lookAgain(RecoveryState state) {
        return looking.again(state);
    }

    /**
     * What to do instead of a stored state's command when the process that runs the recovery has to end at once and nobody may be
     * there to go on with it: before the point of no return everything is undone. Nothing of the command was sent, so that a first
     * promotion is before it still.
     *
     * @return empty from the point of no return on, and where the recovery is ending already: then it is to be finished
     */
    public Optional<Transition> giveUp(RecoveryState state, String why) {
        return ending.giveUp(state, why);
    }

    /** The next state. An event that the state does not wait for is a bug and throws. */
    public Transition on(RecoveryState state, RecoveryEvent event) {
        return switch (state) {
            case RecoveryState.RunningPreHooks s -> afterPreHooks(s, expect(RecoveryEvent.HooksRan.class, event));
            case RecoveryState.LookingAtSource s -> afterLook(s, expect(RecoveryEvent.Looked.class, event));
            case RecoveryState.StoppingReceivers s -> afterStop(s, expect(RecoveryEvent.StepDone.class, event));
            case RecoveryState.DrainingDonor s -> afterDonorDrained(s, expect(RecoveryEvent.StepDone.class, event));
            case RecoveryState.PointingToDonor s -> afterPointed(s, expect(RecoveryEvent.StepDone.class, event));
            case RecoveryState.DrainingCandidate s -> afterDrained(s, expect(RecoveryEvent.StepDone.class, event));
            case RecoveryState.LookingAgain s -> afterLookingAgain(s, expect(RecoveryEvent.Looked.class, event));
            case RecoveryState.Promoting s -> afterPromotion(s, expect(RecoveryEvent.StepDone.class, event));
            case RecoveryState.Verifying s -> afterVerifying(s, event);
            case RecoveryState.Repointing s -> ending.afterRepointing(s, expect(RecoveryEvent.StepDone.class, event));
            case RecoveryState.Fencing s -> ending.afterFencing(s, expect(RecoveryEvent.StepDone.class, event));
            case RecoveryState.Bookkeeping s -> ending.afterBooks(s, expect(RecoveryEvent.BooksKept.class, event));
            case RecoveryState.Undoing s -> ending.afterUndoing(s, expect(RecoveryEvent.StepDone.class, event));
            case RecoveryState.RunningPostHooks s -> ending.afterHook(s, expect(RecoveryEvent.HooksRan.class, event));
            case RecoveryState.Ended s -> new Transition(s, new RecoveryCommand.Finish(), List.of());
        };
    }

    private static <E extends RecoveryEvent> E expect(Class<E> type, RecoveryEvent event) {
        if (!type.isInstance(event)) {
            throw new IllegalStateException("a recovery that waits for " + type.getSimpleName() + " was told " + event);
        }
        return type.cast(event);
    }

    private Transition afterPreHooks(RecoveryState.RunningPreHooks state, RecoveryEvent.HooksRan event) {
        if (event.succeeded()) {
            return looking.atSource(state.context(), state.attempt(), state.steps(), false, List.of(), List.of());
        }
        String why = event.reason().isEmpty() ? "" : ": " + event.reason();
        String text = "PreFailoverProcesses failed; the recovery was given up before any change" + why;
        return ending.end(state.context(), state.attempt(), state.steps(), RecoveryOutcome.failed(text), true,
                List.of());
    }

    private Transition afterLook(RecoveryState.LookingAtSource state, RecoveryEvent.Looked event) {
        return switch (event.sight()) {
            case RecoveryEvent.Sight.Answered _,RecoveryEvent.Sight.Crowded _ ->
                    looking.returned(state.context(), state.attempt(), state.steps(), state.touched());
            case RecoveryEvent.Sight.Gone gone -> stopReceivers(state, gone.reason());
            case RecoveryEvent.Sight.Silent silent -> stopReceivers(state, silent.reason());
        };
    }

    private Transition stopReceivers(RecoveryState.LookingAtSource state, String reason) {
        RecoveryContext context = state.context();
        List<ServerAction> actions = new ArrayList<>();
        context.replicas().forEach(replica -> actions.add(new ServerAction.StopReceiver(replica.key())));
        return new Transition(
                new RecoveryState.StoppingReceivers(context, state.attempt(), state.steps() + 1, state.tried()),
                new RecoveryCommand.RunStep("stop receivers", actions, settings.actionDeadline()),
                List.of(Looking.stillDead(context, reason),
                        "RecoverDeadMaster: masterRecoveryType=MasterRecoveryGTID",
                        "RecoverDeadMaster: regrouping replicas via GTID"));
    }

    private Transition afterStop(RecoveryState.StoppingReceivers state, RecoveryEvent.StepDone event) {
        Map<InstanceKey, ReplicaReading> readings = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (ActionOutcome outcome : event.outcomes()) {
            switch (outcome) {
                case ActionOutcome.Done done -> {
                    if (done.reading() != null) {
                        readings.put(done.key(), done.reading());
                    }
                }
                case ActionOutcome.Refused refused -> texts.add("cannot stop the receiver of " + refused.key() + ": "
                        + refused.reason());
                case ActionOutcome.Failed failed -> texts.add("cannot stop the receiver of " + failed.key() + ": "
                        + failed.reason());
                case ActionOutcome.Unanswered silent -> texts.add("cannot stop the receiver of " + silent.key() + ": "
                        + silent.reason());
            }
        }
        return choose(state.context(), state.attempt(), state.steps(), readings, state.tried(), texts);
    }

    private Transition choose(RecoveryContext context, int attempt, int steps,
            Map<InstanceKey, ReplicaReading> readings,
            List<Choice.PassedOver> tried, List<String> texts) {
        Choice choice = CandidateChooser.choose(new Contest(context.failed(), context.classification(),
                context.sourceExecuted(), context.acknowledgements(), context.unseenAcknowledging(), context.replicas(),
                readings, tried, context.wanted(), settings.promotion()));
        List<String> all = new ArrayList<>(texts);
        choice.passedOver().forEach(p -> all.add("not promoting " + p.key() + ": " + p.reason()));
        return switch (choice) {
            case Choice.Nobody nobody -> ending.undo(context, attempt, steps, nobody.why(), true, all);
            case Choice.Promote promote -> {
                all.add("will promote " + promote.candidate() + ": " + promote.why());
                promote.lost()
                        .forEach(l -> all.add(Ending.lostText(l.key(), l.reason())));
                context.neverSeen()
                        .forEach(key -> all.add(Ending.lostText(key, "it was never seen and is not touched")));
                yield promote.needsCatchUp() ? drainDonor(context, attempt, steps, readings, promote, tried, all)
                        : drainCandidate(context, attempt, steps, readings, promote, tried, all);
            }
        };
    }

    private Transition drainDonor(RecoveryContext context, int attempt, int steps,
            Map<InstanceKey, ReplicaReading> readings,
            Choice.Promote choice, List<Choice.PassedOver> tried, List<String> texts) {
        ServerAction drain = new ServerAction.DrainApplier(choice.donor(), emptyOf(choice), settings.drainLimit());
        return new Transition(
                new RecoveryState.DrainingDonor(context, attempt, steps + 1, readings, choice, tried),
                new RecoveryCommand.RunStep("drain donor", List.of(drain), drainDeadline()), texts);
    }

    private static GtidSet emptyOf(Choice.Promote choice) {
        return choice.target().subtract(choice.target());
    }

    private Duration drainDeadline() {
        return settings.drainLimit().plus(settings.actionDeadline());
    }

    private Transition afterDonorDrained(RecoveryState.DrainingDonor state, RecoveryEvent.StepDone event) {
        ActionOutcome outcome = event.outcomes().getFirst();
        if (DrainProgress.isMade(settings, outcome, state.readings())) {
            return drainDonor(state.context(), state.attempt(), state.steps(),
                    DrainProgress.noted(state.readings(), outcome),
                    state.choice(), state.tried(), List.of(DrainProgress.text(outcome)));
        }
        if (!(outcome instanceof ActionOutcome.Done)) {
            return chooseAnother(state.context(), state.attempt(), state.steps(), state.readings(), state.tried(),
                    state.choice().donor(), "could not apply what it received: " + describe(outcome));
        }
        ServerAction point = new ServerAction.PointTo(state.choice().candidate(), state.choice().donor());
        return new Transition(
                new RecoveryState.PointingToDonor(state.context(), state.attempt(), state.steps() + 1, state.readings(),
                        state.choice(), state.tried()),
                new RecoveryCommand.RunStep("point candidate to donor", List.of(point), settings.actionDeadline()),
                List.of("catching up " + state.choice().candidate() + " from " + state.choice().donor()));
    }

    private Transition afterPointed(RecoveryState.PointingToDonor state, RecoveryEvent.StepDone event) {
        ActionOutcome outcome = event.outcomes().getFirst();
        if (!(outcome instanceof ActionOutcome.Done)) {
            return chooseAnother(state.context(), state.attempt(), state.steps(), state.readings(), state.tried(),
                    state.choice().candidate(), "could not be pointed to " + state.choice().donor() + ": "
                            + describe(outcome));
        }
        return drain(state.context(), state.attempt(), state.steps(), state.readings(), state.choice(), state.tried(),
                List.of());
    }

    private Transition drainCandidate(RecoveryContext context, int attempt, int steps,
            Map<InstanceKey, ReplicaReading> readings, Choice.Promote choice, List<Choice.PassedOver> tried,
            List<String> texts) {
        ReplicaReading reading = readings.get(choice.candidate());
        if (reading != null && reading.isDrained() && reading.executed().contains(choice.target())) {
            List<String> all = new ArrayList<>(texts);
            all.add(UP_TO_DATE);
            return promote(context, attempt, steps, readings, choice, tried, false, all);
        }
        return drain(context, attempt, steps, readings, choice, tried, texts);
    }

    private Transition drain(RecoveryContext context, int attempt, int steps, Map<InstanceKey, ReplicaReading> readings,
            Choice.Promote choice, List<Choice.PassedOver> tried, List<String> texts) {
        ServerAction drain = new ServerAction.DrainApplier(choice.candidate(), choice.target(), settings.drainLimit());
        return new Transition(
                new RecoveryState.DrainingCandidate(context, attempt, steps + 1, readings, choice, tried),
                new RecoveryCommand.RunStep("drain candidate", List.of(drain), drainDeadline()), texts);
    }

    private Transition afterDrained(RecoveryState.DrainingCandidate state, RecoveryEvent.StepDone event) {
        ActionOutcome outcome = event.outcomes().getFirst();
        if (outcome instanceof ActionOutcome.Done) {
            return promote(state.context(), state.attempt(), state.steps(), state.readings(), state.choice(),
                    state.tried(), false,
                    List.of(UP_TO_DATE));
        }
        if (DrainProgress.isMade(settings, outcome, state.readings())) {
            return drain(state.context(), state.attempt(), state.steps(),
                    DrainProgress.noted(state.readings(), outcome),
                    state.choice(), state.tried(), List.of(DrainProgress.text(outcome)));
        }
        return chooseAnother(state.context(), state.attempt(), state.steps(), state.readings(), state.tried(),
                state.choice().candidate(), "could not apply what it received: " + describe(outcome));
    }

    /** Nobody else may count on a replica whose promotion failed: its replication may be reset, its credentials gone. */
    private Transition giveUpPromotion(RecoveryContext context, int attempt, int steps,
            Map<InstanceKey, ReplicaReading> readings, List<Choice.PassedOver> tried, InstanceKey candidate,
            String reason) {
        Map<InstanceKey, ReplicaReading> after = new HashMap<>(readings);
        after.computeIfPresent(candidate, (_, reading) -> reading.afterFailedPromotion());
        return chooseAnother(context, attempt, steps, after, tried, candidate, reason);
    }

    private Transition chooseAnother(RecoveryContext context, int attempt, int steps,
            Map<InstanceKey, ReplicaReading> readings, List<Choice.PassedOver> tried, InstanceKey refused,
            String reason) {
        List<Choice.PassedOver> more = new ArrayList<>(tried);
        more.add(new Choice.PassedOver(refused, reason));
        return choose(context, attempt, steps, readings, more, List.of("giving up " + refused + ": it " + reason));
    }

    private Transition promote(RecoveryContext context, int attempt, int steps,
            Map<InstanceKey, ReplicaReading> readings,
            Choice.Promote choice, List<Choice.PassedOver> tried, boolean sentBefore,
            List<String> texts) {
        List<String> all = new ArrayList<>(texts);
        if (!settings.applyPromotion()) {
            all.add("ApplyMySQLPromotionAfterMasterFailover is off: " + choice.candidate() + " is not made writable");
            return ending.repoint(context, attempt, steps, choice, all);
        }
        all.add("- RecoverDeadMaster: will apply MySQL changes to promoted master");
        boolean semiSync = context.acknowledgements() > 0;
        ServerAction action = new ServerAction.Promote(choice.candidate(), settings.promotionExpiry(), semiSync);
        return new Transition(
                new RecoveryState.Promoting(context, attempt, steps + 1, readings, choice, tried, sentBefore),
                new RecoveryCommand.RunStep("promote", List.of(action), settings.actionDeadline()), all);
    }

    private Transition afterLookingAgain(RecoveryState.LookingAgain state, RecoveryEvent.Looked event) {
        return switch (event.sight()) {
            case RecoveryEvent.Sight.Answered _,RecoveryEvent.Sight.Crowded _ ->
                    looking.returned(state.context(), state.attempt(), state.steps(), true);
            case RecoveryEvent.Sight.Gone gone -> promoteAfterLook(state, gone.reason());
            case RecoveryEvent.Sight.Silent silent -> promoteAfterLook(state, silent.reason());
        };
    }

    private Transition promoteAfterLook(RecoveryState.LookingAgain state, String reason) {
        return promote(state.context(), state.attempt(), state.steps(), state.readings(), state.choice(),
                state.tried(), false, List.of(Looking.stillDead(state.context(), reason)));
    }

    private Transition afterPromotion(RecoveryState.Promoting state, RecoveryEvent.StepDone event) {
        ActionOutcome outcome = event.outcomes().getFirst();
        return switch (outcome) {
            case ActionOutcome.Done done ->
                    ending.repoint(state.context(), state.attempt(), state.steps(), state.choice(), done.coordinates(),
                            List.of("- RecoverDeadMaster: applying RESET SLAVE ALL on promoted master: success=true",
                                    "- RecoverDeadMaster: applying read-only=0 on promoted master: success=true"));
            case ActionOutcome.Refused refused when state.sentBefore() ->
                    verifying.waitForEarlier(state, refused.reason());
            case ActionOutcome.Failed failed when state.sentBefore() ->
                    verifying.waitForEarlier(state, failed.reason());
            case ActionOutcome.Refused refused -> chooseAnother(state.context(), state.attempt(), state.steps(),
                    state.readings(), state.tried(), refused.key(), "could not be promoted: " + refused.reason());
            case ActionOutcome.Failed failed -> giveUpPromotion(state.context(), state.attempt(), state.steps(),
                    state.readings(), state.tried(), failed.key(), "could not be promoted: " + failed.reason());
            case ActionOutcome.Unanswered silent ->
                    verifying.waitForExpiry(state.context(), state.attempt(), state.steps(),
                            state.readings(), state.choice(), state.tried(),
                            List.of("no answer to the promotion of " + silent.key() + ": " + silent.reason()
                                    + "; until its statement has expired nobody else is promoted"));
        };
    }

    private Transition afterVerifying(RecoveryState.Verifying state, RecoveryEvent event) {
        if (state.waiting()) {
            expect(RecoveryEvent.Waited.class, event);
            return verifying.look(state);
        }
        InstanceKey candidate = state.choice().candidate();
        return switch (expect(RecoveryEvent.Looked.class, event).sight()) {
            case RecoveryEvent.Sight.Answered seen -> {
                if (!seen.readOnly() && !seen.replica()) {
                    yield ending.repoint(state.context(), state.attempt(), state.steps(), state.choice(),
                            List.of(candidate + " is writable: its promotion had taken effect"));
                }
                Optional<Choice.PassedOver> failed = Verification.failedAgain(state.choice(), state.tried());
                if (failed.isPresent()) {
                    List<Choice.PassedOver> others =
                            state.tried().stream().filter(t -> !t.equals(failed.get())).toList();
                    yield giveUpPromotion(state.context(), state.attempt(), state.steps(), state.readings(), others,
                            candidate, failed.get().reason());
                }
                yield promote(state.context(), state.attempt(), state.steps(), state.readings(), state.choice(),
                        state.tried(), true, List.of(candidate + " answers and is not writable; promoting it again"));
            }
            case RecoveryEvent.Sight.Gone gone -> giveUpPromotion(state.context(), state.attempt(), state.steps(),
                    state.readings(), state.tried(), candidate, "died while it was promoted: " + gone.reason());
            case RecoveryEvent.Sight.Crowded crowded -> verifying.wait(state, crowded.reason());
            case RecoveryEvent.Sight.Silent silent -> verifying.wait(state, silent.reason());
        };
    }

    static String describe(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Done done -> "done";
            case ActionOutcome.Refused refused -> refused.reason();
            case ActionOutcome.Failed failed -> failed.reason();
            case ActionOutcome.Unanswered silent -> silent.reason();
        };
    }
}
