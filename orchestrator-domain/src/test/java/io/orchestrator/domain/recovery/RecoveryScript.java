package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.promotion.PromotionPolicy;
import io.orchestrator.domain.promotion.ReplicaReading;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.testing.ReplicaBuilder;

/** A recovery of the dead source {@code m}, told one event after another; remembers all that it commanded and said. */
final class RecoveryScript {
    static final RecoverySettings PLAIN = RecoverySettings.DEFAULT;

    private final DeadSourceRecovery process;
    private final List<ReplicaBuilder> replicas;
    private final List<String> messages = new ArrayList<>();
    private final List<RecoveryCommand> commands = new ArrayList<>();
    private Transition last;

    private RecoveryScript(RecoverySettings settings, RecoveryContext context, List<ReplicaBuilder> replicas) {
        this.process = new DeadSourceRecovery(settings);
        this.replicas = replicas;
        this.last = take(process.begin(context));
    }

    static RecoveryScript begin(RecoverySettings settings, ReplicaBuilder... replicas) {
        return new RecoveryScript(settings, context(0, List.of(replicas)), List.of(replicas));
    }

    static RecoveryScript begin(RecoverySettings settings, RecoveryContext context, ReplicaBuilder... replicas) {
        return new RecoveryScript(settings, context, List.of(replicas));
    }

    static RecoveryContext context(int acknowledgements, List<ReplicaBuilder> replicas) {
        return new RecoveryContext(new RecoveryUid("1:ab"), ReplicaBuilder.FAILED, AnalysisCode.DEAD_MASTER,
                new ClusterName("m:3306"), "shop", Classification.NONE, ReplicaBuilder.made(100), acknowledgements,
                replicas.stream().map(ReplicaBuilder::facts).toList(), List.of(), 0, InstanceKey.NONE, false, false);
    }

    static RecoverySettings settings(boolean apply, boolean detachPromoted, boolean delay, HookPoint... hooks) {
        return new RecoverySettings(PromotionPolicy.DEFAULT, apply, true, detachPromoted, delay, PLAIN.lookDeadline(),
                PLAIN.actionDeadline(), PLAIN.drainLimit(), PLAIN.promotionExpiry(), PLAIN.verifyInterval(),
                hooks.length == 0 ? Set.of() : EnumSet.copyOf(List.of(hooks)));
    }

    private Transition take(Transition transition) {
        messages.addAll(transition.messages());
        commands.add(transition.command());
        return transition;
    }

    RecoveryScript tell(RecoveryEvent event) {
        last = take(process.on(last.next(), event));
        return this;
    }

    RecoveryScript lookAgain() {
        last = take(process.lookAgain(last.next()));
        return this;
    }

    RecoveryScript resume() {
        last = take(process.resume(last.next()));
        return this;
    }

    RecoveryScript sourceIsGone() {
        return looked(ReplicaBuilder.FAILED, new RecoveryEvent.Sight.Gone("refused"));
    }

    RecoveryScript looked(InstanceKey key, RecoveryEvent.Sight sight) {
        return tell(new RecoveryEvent.Looked(key, sight));
    }

    /** Receivers stop and are read, where the replica answers. */
    RecoveryScript receiversStop() {
        return tell(new RecoveryEvent.StepDone(replicas.stream()
                .map(r -> r.answers() ? new ActionOutcome.Done(r.key(), r.reading())
                        : (ActionOutcome) new ActionOutcome.Unanswered(r.key(), "no answer from " + r.key()))
                .toList()));
    }

    /** Every action of the step comes out like this. */
    RecoveryScript step(Function<InstanceKey, ActionOutcome> outcome) {
        return tell(new RecoveryEvent.StepDone(actions().stream().map(a -> outcome.apply(a.key())).toList()));
    }

    RecoveryScript done() {
        return step(key -> new ActionOutcome.Done(key, null));
    }

    RecoveryScript refused() {
        return step(key -> new ActionOutcome.Refused(key, key + " cannot", null));
    }

    RecoveryScript refused(ReplicaReading reading) {
        return step(key -> new ActionOutcome.Refused(key, key + " cannot", reading));
    }

    RecoveryScript fails() {
        return step(key -> new ActionOutcome.Failed(key, key + " said no", false));
    }

    RecoveryScript unanswered() {
        return step(key -> new ActionOutcome.Unanswered(key, key + " is silent"));
    }

    RecoveryScript waited() {
        return tell(new RecoveryEvent.Waited());
    }

    RecoveryScript booksKept() {
        return tell(new RecoveryEvent.BooksKept(List.of()));
    }

    RecoveryState state() {
        return last.next();
    }

    RecoveryCommand command() {
        return last.command();
    }

    List<ServerAction> actions() {
        return last.command() instanceof RecoveryCommand.RunStep step ? step.actions() : List.of();
    }

    RecoveryOutcome outcome() {
        return state() instanceof RecoveryState.Ended ended ? ended.outcome()
                : RecoveryOutcome.failed("has not ended: " + state());
    }

    /** What was commanded so far, briefly. */
    List<String> commands() {
        return commands.stream().map(RecoveryScript::brief).toList();
    }

    List<String> messages() {
        return messages;
    }

    static String brief(RecoveryCommand command) {
        return switch (command) {
            case RecoveryCommand.RunHooks hooks -> hooks.point().configurationKey();
            case RecoveryCommand.Look look -> "look " + look.key().hostname();
            case RecoveryCommand.RunStep step -> String.join(", ", step.actions()
                    .stream()
                    .map(RecoveryScript::brief)
                    .toList());
            case RecoveryCommand.Wait wait -> "wait " + seconds(wait.duration());
            case RecoveryCommand.KeepBooks books -> "books";
            case RecoveryCommand.Resolve resolve -> resolve.keepsBlocking() ? "resolve" : "resolve without block";
            case RecoveryCommand.Finish finish -> "finish";
        };
    }

    private static String brief(ServerAction action) {
        String key = action.key().hostname();
        return switch (action) {
            case ServerAction.StopReceiver a -> "stop " + key;
            case ServerAction.DrainApplier a -> "drain " + key;
            case ServerAction.PointTo a -> "point " + key + " to " + a.source().hostname();
            case ServerAction.StartReplication a -> "start " + key;
            case ServerAction.Promote a -> "promote " + key;
            case ServerAction.MakeReadOnly a -> "read-only " + key;
            case ServerAction.MakeWritable a -> "writable " + key;
            case ServerAction.Detach a -> "detach " + key;
            case ServerAction.RestartReceiver a -> "restart " + key;
        };
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    static InstanceKey key(String name) {
        return Instances.key(name);
    }
}
