package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.naming.Unresolving;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.BookEntry;
import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.domain.recovery.RecoveryCommand;
import io.orchestrator.domain.recovery.RecoveryEvent;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.HookRunner;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.Proof;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a recovery commands: changes of servers, looks, hooks, and the books at its end. Every answer comes on the loop. */
final class StepExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(StepExecutor.class);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofMillis(500);
    /** A server that was just changed still connects; it is looked at again after this. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final Loop loop;
    private final World world;
    private final EngineSettings settings;
    private final VirtualNames virtualNames;
    private final StepTexts texts;
    private final Consumer<InstanceKey> touched;

    StepExecutor(Loop loop, World world, EngineSettings settings, VirtualNames virtualNames, StepTexts texts,
            Consumer<InstanceKey> touched) {
        this.loop = loop;
        this.world = world;
        this.settings = settings;
        this.virtualNames = virtualNames;
        this.texts = texts;
        this.touched = touched;
    }

    /**
     * Executes all actions of a step at once; an adapter that breaks its promise to answer is answered for.
     *
     * @param proof when the claim was last proven
     */
    void run(RecoveryCommand.RunStep step, Proof proof, Consumer<List<ActionOutcome>> done) {
        List<ActionOutcome> outcomes = new ArrayList<>();
        if (step.actions().isEmpty()) {
            loop.post(() -> done.accept(outcomes));
            return;
        }
        for (ServerAction action : step.actions()) {
            Consumer<ActionOutcome> collect = outcome -> {
                outcomes.add(outcome.withNames(virtualNames::realOf));
                touched.accept(action.key());
                loop.after(SETTLED, () -> touched.accept(action.key()));
                if (outcomes.size() == step.actions().size()) {
                    done.accept(outcomes);
                }
            };
            unresolved(action, told -> loop.within(step.deadline().plus(GRACE),
                    world.servers().actuator().execute(told, proof, step.deadline()),
                    collect,
                    failure -> collect.accept(new ActionOutcome.Unanswered(action.key(), failure.getMessage() + ""))));
        }
    }

    /**
     * The same action with the source under its virtual name, where one is registered. In a recovery a name that does not lead back is
     * no reason to lose the replica.
     */
    private void unresolved(ServerAction action, Consumer<ServerAction> then) {
        if (!(action instanceof ServerAction.PointTo point)) {
            then.accept(action);
            return;
        }
        virtualNames.of(point.source(), Unresolving.Wish.FORGIVING, decided -> then.accept(switch (decided) {
            case Unresolving.Use use -> new ServerAction.PointTo(point.key(), use.name());
            case Unresolving.UseReal real -> {
                LOG.warn("{} is pointed to {} itself: {}", point.key(), real.name(), real.reason());
                yield point;
            }
            case Unresolving.Refuse _ -> point;
        }));
    }

    void look(RecoveryCommand.Look look, Consumer<RecoveryEvent.Sight> done) {
        loop.within(look.deadline().plus(GRACE),
                world.servers().prober().probe(look.key(), InstanceProber.Depth.LAST_LOOK, look.deadline()),
                outcome -> done.accept(sight(outcome)),
                failure -> done.accept(new RecoveryEvent.Sight.Silent(failure.getMessage() + "")));
    }

    private static RecoveryEvent.Sight sight(ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Seen seen -> {
                InstanceSnapshot snapshot = seen.snapshot();
                yield new RecoveryEvent.Sight.Answered(snapshot.isReadOnly(), snapshot.isReplica());
            }
            case ProbeOutcome.PartlySeen partly -> new RecoveryEvent.Sight.Silent(
                    "it answered in part: " + partly.failure().message());
            case ProbeOutcome.Unseen unseen when unseen.failure().kind() == ProbeFailure.Kind.REFUSED ->
                    new RecoveryEvent.Sight.Gone(unseen.failure().message());
            case ProbeOutcome.Unseen unseen when unseen.failure().kind() == ProbeFailure.Kind.OVERLOADED ->
                    new RecoveryEvent.Sight.Crowded(unseen.failure().message());
            case ProbeOutcome.Unseen unseen -> new RecoveryEvent.Sight.Silent(unseen.failure().message());
        };
    }

    /** Runs the hooks of a point; their steps are stored before the result is told, so that they stand before what follows. */
    void runHooks(RecoveryState state, HookPoint point, Consumer<HookRunner.Result> done) {
        RecoveryUid uid = state.context().uid();
        Consumer<HookRunner.Result> tell = result -> texts.whenStored(uid, () -> done.accept(result));
        loop.when(world.hooks()
                .run(point, HookValues.of(state, settings.self()),
                        texts.of(uid, state.context().cluster())),
                tell,
                failure -> tell.accept(new HookRunner.Result(false, List.of(failure.getMessage() + ""))));
    }

    void keepBooks(Claim claim, List<BookEntry> entries, Consumer<List<String>> done) {
        List<String> failures = new ArrayList<>();
        int[] open = {entries.size()};
        Runnable oneDone = () -> {
            open[0]--;
            if (open[0] == 0) {
                done.accept(failures);
            }
        };
        for (BookEntry entry : entries) {
            loop.within(STORE_DEADLINE, write(entry), ok -> oneDone.run(), (PortException failure) -> {
                failures.add("could not be written (" + entry + "): " + failure.getMessage());
                oneDone.run();
            });
        }
        if (entries.isEmpty()) {
            loop.post(() -> done.accept(failures));
        }
    }

    private CompletionStage<?> write(BookEntry entry) {
        return switch (entry) {
            case BookEntry.MarkLost lost -> world.stores()
                    .intents()
                    .beginDowntime(lost.key(), settings.self().hostname(),
                            Downtime.LOST_IN_RECOVERY, Downtime.LOST_FOR);
            case BookEntry.EndDetections end -> world.stores().detections().end(end.key());
            case BookEntry.MoveAlias move ->
                    world.stores().intents().renameCluster(move.from(), move.to(), move.alias());
        };
    }
}
