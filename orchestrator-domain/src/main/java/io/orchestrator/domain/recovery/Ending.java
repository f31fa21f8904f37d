package io.orchestrator.domain.recovery;

import java.util.ArrayList;
import java.util.List;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.Choice;

/** The part of a dead source's recovery from the promoted server being writable, or the recovery being given up, to its end. */
final class Ending {
    private final RecoverySettings settings;

    Ending(RecoverySettings settings) {
        this.settings = settings;
    }

    Transition repoint(RecoveryContext context, int attempt, int steps, Choice.Promote choice, List<String> texts) {
        List<ServerAction> actions = new ArrayList<>();
        choice.followers().forEach(key -> actions.add(new ServerAction.PointTo(key, choice.candidate())));
        List<String> all = new ArrayList<>(texts);
        all.add("promoted replica: " + choice.candidate());
        if (!choice.lostTransactions().isEmpty()) {
            all.add("lost " + choice.lostTransactions().transactionCount() + " transactions that " + context.failed()
                    + " or a replica had: " + choice.lostTransactions().text());
        }
        if (actions.isEmpty()) {
            return fence(context, attempt, steps, choice, outcome(choice, List.of()), all);
        }
        return new Transition(new RecoveryState.Repointing(context, attempt, steps + 1, choice),
                new RecoveryCommand.RunStep("point replicas to " + choice.candidate(), actions,
                        settings.actionDeadline()),
                all);
    }

    Transition afterRepointing(RecoveryState.Repointing state, RecoveryEvent.StepDone event) {
        List<Choice.PassedOver> failures = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (ActionOutcome outcome : event.outcomes()) {
            if (!(outcome instanceof ActionOutcome.Done)) {
                failures.add(new Choice.PassedOver(outcome.key(), DeadSourceRecovery.describe(outcome)));
                texts.add("RecoverDeadMaster: - lost replica: " + outcome.key() + ": could not be pointed to "
                        + state.choice().candidate() + ": " + DeadSourceRecovery.describe(outcome));
            }
        }
        return fence(state.context(), state.attempt(), state.steps(), state.choice(), outcome(state.choice(), failures),
                texts);
    }

    private static RecoveryOutcome outcome(Choice.Promote choice, List<Choice.PassedOver> failures) {
        List<InstanceKey> lost = new ArrayList<>();
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
        return new RecoveryOutcome(true, choice.candidate(), "", lost, participants, errors);
    }

    Transition fence(RecoveryContext context, int attempt, int steps, Choice.Promote choice, RecoveryOutcome outcome,
            List<String> texts) {
        List<ServerAction> actions = new ArrayList<>();
        actions.add(new ServerAction.MakeReadOnly(context.failed()));
        if (settings.detachLost()) {
            outcome.lost().forEach(key -> actions.add(new ServerAction.Detach(key)));
        }
        return new Transition(new RecoveryState.Fencing(context, attempt, steps + 1, choice, outcome),
                new RecoveryCommand.RunStep("fence", actions, settings.lookDeadline()), texts);
    }

    Transition afterFencing(RecoveryState.Fencing state, RecoveryEvent.StepDone event) {
        List<String> texts = new ArrayList<>();
        for (ActionOutcome outcome : event.outcomes()) {
            boolean done = outcome instanceof ActionOutcome.Done;
            String reason = done ? "" : " (" + DeadSourceRecovery.describe(outcome) + ")";
            texts.add(outcome.key().equals(state.context().failed())
                    ? "- RecoverDeadMaster: applying read-only=1 on demoted master: success=" + done + reason
                    : "RecoverDeadMaster: detaching lost replica " + outcome.key() + ": success=" + done + reason);
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
        all.add("- RecoverDeadMaster: updating cluster_alias: " + context.cluster() + " -> " + choice.candidate());
        return new Transition(new RecoveryState.Bookkeeping(context, attempt, steps, choice, outcome),
                new RecoveryCommand.KeepBooks(entries), all);
    }

    Transition afterBooks(RecoveryState.Bookkeeping state, RecoveryEvent.BooksKept event) {
        List<String> texts = new ArrayList<>(event.failures());
        texts.add("RecoverDeadMaster: successfully promoted " + state.choice().candidate());
        return end(state.context(), state.attempt(), state.steps(), state.outcome(), true, texts);
    }

    Transition undo(RecoveryContext context, int attempt, int steps, String why, boolean keepsBlocking,
            List<String> texts) {
        List<ServerAction> actions = new ArrayList<>();
        context.replicas().forEach(replica -> actions.add(new ServerAction.PointTo(replica.key(), context.failed())));
        List<String> all = new ArrayList<>(texts);
        all.add("Failure: no replica promoted. " + why);
        return new Transition(new RecoveryState.Undoing(context, attempt, steps + 1, why, keepsBlocking),
                new RecoveryCommand.RunStep("start receivers again", actions, settings.actionDeadline()), all);
    }

    Transition afterUndoing(RecoveryState.Undoing state, RecoveryEvent.StepDone event) {
        List<String> texts = new ArrayList<>();
        for (ActionOutcome outcome : event.outcomes()) {
            if (!(outcome instanceof ActionOutcome.Done)) {
                texts.add("could not start " + outcome.key() + " again: " + DeadSourceRecovery.describe(outcome));
            }
        }
        return end(state.context(), state.attempt(), state.steps(), RecoveryOutcome.failed(state.why()),
                state.keepsBlocking(), texts);
    }

    Transition end(RecoveryContext context, int attempt, int steps, RecoveryOutcome outcome, boolean keepsBlocking,
            List<String> texts) {
        List<HookPoint> points = new ArrayList<>();
        if (!context.skipHooks() && keepsBlocking) {
            List<HookPoint> due =
                    outcome.successful() ? List.of(HookPoint.POST_MASTER_FAILOVER, HookPoint.POST_FAILOVER)
                            : List.of(HookPoint.POST_UNSUCCESSFUL_FAILOVER);
            due.stream().filter(settings.hooks()::contains).forEach(points::add);
        }
        if (points.isEmpty()) {
            return new Transition(new RecoveryState.Ended(context, attempt, steps, outcome, keepsBlocking),
                    new RecoveryCommand.Resolve(outcome, keepsBlocking), texts);
        }
        return nextHook(context, attempt, steps, outcome, points, texts);
    }

    Transition nextHook(RecoveryContext context, int attempt, int steps, RecoveryOutcome outcome,
            List<HookPoint> remaining,
            List<String> texts) {
        if (remaining.isEmpty()) {
            return new Transition(new RecoveryState.Ended(context, attempt, steps, outcome, true),
                    new RecoveryCommand.Resolve(outcome, true), texts);
        }
        return new Transition(new RecoveryState.RunningPostHooks(context, attempt, steps, outcome, remaining),
                new RecoveryCommand.RunHooks(remaining.getFirst()), texts);
    }

    Transition afterHook(RecoveryState.RunningPostHooks state, RecoveryEvent.HooksRan event) {
        List<String> texts = event.succeeded() ? List.of()
                : List.of(event.point().configurationKey() + " failed; the recovery goes on");
        return nextHook(state.context(), state.attempt(), state.steps(), state.outcome(),
                state.remaining().subList(1, state.remaining().size()), texts);
    }
}
