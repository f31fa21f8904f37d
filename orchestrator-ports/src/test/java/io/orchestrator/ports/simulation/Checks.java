package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.engine.World;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;

/** What must hold, whatever happens. Everything is judged by what servers and backend hold, not by what the engine says. */
final class Checks {
    /** Longer than a last look, the write that follows it and its repetition may take. */
    private static final Duration LOOK_IS_OLD_AFTER = Duration.ofMillis(2_500);
    /** A candidate that hangs when it is to be promoted is waited for; what it is then told is told with an older look. */
    private static final Duration LOOK_AND_DEADLINE =
            LOOK_IS_OLD_AFTER.plus(Duration.ofSeconds(2));

    /** Longer than a statement that makes a server writable stays valid, with the way there. */
    private static final Duration STATEMENT_IS_OLD_AFTER = Duration.ofMillis(4_500);

    private final Stage stage;
    private final Trace trace;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Map<ServerAction, Claim>> intents = new HashMap<>();
    private final Map<RecoveryUid, InstanceKey> failed = new HashMap<>();
    private final Map<RecoveryUid, Map<InstanceKey, Integer>> promotions = new LinkedHashMap<>();
    private final Set<InstanceKey> madeWritable = new HashSet<>();
    private final Map<Integer, InstanceKey> lastPromoted = new HashMap<>();
    /** Recoveries about to send their first change since the last look. */
    private final Set<RecoveryUid> stopping = new HashSet<>();
    private final Set<RecoveryUid> unlooked = new HashSet<>();
    /** Promotions of which nothing was sent yet. */
    private final Set<RecoveryUid> unsent = new HashSet<>();
    private final Set<RecoveryUid> resolved = new HashSet<>();
    private final Set<RecoveryUid> givenUp = new HashSet<>();
    private final Map<String, String> sentUnclaimed = new HashMap<>();
    private long networkCalmSince;
    private long nodeResumedAt = -LOOK_IS_OLD_AFTER.toNanos();
    private boolean networkSlow;
    private final Map<InstanceKey, Long> promotionSent = new HashMap<>();
    private StateListener listener = (_, _) -> {};

    /** Told when a node is about to store a state. */
    interface StateListener {
        void advancing(NodeId node, RecoveryState state);
    }

    Checks(Stage stage) {
        this.stage = stage;
        this.trace = stage.trace();
    }

    void listen(StateListener newListener) {
        listener = newListener;
    }

    /** A path was cut or healed. */
    void networkChanged() {
        networkCalmSince = stage.time().nanos();
    }

    /** What its adapters had begun to send goes out now, however old the look is; the expiry of the statement bounds it. */
    void nodeResumed() {
        nodeResumedAt = stage.time().nanos();
    }

    /** Messages take longer than a look allows, or no longer do. */
    void networkSlow(boolean slow) {
        networkSlow = slow;
        networkChanged();
    }

    void violated(String what) {
        trace.add("VIOLATION " + what);
        violations.add(what);
    }

    List<String> violations() {
        return violations;
    }

    int promotions() {
        return (int) promotions.values().stream().filter(map -> !map.isEmpty()).count();
    }

    int resolved() {
        return resolved.size();
    }

    World.Stores around(NodeId node, World.Stores stores) {
        RecoveryStore watched = new WatchedRecoveries(stores.recoveries(), node, this);
        return new World.Stores(stores.leaders(), stores.nodes(), stores.claims(), watched, stores.detections(),
                stores.instances(), stores.intents(), stores.registers());
    }

    void registering(NodeId node, RecoveryStore.Request request) {
        trace.add(node + " registers " + request.uid() + " of " + request.analysis().key());
        failed.put(request.uid(), request.analysis().key());
        boolean leads = stage.backend().activeNode().filter(node::equals).isPresent();
        if (!request.forced() && !leads) {
            violated(node + " starts a recovery by itself, but the active node is " + stage.backend().activeNode());
        }
    }

    void advancing(NodeId node, Claim claim, RecoveryState state, List<StepIntent> steps) {
        trace.add(node + " to " + state.getClass().getSimpleName() + " " + claim.uid() + "#" + claim.number());
        failed.put(claim.uid(), state.context().failed());
        if (state instanceof RecoveryState.StoppingReceivers) {
            unlooked.add(claim.uid());
            stopping.add(claim.uid());
        }
        if (state instanceof RecoveryState.Promoting promoting && !promoting.sentBefore()) {
            unsent.add(claim.uid());
        } else {
            unsent.remove(claim.uid());
        }
        listener.advancing(node, state);
        steps.forEach(step -> intents.computeIfAbsent(node.hostname(), _ -> new HashMap<>())
                .put(written(step.action()), claim));
        if (!claim.owner().equals(node)) {
            violated(node + " goes on with a recovery under the claim of " + claim.owner());
        }
    }

    void resolving(NodeId node, Claim claim, RecoveryOutcome outcome) {
        trace.add(node + " resolves " + claim.uid() + ": " + outcome);
        resolved.add(claim.uid());
        if (!outcome.successful()) {
            givenUp.add(claim.uid());
        }
    }

    SimulatedFleet.Witness witness() {
        return new SimulatedFleet.Witness() {
            @Override
            public void sent(String place, ServerAction action) {
                trace.add(place + " sends " + action);
                checkSent(place, action);
            }

            @Override
            public void executed(String place, ServerAction action) {
                trace.add("executed " + action + " from " + place);
                String unclaimed = sentUnclaimed.remove(place + action);
                if (unclaimed != null) {
                    violated(place + " had " + action + " executed " + unclaimed);
                }
            }

            @Override
            public void writable(String place, ServerAction action) {
                trace.add("WRITABLE " + action.key() + " by " + place);
                checkWritable(place, action);
            }
        };
    }

    private Optional<Claim> claimOf(String place, ServerAction action) {
        return Optional.ofNullable(intents.getOrDefault(place, Map.of()).get(written(action)));
    }

    /** How long a promotion stays valid is no part of what is looked up. */
    private static ServerAction written(ServerAction action) {
        return action instanceof ServerAction.Promote promote
                ? new ServerAction.Promote(promote.key(), Duration.ZERO, promote.semiSyncSource())
                : action;
    }

    private void checkSent(String place, ServerAction action) {
        if (action instanceof ServerAction.Promote) {
            promotionSent.put(action.key(), stage.time().nanos());
        }
        Optional<Claim> claim = claimOf(place, action);
        if (claim.isEmpty()) {
            boolean evidence = action instanceof ServerAction.RestartReceiver
                    || action instanceof ServerAction.StartReplication;
            if (evidence ? isStandingStill(action.key()) : !(action instanceof ServerAction.MakeReadOnly)) {
                violated(place + " sends " + action + " without having written it down");
            }
            return;
        }
        boolean held = stage.backend().claimOn(claim.get().cluster()).filter(claim.get()::equals).isPresent();
        if (!held && !(action instanceof ServerAction.MakeReadOnly)) {
            // A server closes an idle connection: of a process that was stopped such a statement is not executed.
            sentUnclaimed.put(place + action, "under " + claim.get() + ", but the claim is "
                    + stage.backend().claimOn(claim.get().cluster()));
        }
        if (action instanceof ServerAction.StopReceiver && unlooked.remove(claim.get().uid())) {
            checkLook(place, claim.get(), LOOK_IS_OLD_AFTER);
        }
        if (action instanceof ServerAction.Promote && unsent.remove(claim.get().uid())
                && stage.time().nanos() - nodeResumedAt >= LOOK_IS_OLD_AFTER.toNanos()) {
            checkLook(place, claim.get(), LOOK_AND_DEADLINE);
        }
    }

    /** A recovery has begun to stop receivers, and is not over. */
    private boolean isStandingStill(InstanceKey key) {
        return failed.entrySet()
                .stream()
                .anyMatch(recovery -> stopping.contains(recovery.getKey()) && !resolved.contains(recovery.getKey())
                        && stage.clusterOf(recovery.getValue()) == stage.clusterOf(key));
    }

    private void checkLook(String place, Claim claim, Duration oldAfter) {
        InstanceKey source = failed.getOrDefault(claim.uid(), InstanceKey.NONE);
        boolean cut = stage.fleet().network().isCut(place, source.display());
        Duration calm = Duration.ofNanos(stage.time().nanos() - networkCalmSince);
        Duration answers = stage.fleet().answersFor(source);
        Duration shorter = answers.compareTo(calm) < 0 ? answers : calm;
        if (!cut && !networkSlow && shorter.compareTo(oldAfter) > 0) {
            violated(place + " changes or promotes replicas of " + source + ", which has answered for "
                    + shorter.toMillis()
                    + " ms");
        }
    }

    private void checkWritable(String place, ServerAction action) {
        InstanceKey key = action.key();
        Duration late = Duration.ofNanos(stage.time().nanos() - promotionSent.getOrDefault(key, 0L));
        if (late.compareTo(STATEMENT_IS_OLD_AFTER) > 0) {
            violated(key + " became writable by a statement that was sent " + late.toMillis() + " ms ago");
        }
        Optional<Claim> claim = claimOf(place, action);
        if (claim.isEmpty()) {
            violated(key + " became writable by an action that nobody wrote down: " + action);
            return;
        }
        RecoveryUid uid = claim.get().uid();
        Map<InstanceKey, Integer> promoted = promotions.computeIfAbsent(uid, _ -> new LinkedHashMap<>());
        promoted.put(key, stage.fleet().deaths(key));
        promoted.forEach((other, deaths) -> {
            if (!other.equals(key) && stage.fleet().deaths(other) == deaths) {
                violated("recovery " + uid + " has promoted " + other + ", which has not died since, and now " + key);
            }
        });
        int cluster = stage.clusterOf(key);
        for (InstanceKey other : stage.clusters().get(cluster)) {
            boolean ours = madeWritable.contains(other) && stage.fleet().isWritable(other);
            if (!other.equals(key) && ours && !other.equals(failed.get(uid))) {
                violated("two writable servers by our doing: " + other + " and now " + key);
            }
        }
        madeWritable.add(key);
        lastPromoted.put(cluster, key);
    }

    /**
     * Where clients write in the end: to the last promoted server, unless it died over its promotion and the recovery was given up,
     * because the server that had failed came back.
     */
    private InstanceKey sourceOf(int cluster) {
        InstanceKey last = lastPromoted.getOrDefault(cluster, stage.clusters().get(cluster).getFirst());
        return givenUp.stream()
                .filter(uid -> promotions.getOrDefault(uid, Map.of()).containsKey(last))
                .map(uid -> failed.getOrDefault(uid, InstanceKey.NONE))
                .filter(returned -> stage.fleet().isWritable(returned) && !stage.fleet().isWritable(last))
                .findFirst()
                .orElse(last);
    }

    /** When all is healed and quiet. */
    void judge() {
        for (int i = 0; i < stage.clusters().size(); i++) {
            GtidSet acknowledged = stage.clients().get(i).acknowledged();
            InstanceKey source = sourceOf(i);
            GtidSet lost = acknowledged.subtract(stage.fleet().executed(source));
            trace.add("cluster " + i + " source " + source + " acknowledged " + acknowledged.text());
            if (stage.acknowledgements(i) > 0 && !lost.isEmpty()) {
                violated("acknowledged by the semi-sync cluster " + i + " and not on " + source + ": " + lost.text());
            }
        }
        List<RecoveryUid> open = stage.backend().unresolved();
        if (!open.isEmpty()) {
            violated("recoveries never ended: " + open);
        }
    }
}
