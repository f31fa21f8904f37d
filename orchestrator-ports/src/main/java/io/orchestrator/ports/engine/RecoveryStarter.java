package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.recovery.DeadSourceRecovery;
import io.orchestrator.domain.recovery.RecoveryContext;
import io.orchestrator.domain.recovery.RecoveryContexts;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.Transition;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driving.RecoveryCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers a detection and a recovery and hands the recovery to the runner. One at a time per cluster. */
final class RecoveryStarter {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryStarter.class);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(2);

    private final Loop loop;
    private final World world;
    private final EngineSettings settings;
    private final Supplier<Tuning> tuning;
    private final RecoveryRunner runner;
    private final BooleanSupplier mayAct;
    private final DetectionRegistry registry;
    private final Consumer<ClusterName> again;
    private final Set<ClusterName> starting = new HashSet<>();
    private final Map<InstanceKey, String> refusals = new HashMap<>();

    RecoveryStarter(Loop loop, World world, EngineSettings settings, Supplier<Tuning> tuning, RecoveryRunner runner,
            BooleanSupplier mayAct, DetectionRegistry registry, Consumer<ClusterName> again) {
        this.loop = loop;
        this.world = world;
        this.settings = settings;
        this.tuning = tuning;
        this.runner = runner;
        this.mayAct = mayAct;
        this.registry = registry;
        this.again = again;
    }

    /** Clusters on which a recovery is being registered or run by this process, under every name they may get meanwhile. */
    Set<ClusterName> busy() {
        Set<ClusterName> all = new HashSet<>(starting);
        all.addAll(runner.clusterNames());
        return all;
    }

    /** What a person, or detection, wants. */
    record Wish(boolean forced, InstanceKey candidate, boolean skipHooks) {
        static final Wish AUTOMATIC = new Wish(false, InstanceKey.NONE, false);
    }

    void start(Analysis analysis, Topology topology, Wish wish, Consumer<RecoveryCommands.Answer> answer) {
        ClusterName cluster = analysis.cluster();
        if (runner.isStopping()) {
            answer.accept(new RecoveryCommands.Answer.NotAttempted("this process is shutting down"));
            return;
        }
        if (!starting.add(cluster)) {
            answer.accept(new RecoveryCommands.Answer.NotAttempted("a recovery of " + cluster + " is being started"));
            return;
        }
        registry.register(analysis, true, wish.skipHooks(), news -> {
            if (news != DetectionRegistry.News.NONE) {
                audit("recover-dead-master", analysis, "problem found; will recover");
            }
            if (news == DetectionRegistry.News.HOOKS_RAN && !wish.forced()) {
                // That took a while: what is known now decides, and the detection is known by now.
                starting.remove(cluster);
                answer.accept(new RecoveryCommands.Answer.NotAttempted("the detection hooks have run; looking again"));
                again.accept(cluster);
            } else {
                register(analysis, topology, wish, answer);
            }
        });
    }

    private void register(Analysis analysis, Topology topology, Wish wish, Consumer<RecoveryCommands.Answer> answer) {
        if (!wish.forced() && !mayAct.getAsBoolean()) {
            starting.remove(analysis.cluster());
            answer.accept(new RecoveryCommands.Answer.NotAttempted("leadership was lost meanwhile"));
            return;
        }
        RecoveryContext context = RecoveryContexts.of(world.recoveryUids().get(), analysis, topology, wish.candidate(),
                wish.forced(), wish.skipHooks());
        DeadSourceRecovery process = new DeadSourceRecovery(tuning.get().recovery());
        Transition first = process.begin(context);
        Duration sentAt = loop.now();
        loop.within(STORE_DEADLINE,
                world.stores()
                        .recoveries()
                        .register(new RecoveryStore.Request(context.uid(), analysis, settings.self(),
                                wish.forced(), first.next(), first.messages())),
                registration -> registered(analysis, process, first, sentAt, registration, answer), failure -> {
                    starting.remove(analysis.cluster());
                    refused(analysis, "the recovery could not be registered: " + failure.getMessage());
                    answer.accept(new RecoveryCommands.Answer.Failed("the recovery could not be registered: "
                            + failure.getMessage()));
                });
    }

    private void registered(Analysis analysis, DeadSourceRecovery process, Transition first, Duration sentAt,
            RecoveryStore.Registration registration, Consumer<RecoveryCommands.Answer> answer) {
        starting.remove(analysis.cluster());
        switch (registration) {
            case RecoveryStore.Registration.Registered registered -> {
                refusals.remove(analysis.key());
                world.metrics().count("recover.dead_master.start", 1);
                decided(analysis, "recover", analysis.code().contractName() + ": " + analysis.code().description());
                runner.run(registered.claim(), process, first, sentAt, outcome -> over(analysis, outcome, answer));
            }
            case RecoveryStore.Registration.Refused refused -> {
                refused(analysis, refused.reason());
                // Somebody else is at it: which of the two is found depends on how far he has come.
                boolean underWay = refused.kind() == RecoveryStore.Refusal.ALREADY_ACTIVE
                        || refused.kind() == RecoveryStore.Refusal.CLAIMED;
                answer.accept(underWay ? new RecoveryCommands.Answer.NotAttempted(refused.reason())
                        : new RecoveryCommands.Answer.Failed(refused.reason()));
            }
        }
    }

    private void over(Analysis analysis, RecoveryOutcome outcome, Consumer<RecoveryCommands.Answer> answer) {
        audit("recover-dead-master", analysis,
                outcome.successful() ? "promoted replica: " + outcome.successor() : "Failure: no replica promoted.");
        world.metrics().count(outcome.successful() ? "recover.dead_master.success" : "recover.dead_master.fail", 1);
        if (outcome.successful()) {
            answer.accept(new RecoveryCommands.Answer.Promoted(outcome.successor()));
        } else if (outcome.errors().isEmpty()) {
            answer.accept(new RecoveryCommands.Answer.NobodyPromoted());
        } else {
            answer.accept(new RecoveryCommands.Answer.Failed(String.join("; ", outcome.errors())));
        }
    }

    private void refused(Analysis analysis, String reason) {
        if (!reason.equals(refusals.put(analysis.key(), reason))) {
            decided(analysis, "refused", reason);
        }
    }

    private void decided(Analysis analysis, String verdict, String reason) {
        LOG.info("recovery of {} ({}): {}: {}", analysis.key(), analysis.code().contractName(), verdict, reason);
        world.audit().decided(new Decision("recovery", analysis.key(), analysis.cluster().value(), verdict, reason));
    }

    private void audit(String type, Analysis analysis, String message) {
        world.audit().audit(new AuditEntry(type, analysis.key(), analysis.cluster().value(), message));
    }
}
