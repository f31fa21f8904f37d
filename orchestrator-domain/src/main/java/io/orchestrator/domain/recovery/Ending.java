package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.Choice;
import org.jspecify.annotations.Nullable;

/** The part of a dead source's recovery from the promoted server being writable, or the recovery being given up, to its end. */
final class Ending {
    private final RecoverySettings settings;

    Ending(RecoverySettings settings) {
        this.settings = settings;
    }

    Transition repoint(RecoveryContext context, int attempt, int steps, Choice.Promote choice, List<String> texts) {
        return repoint(context, attempt, steps, choice, null, texts);
    }

    Transition repoint(RecoveryContext context, int attempt, int steps, Choice.Promote choice,
            @Nullable BinlogCoordinates coordinates, List<String> texts) {
        List<ServerAction> actions = new ArrayList<>();
        choice.followers().forEach(key -> actions.add(new ServerAction.PointTo(key, choice.candidate())));
        if (!settings.applyPromotion() && choice.needsCatchUp()) {
            // It still follows the donor, which is about to follow it: they would become a pair that replicates in a circle.
            actions.add(new ServerAction.PointTo(choice.candidate(), context.failed()));
        }
        List<String> all = new ArrayList<>(texts);
        all.add("promoted replica: " + choice.candidate());
        if (coordinates != null) {
            all.add("- RecoverDeadMaster: promoted server coordinates: " + coordinates);
        }
        if (!choice.lostTransactions().isEmpty()) {
            all.add("lost " + choice.lostTransactions().transactionCount() + " transactions that " + context.failed()
                    + " or a replica had: " + choice.lostTransactions().text());
        }
        if (actions.isEmpty()) {
            return fence(context, attempt, steps, choice, outcome(context, choice, List.of(), coordinates), all);
        }
        return new Transition(new RecoveryState.Repointing(context, attempt, steps + 1, choice, coordinates),
                new RecoveryCommand.RunStep("point replicas to " + choice.candidate(), actions,
                        settings.actionDeadline()),
                all);
    }

    Transition afterRepointing(RecoveryState.Repointing state, RecoveryEvent.StepDone event) {
        List<Choice.PassedOver> failures = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (ActionOutcome outcome : event.outcomes()) {
            String reason = DeadSourceRecovery.describe(outcome);
            if (outcome instanceof ActionOutcome.Done) {
                continue;
            }
            if (outcome.key().equals(state.choice().candidate())) {
                texts.add(outcome.key() + " still replicates from " + state.choice().donor() + ": " + reason);
            } else {
                failures.add(new Choice.PassedOver(outcome.key(), reason));
                texts.add(lostText(outcome.key(), "could not be pointed to " + state.choice().candidate() + ": "
                        + reason));
            }
        }
        return fence(state.context(), state.attempt(), state.steps(), state.choice(),
                outcome(state.context(), state.choice(), failures, state.coordinates()), texts);
    }

    /** The text of recovery.md 16.3, with the reason. */
    static String lostText(InstanceKey key, String reason) {
        return "RecoverDeadMaster: - lost replica: " + key + ": " + reason;
    }

    private static RecoveryOutcome outcome(RecoveryContext context, Choice.Promote choice,
            List<Choice.PassedOver> failures, @Nullable BinlogCoordinates coordinates) {
        List<InstanceKey> lost = new ArrayList<>(context.neverSeen());
        choice.lost().forEach(l -> lost.add(l.key()));
        failures.forEach(f -> lost.add(f.key()));
        List<InstanceKey> participants = new ArrayList<>(choice.followers());
        participants.add(choice.candidate());
        List<String> errors = new ArrayList<>();
        failures.forEach(
                f -> errors.add(f.key() + " could not be pointed to " + choice.candidate() + ": " + f.reason()));
        if (!choice.lostTransactions().isEmpty()) {
            errors.add("lost transactions: " + choice.lostTransactions().text());
        }
        String alias = context.replicas()
                .stream()
                .filter(r -> r.key().equals(choice.candidate()))
                .map(r -> r.classification().instanceAlias())
                .findFirst()
                .orElse("");
        return new RecoveryOutcome(true, choice.candidate(), alias, lost, participants, errors, coordinates);
    }

    Transition fence(RecoveryContext context, int attempt, int steps, Choice.Promote choice, RecoveryOutcome outcome,
            List<String> texts) {
        List<ServerAction> actions = new ArrayList<>();
        actions.add(new ServerAction.MakeReadOnly(context.failed()));
        List<String> all = new ArrayList<>(texts);
        List<InstanceKey> detached =
                outcome.lost().stream().filter(key -> !context.neverSeen().contains(key)).toList();
        if (settings.detachLost() && !detached.isEmpty()) {
            all.add("RecoverDeadMaster: lost " + detached.size()
                    + " replicas during recovery process; detaching them");
            detached.forEach(key -> actions.add(new ServerAction.Detach(key)));
        }
        if (settings.detachPromoted() && !settings.applyPromotion()) {
            // A server that was made writable is no replica any more: there is nothing to detach (recovery.md 7.14, 4).
            all.add("- RecoverDeadMaster: detaching master host on promoted master");
            actions.add(new ServerAction.Detach(choice.candidate()));
        }
        // The old source alone is not waited for: it is dead. A replica that is detached needs its time.
        Duration deadline = actions.size() == 1 ? settings.lookDeadline() : settings.actionDeadline();
        return new Transition(new RecoveryState.Fencing(context, attempt, steps + 1, choice, outcome),
                new RecoveryCommand.RunStep("fence", actions, deadline), all);
    }

    Transition afterFencing(RecoveryState.Fencing state, RecoveryEvent.StepDone event) {
        List<String> texts = new ArrayList<>();
        for (ActionOutcome outcome : event.outcomes()) {
            boolean done = outcome instanceof ActionOutcome.Done;
            String reason = done ? "" : " (" + DeadSourceRecovery.describe(outcome) + ")";
            String what = "detaching lost replica " + outcome.key();
            if (outcome.key().equals(state.context().failed())) {
                what = "applying read-only=1 on demoted master";
            } else if (outcome.key().equals(state.choice().candidate())) {
                what = "detaching promoted master host " + outcome.key();
            }
            texts.add("- RecoverDeadMaster: " + what + ": success=" + done + reason);
        }
        return keepBooks(state.context(), state.attempt(), state.steps(), state.choice(), state.outcome(), texts);
    }

    Transition keepBooks(RecoveryContext context, int attempt, int steps, Choice.Promote choice,
            RecoveryOutcome outcome,
            List<String> texts) {
        List<BookEntry> entries = new ArrayList<>();
        entries.add(new BookEntry.MarkLost(context.failed()));
        outcome.lost().forEach(key -> entries.add(new BookEntry.MarkLost(key)));
        entries.add(new BookEntry.EndDetections(context.failed()));
        entries.add(
                new BookEntry.MoveAlias(context.cluster(), ClusterName.of(choice.candidate()), context.clusterAlias()));
        List<String> all = new ArrayList<>(texts);
        all.add("- RecoverDeadMaster: updating cluster_alias: " + context.failed() + " -> " + choice.candidate());
        return new Transition(new RecoveryState.Bookkeeping(context, attempt, steps, choice, outcome),
                new RecoveryCommand.KeepBooks(entries), all);
    }

    Transition afterBooks(RecoveryState.Bookkeeping state, RecoveryEvent.BooksKept event) {
        List<String> texts = new ArrayList<>(event.failures());
        texts.add("RecoverDeadMaster: successfully promoted " + state.choice().candidate());
        return end(state.context(), state.attempt(), state.steps(), state.outcome(), true, texts);
    }

    /** See {@link DeadSourceRecovery#giveUp}. */
    Optional<Transition> giveUp(RecoveryState state, String why) {
        RecoveryContext context = state.context();
        boolean unsent = state instanceof RecoveryState.Promoting promoting && !promoting.sentBefore();
        if (isEnding(state) || (state.isPastPointOfNoReturn() && !unsent)) {
            return Optional.empty();
        }
        boolean untouched = state instanceof RecoveryState.RunningPreHooks
                || (state instanceof RecoveryState.LookingAtSource look && !look.touched());
        return Optional.of(untouched
                ? end(context, state.attempt(), state.steps(), RecoveryOutcome.failed(why), false, List.of(why))
                : undo(context, state.attempt(), state.steps(), why, false, List.of()));
    }

    private static boolean isEnding(RecoveryState state) {
        return state instanceof RecoveryState.Undoing || state instanceof RecoveryState.RunningPostHooks
                || state instanceof RecoveryState.Ended;
    }

    /**
     * Gives the recovery up: every replica is started again where it points. Nobody is pointed to the failed server blindly: one that
     * a person moved meanwhile stays there, and one whose replication a failed promotion reset has no credentials any more. Only
     * those that turn out to follow a sibling are pointed back ({@link #afterUndoing}).
     */
    Transition undo(RecoveryContext context, int attempt, int steps, String why, boolean keepsBlocking,
            List<String> texts) {
        List<ServerAction> actions = new ArrayList<>();
        context.replicas().forEach(replica -> actions.add(new ServerAction.StartReplication(replica.key())));
        List<String> all = new ArrayList<>(texts);
        all.add("Failure: no replica promoted.");
        all.add("giving the recovery up: " + why);
        return new Transition(new RecoveryState.Undoing(context, attempt, steps + 1, why, keepsBlocking),
                new RecoveryCommand.RunStep("start receivers again", actions, settings.actionDeadline()), all);
    }

    Transition afterUndoing(RecoveryState.Undoing state, RecoveryEvent.StepDone event) {
        RecoveryContext context = state.context();
        List<String> texts = new ArrayList<>();
        List<ServerAction> back = new ArrayList<>();
        List<InstanceKey> lost = new ArrayList<>();
        for (ActionOutcome outcome : event.outcomes()) {
            if (!(outcome instanceof ActionOutcome.Done done)) {
                texts.add("could not start " + outcome.key() + " again: " + DeadSourceRecovery.describe(outcome));
                continue;
            }
            InstanceKey source = done.reading() == null ? context.failed() : done.reading().source();
            if (source.equals(InstanceKey.NONE)) {
                lost.add(done.key());
                texts.add(lostText(done.key(), "it is no replica any more and has to be set up by hand"));
            } else if (context.replicas().stream().anyMatch(sibling -> sibling.key().equals(source))) {
                back.add(new ServerAction.PointTo(done.key(), context.failed()));
            }
        }
        if (back.isEmpty()) {
            return end(context, state.attempt(), state.steps(),
                    new RecoveryOutcome(false, InstanceKey.NONE, "", lost, List.of(), List.of(state.why())),
                    state.keepsBlocking(), texts);
        }
        return new Transition(
                new RecoveryState.Undoing(context, state.attempt(), state.steps() + 1, state.why(),
                        state.keepsBlocking()),
                new RecoveryCommand.RunStep("point back to " + context.failed(), back, settings.actionDeadline()),
                texts);
    }

    /** Hooks run whether the recovery blocks others or not: those before it were told of a failure and are told how it ended. */
    Transition end(RecoveryContext context, int attempt, int steps, RecoveryOutcome outcome, boolean keepsBlocking,
            List<String> texts) {
        List<HookPoint> points = new ArrayList<>();
        if (!context.skipHooks()) {
            List<HookPoint> due =
                    outcome.successful() ? List.of(HookPoint.POST_MASTER_FAILOVER, HookPoint.POST_FAILOVER)
                            : List.of(HookPoint.POST_UNSUCCESSFUL_FAILOVER);
            due.stream().filter(settings.hooks()::contains).forEach(points::add);
        }
        return nextHook(context, attempt, steps, outcome, points, keepsBlocking, texts);
    }

    Transition nextHook(RecoveryContext context, int attempt, int steps, RecoveryOutcome outcome,
            List<HookPoint> remaining, boolean keepsBlocking, List<String> texts) {
        if (remaining.isEmpty()) {
            return resolve(context, attempt, steps, outcome, keepsBlocking, texts);
        }
        return new Transition(
                new RecoveryState.RunningPostHooks(context, attempt, steps, outcome, remaining, keepsBlocking),
                new RecoveryCommand.RunHooks(remaining.getFirst()), texts);
    }

    Transition resolve(RecoveryContext context, int attempt, int steps, RecoveryOutcome outcome, boolean keepsBlocking,
            List<String> texts) {
        return new Transition(new RecoveryState.Ended(context, attempt, steps, outcome, keepsBlocking),
                new RecoveryCommand.Resolve(outcome, keepsBlocking), texts);
    }

    Transition afterHook(RecoveryState.RunningPostHooks state, RecoveryEvent.HooksRan event) {
        List<String> texts = event.succeeded() ? List.of()
                : List.of(event.point().configurationKey() + " failed; the recovery goes on");
        return nextHook(state.context(), state.attempt(), state.steps(), state.outcome(),
                state.remaining().subList(1, state.remaining().size()), state.keepsBlocking(), texts);
    }
}
