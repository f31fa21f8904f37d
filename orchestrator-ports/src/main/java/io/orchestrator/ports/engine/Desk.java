package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.domain.recovery.RecoveryCircumstances;
import io.orchestrator.domain.recovery.RecoveryDecision;
import io.orchestrator.domain.recovery.RecoveryPolicy;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.PastTopology;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.DetectionStore;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driving.DiscoveryCommands;
import io.orchestrator.ports.driving.FleetPicture;
import io.orchestrator.ports.driving.FleetQueries;
import io.orchestrator.ports.driving.HistoryQueries;
import io.orchestrator.ports.driving.NameCommands;
import io.orchestrator.ports.driving.ProbeSample;
import io.orchestrator.ports.driving.RecoveryCommands;
import org.jspecify.annotations.Nullable;

/** Answers what is asked of the engine: from memory on the leader, from the store elsewhere. */
final class Desk implements FleetQueries, DiscoveryCommands, RecoveryCommands, HistoryQueries {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final Parts parts;
    private final FleetReadings readings;
    private final NameDesk names;

    Desk(Loop loop, World world, Supplier<Tuning> tuning, Parts parts, NameDesk names) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
        this.parts = parts;
        this.readings = parts.readings;
        this.names = names;
    }

    @Override
    public CompletionStage<FleetPicture> picture() {
        return readings.picture();
    }

    @Override
    public CompletionStage<List<ClusterName>> clusterNames() {
        CompletableFuture<List<ClusterName>> answer = new CompletableFuture<>();
        loop.post(() -> {
            if (parts.holdsFleet()) {
                answer.complete(List.copyOf(parts.view.fleet().clusters().keySet()));
            } else {
                loop.within(DEADLINE, world.stores().instances().clusterNames(), answer::complete,
                        answer::completeExceptionally);
            }
        });
        return answer;
    }

    @Override
    public CompletionStage<List<Analysis>> analyses() {
        return readings.analyses();
    }

    @Override
    public CompletionStage<InstanceKey> lookUp(InstanceKey given) {
        return names.resolve(given)
                .thenCompose(first -> unlessUnknown(first).thenCompose(key -> key.isPresent()
                        ? CompletableFuture.completedFuture(key.get())
                        : names.resolveAgain(given)
                                .thenCompose(again -> unlessUnknown(again)
                                        .thenApply(found -> found.orElseThrow(() -> new PortException(
                                                PortException.Category.INVALID, again.failure(), null))))));
    }

    /** The key of a name that could be resolved or is one of the fleet's; empty otherwise. */
    private CompletionStage<Optional<InstanceKey>> unlessUnknown(NameCommands.Resolved resolved) {
        return picture().thenApply(picture -> {
            InstanceKey key = Selections.completed(picture.fleet(), resolved.key());
            return resolved.failure().isEmpty() || picture.fleet().find(key).isPresent() ? Optional.of(key)
                    : Optional.empty();
        });
    }

    @Override
    public CompletionStage<List<ProbeSample>> probes() {
        return loop.ask(parts.discovery.log()::probes);
    }

    @Override
    public CompletionStage<ProbeOutcome> discover(InstanceKey key) {
        return probe(key);
    }

    @Override
    public CompletionStage<ProbeOutcome> refresh(InstanceKey key) {
        return probe(key);
    }

    private CompletionStage<ProbeOutcome> probe(InstanceKey given) {
        CompletableFuture<ProbeOutcome> answer = new CompletableFuture<>();
        loop.post(() -> parts.names.ask(given, key -> {
            if (!key.isValid()) {
                answer.complete(new ProbeOutcome.Unseen(key, new ProbeFailure(ProbeFailure.Kind.UNRESOLVED,
                        "will not act on invalid instance key: " + key), new ProbeTimes(loop.now(), loop.now())));
            } else if (parts.holdsFleet()) {
                parts.discovery.ask(key, outcome -> {
                    readings.changed();
                    answer.complete(outcome);
                });
            } else {
                probeHere(key, answer);
            }
        }));
        return answer;
    }

    /** A node that does not lead probes for itself and leaves the row to the leader, which finds it within a second. */
    private void probeHere(InstanceKey key, CompletableFuture<ProbeOutcome> answer) {
        Duration deadline = tuning.get().probing().deadline();
        world.servers().prober().askAnew(key);
        loop.within(deadline.plusSeconds(1),
                world.servers().prober().probe(key, InstanceProber.Depth.ROUTINE, deadline),
                outcome -> parts.names.settle(outcome, settled -> store(learned(key, settled), settled, answer)),
                answer::completeExceptionally);
    }

    /** The key to store a server under, which others are told of. */
    private InstanceKey learned(InstanceKey probed, ProbeOutcome outcome) {
        if (!(outcome instanceof ProbeOutcome.Seen seen)) {
            return probed;
        }
        parts.names.learn(probed, seen.snapshot().key());
        parts.names.writeNews();
        return seen.snapshot().key();
    }

    /** That a known server did not answer is stored, too; one that nobody knows and that does not answer stays unknown. */
    private void store(InstanceKey key, ProbeOutcome outcome, CompletableFuture<ProbeOutcome> answer) {
        loop.within(DEADLINE, Stored.read(world.stores().instances(), loop.now()), known -> {
            Optional<ObservedInstance> before = known.servers().stream().filter(k -> k.key().equals(key)).findFirst();
            if (before.isEmpty() && !(outcome instanceof ProbeOutcome.Seen)) {
                answer.complete(outcome);
                return;
            }
            ObservedInstance instance = before.orElseGet(() -> ObservedInstance.unseen(key)).after(outcome);
            Fleet fleet = readings.fleetOf(known.with(instance));
            FleetInstance placed = fleet.find(instance.key()).orElseThrow();
            String alias = fleet.cluster(placed.cluster()).map(Topology::alias).orElse("");
            Duration age = loop.now().minus(outcome.times().ended());
            Duration seen = instance.lastSeen();
            InstanceStore.Row row = new InstanceStore.Row(placed, age,
                    seen == null ? Duration.ofSeconds(-1) : loop.now().minus(seen),
                    loop.now().minus(outcome.times().began()), alias,
                    true);
            loop.within(DEADLINE, world.stores().instances().write(List.of(row)), _ -> {
                readings.changed();
                answer.complete(outcome);
            }, answer::completeExceptionally);
        }, answer::completeExceptionally);
    }

    @Override
    public CompletionStage<Boolean> forget(InstanceKey key) {
        return loop.ask(() -> parts.discovery.forget(key))
                .thenCompose(inMemory -> world.stores().instances().forget(key).thenCompose(stored -> loop.ask(() -> {
                    readings.changed();
                    if (stored || inMemory) {
                        world.audit().audit(new AuditEntry("forget", key, "", ""));
                    }
                    return stored || inMemory;
                })));
    }

    @Override
    public CompletionStage<Integer> forgetCluster(ClusterName cluster) {
        return readings.freshPicture().thenCompose(picture -> {
            CompletionStage<Integer> forgotten = CompletableFuture.completedStage(0);
            for (FleetInstance member : picture.fleet().cluster(cluster).map(Topology::instances).orElse(List.of())) {
                forgotten = forgotten.thenCompose(
                        count -> forget(member.key()).thenApply(known -> known ? count + 1 : count));
            }
            return forgotten;
        });
    }

    @Override
    public CompletionStage<Integer> recordTopologies() {
        return world.stores().instances().recordTopologies();
    }

    @Override
    public CompletionStage<PastTopology> recordedTopology(ClusterName cluster, Predicate<String> wanted) {
        return world.stores().instances().recordedTopology(cluster, wanted).thenApply(PastTopology::new);
    }

    @Override
    public CompletionStage<Answer> recover(InstanceKey key, InstanceKey candidate, boolean skipHooks) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        readings.freshPicture()
                .thenAccept(picture -> loop.post(() -> recover(key, candidate, skipHooks, picture.fleet(), answer)))
                .exceptionally(failure -> {
                    answer.completeExceptionally(failure);
                    return null;
                });
        return answer;
    }

    private void recover(InstanceKey key, InstanceKey candidate, boolean skipHooks, Fleet fleet,
            CompletableFuture<Answer> answer) {
        Optional<Topology> topology = fleet.clusterOf(key);
        Optional<Analysis> analysis = topology.flatMap(t -> parts.detection.analyzeNow(t)
                .stream()
                .filter(a -> a.key().equals(key) && a.isProblem())
                .findFirst());
        if (analysis.isEmpty() || topology.isEmpty()) {
            answer.complete(new Answer.NotAttempted("the analysis finds nothing wrong with " + key));
            return;
        }
        RecoveryDecision decision =
                RecoveryPolicy.decide(analysis.get(), new RecoveryCircumstances(true, false, List.of(),
                        Set.copyOf(parts.claimed()), Map.of(), "", loop.now()));
        switch (decision) {
            case RecoveryDecision.Recover _ -> parts.starter.start(analysis.get(), topology.get(),
                    new RecoveryStarter.Wish(true, candidate, skipHooks), answer::complete);
            case RecoveryDecision.Blocked blocked -> answer.complete(new Answer.Failed(blocked.reason()));
            case RecoveryDecision.Ignore ignore -> answer.complete(new Answer.NotAttempted(ignore.reason()));
            case RecoveryDecision.DetectOnly detect -> answer.complete(new Answer.NotAttempted(detect.reason()));
            case RecoveryDecision.RecheckAfter recheck -> answer.complete(new Answer.NotAttempted(recheck.reason()));
        }
    }

    @Override
    public CompletionStage<Integer> acknowledge(Acknowledgement acknowledgement) {
        return parts.intents.after(world.stores().recoveries().acknowledge(acknowledgement));
    }

    @Override
    public CompletionStage<Void> disableRecoveries(boolean disabled) {
        return parts.intents.after(world.stores().intents().disableRecoveries(disabled));
    }

    @Override
    public CompletionStage<Boolean> recoveriesDisabled() {
        return world.stores().intents().read().thenApply(intents -> intents.recoveriesDisabled());
    }

    @Override
    public CompletionStage<List<RecoveryRecord>> recoveries(RecoveryStore.Query query) {
        return world.stores().recoveries().find(query);
    }

    @Override
    public CompletionStage<List<RecoveryStore.StepText>> steps(RecoveryUid uid) {
        return world.stores().recoveries().steps(uid);
    }

    @Override
    public CompletionStage<List<RecoveryStore.Blocked>> blocked() {
        return world.stores().recoveries().blocked();
    }

    @Override
    public CompletionStage<List<DetectionRecord>> detections(int page, @Nullable Long id,
            @Nullable String clusterAlias) {
        return world.stores().detections().find(page, id, clusterAlias);
    }

    @Override
    public CompletionStage<List<AuditLog.Kept>> audit(int page, @Nullable InstanceKey key) {
        return world.audit().read(page, key);
    }

    @Override
    public CompletionStage<List<DetectionStore.Change>> analysisChanges() {
        return world.stores().detections().changes();
    }
}
