package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.recovery.DeadSourceRecovery;
import io.orchestrator.domain.recovery.RecoveryCommand;
import io.orchestrator.domain.recovery.RecoveryEvent;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.domain.recovery.Transition;
import io.orchestrator.ports.driven.PortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs recoveries: stores each transition under the claim, and only then does what it commands. A write that says that the claim is
 * lost ends the recovery here, at once; another process goes on with it.
 */
final class RecoveryRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryRunner.class);
    private static final Duration GUARD_DEADLINE = Duration.ofSeconds(1);
    private static final Duration GUARD_VALID_FOR = Duration.ofSeconds(1);
    private static final Duration LOOK_VALID_FOR = Duration.ofMillis(1500);
    private static final Duration RETRY_AFTER = Duration.ofMillis(200);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(1);

    private final Loop loop;
    private final World world;
    private final StepExecutor steps;
    private final BiConsumer<InstanceKey, RecoveryOutcome> over;
    private final Map<ClusterName, RunningRecovery> running = new HashMap<>();
    private boolean stopping;
    private String givingUp = "";

    RecoveryRunner(Loop loop, World world, StepExecutor steps, BiConsumer<InstanceKey, RecoveryOutcome> over) {
        this.loop = loop;
        this.world = world;
        this.steps = steps;
        this.over = over;
    }

    void start() {
        loop.every(RENEW_EVERY, this::renewAll);
    }

    /** Whether this process is shutting down: what it gives back it must not begin anew. */
    boolean isStopping() {
        return stopping;
    }

    /** Clusters on which this process runs something. */
    Set<ClusterName> clusters() {
        return Set.copyOf(running.keySet());
    }

    /** As {@link #clusters()}, with all the names that those clusters may get meanwhile. */
    Set<ClusterName> clusterNames() {
        Set<ClusterName> names = new HashSet<>(running.keySet());
        running.values().forEach(recovery -> names.addAll(recovery.state().context().clusterNames()));
        return names;
    }

    /** Runs a recovery whose registration has just been written, with the messages of its first transition. */
    void run(Claim claim, DeadSourceRecovery process, Transition first, Duration registeredAt,
            Consumer<RecoveryOutcome> whenOver) {
        RunningRecovery recovery = new RunningRecovery(claim, process, first.next(), registeredAt, whenOver);
        running.put(claim.cluster(), recovery);
        log(claim, first.messages());
        perform(recovery, first.command());
    }

    /** Goes on with a recovery that another process, or this one, left behind. */
    void resume(Claim claim, DeadSourceRecovery process, RecoveryState state) {
        RunningRecovery recovery = new RunningRecovery(claim, process, state, loop.now(), outcome -> {});
        running.put(claim.cluster(), recovery);
        decided(claim, "resumed", "resuming recovery of " + state.context().failed() + " at "
                + state.getClass().getSimpleName());
        store(recovery, process.resume(state));
    }

    /** Lets no further step begin; each claim is given back at the next step boundary, so that another node can go on at once. */
    void stop(Runnable stopped) {
        stopping = true;
        awaitIdle(stopped, loop.now().plus(Duration.ofSeconds(8)));
    }

    /**
     * Ends what is running soon, where nobody else may be there to go on with it: at the next step boundary a recovery before its
     * point of no return is undone, any other is finished.
     *
     * @param why told as the reason of the undone ones
     */
    void wrapUp(String why) {
        givingUp = why;
    }

    private void awaitIdle(Runnable stopped, Duration latest) {
        if (running.isEmpty() || loop.now().compareTo(latest) >= 0) {
            stopped.run();
            return;
        }
        loop.after(Duration.ofMillis(50), () -> awaitIdle(stopped, latest));
    }

    private void store(RunningRecovery recovery, Transition transition) {
        if (recovery.isOver()) {
            return;
        }
        if (transition.command() instanceof RecoveryCommand.Finish) {
            finish(recovery);
            return;
        }
        Duration sentAt = loop.now();
        Claim claim = recovery.claim();
        if (transition.command() instanceof RecoveryCommand.Resolve resolve) {
            loop.within(GUARD_DEADLINE,
                    world.stores()
                            .recoveries()
                            .resolve(claim, resolve.outcome(), transition.next(), transition.messages(),
                                    resolve.keepsBlocking()),
                    held -> stored(recovery, transition, sentAt, held),
                    failure -> retry(recovery, transition, failure));
            return;
        }
        loop.within(GUARD_DEADLINE,
                world.stores()
                        .recoveries()
                        .advance(claim, transition.next(), intents(transition), transition.messages()),
                held -> stored(recovery, transition, sentAt, held), failure -> retry(recovery, transition, failure));
    }

    private static List<StepIntent> intents(Transition transition) {
        List<StepIntent> intents = new ArrayList<>();
        if (transition.command() instanceof RecoveryCommand.RunStep step) {
            for (ServerAction action : step.actions()) {
                intents.add(new StepIntent(transition.next().steps(), transition.next().attempt(), action));
            }
        }
        return intents;
    }

    private void stored(RunningRecovery recovery, Transition transition, Duration sentAt, boolean held) {
        if (recovery.isOver()) {
            return;
        }
        if (!held) {
            abandon(recovery, "the claim on the cluster is lost; another process goes on with it");
            return;
        }
        recovery.stored(transition.next(), sentAt);
        log(recovery.claim(), transition.messages());
        perform(recovery, transition.command());
    }

    private void retry(RunningRecovery recovery, Transition transition, PortException failure) {
        if (recovery.isOver()) {
            return;
        }
        LOG.warn("recovery {}: the next step could not be written down and was not begun: {}; trying again",
                recovery.claim().uid(), failure.getMessage());
        loop.after(RETRY_AFTER, () -> store(recovery, transition));
    }

    private void perform(RunningRecovery recovery, RecoveryCommand command) {
        if (stopping && !(command instanceof RecoveryCommand.Resolve)) {
            giveBack(recovery);
            return;
        }
        if (!givingUp.isEmpty()) {
            Optional<Transition> undone = recovery.process().giveUp(recovery.state(), givingUp);
            if (undone.isPresent()) {
                store(recovery, undone.get());
                return;
            }
        }
        boolean outside = command instanceof RecoveryCommand.RunHooks || command instanceof RecoveryCommand.KeepBooks;
        if (outside && isGuardOld(recovery)) {
            proveAgain(recovery, command);
            return;
        }
        switch (command) {
            case RecoveryCommand.RunStep step -> runStep(recovery, step);
            case RecoveryCommand.Look look -> {
                if (look.key().equals(recovery.state().context().failed())) {
                    recovery.looking(loop.now());
                }
                steps.look(look, sight -> tell(recovery, new RecoveryEvent.Looked(look.key(), sight)));
            }
            case RecoveryCommand.RunHooks hooks -> steps.runHooks(recovery.state(), hooks.point(),
                    result -> tell(recovery, new RecoveryEvent.HooksRan(hooks.point(), result.succeeded(),
                            result.failures().isEmpty() ? "" : result.failures().getFirst())));
            case RecoveryCommand.Wait wait ->
                    loop.after(wait.duration(), () -> tell(recovery, new RecoveryEvent.Waited()));
            case RecoveryCommand.KeepBooks books -> steps.keepBooks(recovery.claim(), books.entries(),
                    failures -> tell(recovery, new RecoveryEvent.BooksKept(failures)));
            case RecoveryCommand.Resolve resolve -> tell(recovery, new RecoveryEvent.Resolved());
            case RecoveryCommand.Finish finish -> finish(recovery);
        }
    }

    private void runStep(RunningRecovery recovery, RecoveryCommand.RunStep step) {
        if (recovery.state().dependsOnLook() && !recovery.hasLookedSince(loop.now().minus(LOOK_VALID_FOR))) {
            // This process, the backend or an applier took its time since the last look; the source may have returned meanwhile.
            store(recovery, recovery.process().lookAgain(recovery.state()));
            return;
        }
        if (isGuardOld(recovery)) {
            proveAgain(recovery, step);
            return;
        }
        steps.run(step, recovery::guardedAt, outcomes -> tell(recovery, new RecoveryEvent.StepDone(outcomes)));
    }

    private boolean isGuardOld(RunningRecovery recovery) {
        return loop.now().minus(recovery.guardedAt()).compareTo(GUARD_VALID_FOR) > 0;
    }

    /** This process was held up since it proved its claim; it proves it again before anything is sent, run or written. */
    private void proveAgain(RunningRecovery recovery, RecoveryCommand command) {
        store(recovery, new Transition(recovery.state(), command, List.of()));
    }

    private void tell(RunningRecovery recovery, RecoveryEvent event) {
        if (!recovery.isOver()) {
            store(recovery, recovery.process().on(recovery.state(), event));
        }
    }

    private void finish(RunningRecovery recovery) {
        RecoveryOutcome outcome = recovery.state() instanceof RecoveryState.Ended ended ? ended.outcome()
                : RecoveryOutcome.failed("ended in " + recovery.state().getClass().getSimpleName());
        running.remove(recovery.claim().cluster(), recovery);
        release(recovery.claim());
        String result = outcome.successful() ? "promoted " + outcome.successor() : String.join("; ", outcome.errors());
        decided(recovery.claim(), outcome.successful() ? "succeeded" : "failed",
                "recovery of " + recovery.state().context().failed() + " is over: " + result);
        recovery.end(outcome);
        over.accept(recovery.state().context().failed(), outcome);
    }

    private void giveBack(RunningRecovery recovery) {
        running.remove(recovery.claim().cluster(), recovery);
        release(recovery.claim());
        decided(recovery.claim(), "handed over",
                "this process stops; the recovery of " + recovery.state().context().failed()
                        + " goes on elsewhere from " + recovery.state().getClass().getSimpleName());
        recovery.end(RecoveryOutcome.failed("handed over: this process stops"));
    }

    private void abandon(RunningRecovery recovery, String why) {
        running.remove(recovery.claim().cluster(), recovery);
        decided(recovery.claim(), "abandoned", why);
        recovery.end(RecoveryOutcome.failed(why));
        over.accept(recovery.state().context().failed(), RecoveryOutcome.failed(why));
    }

    private void release(Claim claim) {
        loop.when(world.stores().claims().release(claim), done -> {},
                failure -> LOG.warn("the claim on {} could not be given back: {}; it ends when it is not renewed",
                        claim.cluster(), failure.getMessage()));
    }

    private void renewAll() {
        for (RunningRecovery recovery : List.copyOf(running.values())) {
            Duration sentAt = loop.now();
            loop.within(GUARD_DEADLINE, world.stores().claims().renew(recovery.claim()), held -> {
                if (held) {
                    recovery.renewed(sentAt);
                } else if (!recovery.isOver() && running.get(recovery.claim().cluster()) == recovery) {
                    abandon(recovery, "the claim on the cluster could not be renewed: another process holds it");
                }
            }, failure -> LOG.warn("the claim on {} could not be renewed: {}", recovery.claim().cluster(),
                    failure.getMessage()));
        }
    }

    private static void log(Claim claim, List<String> messages) {
        messages.forEach(message -> LOG.info("topology_recovery: {} [{}]", message, claim.cluster()));
    }

    private void decided(Claim claim, String verdict, String reason) {
        LOG.info("recovery of {}: {}", claim.cluster(), reason);
        world.audit().decided(new Decision("recovery", InstanceKey.NONE, claim.cluster().value(), verdict, reason));
    }
}
