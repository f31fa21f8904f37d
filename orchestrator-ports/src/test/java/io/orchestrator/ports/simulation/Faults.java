package io.orchestrator.ports.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.ports.inmemory.fleet.Network;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;

/** What goes wrong in one order: some of it at a time, some of it just when a recovery reaches a state. Everything heals in the end. */
final class Faults {
    private static final String[] STATES = {"LookingAtSource", "StoppingReceivers", "DrainingDonor", "PointingToDonor",
            "DrainingCandidate", "LookingAgain", "Promoting", "Promoting", "Promoting", "Verifying", "Repointing",
            "Fencing",
            "Bookkeeping",
            "Undoing"};

    private final Stage stage;
    private final RandomGenerator random;
    private final SimulatedFleet fleet;
    private final List<Network.Cut> cuts = new ArrayList<>();
    private final List<Ambush> ambushes = new ArrayList<>();
    private boolean over;

    /** A fault that waits for a recovery to reach a state. */
    private record Ambush(String state, int kind) {}

    Faults(Stage stage) {
        this.stage = stage;
        this.random = stage.random();
        this.fleet = stage.fleet();
    }

    /** Plans at least three faults between 8 and 40 s, the first of them on a source. */
    void plan() {
        int count = 3 + random.nextInt(5);
        at(between(8_000, 20_000), this::sourceFault);
        for (int i = 1; i < count; i++) {
            if (random.nextInt(3) == 0) {
                ambushes.add(new Ambush(STATES[random.nextInt(STATES.length)], random.nextInt(13)));
            } else {
                at(between(6_000, 40_000), this::anyFault);
            }
        }
        stage.checks().listen(this::advancing);
    }

    private Duration between(int fromMillis, int toMillis) {
        return Duration.ofMillis(fromMillis).plusNanos(random.nextLong((toMillis - fromMillis) * 1_000_000L));
    }

    private void at(Duration delay, Runnable fault) {
        stage.time().schedule(delay, () -> {
            if (!over) {
                fault.run();
            }
        });
    }

    private void say(String what) {
        stage.trace().add("FAULT " + what);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private List<InstanceKey> anyCluster() {
        return any(stage.clusters());
    }

    /** The server that takes writes now, else any. */
    private InstanceKey source(List<InstanceKey> cluster) {
        List<InstanceKey> writable = cluster.stream().filter(fleet::isWritable).toList();
        return writable.isEmpty() ? any(cluster) : any(writable);
    }

    private InstanceKey replica(List<InstanceKey> cluster) {
        List<InstanceKey> others = cluster.stream().filter(key -> !fleet.isWritable(key)).toList();
        return others.isEmpty() ? any(cluster) : any(others);
    }

    private void sourceFault() {
        List<InstanceKey> cluster = anyCluster();
        InstanceKey source = source(cluster);
        switch (random.nextInt(5)) {
            case 4 -> uneven(cluster, source);
            case 0, 1 -> kill(source, between(3_000, 60_000));
            case 2 -> hang(source, between(1_000, 30_000));
            default -> isolate(cluster, source);
        }
    }

    /** Replicas lag, the one that does not hears nothing any more, and the source dies. */
    private void uneven(List<InstanceKey> cluster, InstanceKey source) {
        List<InstanceKey> replicas = new ArrayList<>(cluster);
        replicas.remove(source);
        InstanceKey deaf = replicas.remove(random.nextInt(replicas.size()));
        replicas.forEach(key -> lag(key, between(400, 900)));
        at(between(1_000, 5_000), () -> {
            cut(Set.of(deaf.display()), Set.of(source.display()), between(9_000, 15_000));
            at(between(300, 3_000), () -> kill(source, between(10_000, 60_000)));
        });
    }

    private void anyFault() {
        List<InstanceKey> cluster = anyCluster();
        switch (random.nextInt(20)) {
            case 0 -> sourceFault();
            case 1 -> kill(replica(cluster), between(500, 20_000));
            case 2 -> hang(replica(cluster), between(500, 20_000));
            case 3 -> isolate(cluster, any(cluster));
            case 4 ->
                    cut(Set.of(any(stage.nodes()).place()), Set.of(source(cluster).display()), between(1_000, 20_000));
            case 5 -> cut(Set.of(source(cluster).display()), places(cluster, source(cluster)), between(1_000, 15_000));
            case 6 -> cut(Set.of(any(stage.nodes()).place()), allServers(), between(1_000, 15_000));
            case 7 -> crash(any(stage.nodes()));
            case 8 -> hang(leader(), between(1_000, 20_000));
            case 9 -> cutFromBackend(any(stage.nodes()), between(500, 12_000));
            case 10 -> slowBackend(any(stage.nodes()));
            case 11 -> lag(replica(cluster), between(50, 900));
            case 12 -> stopApplier(replica(cluster));
            case 13 -> errant(replica(cluster));
            case 14 -> slowNetwork(cluster);
            case 15 -> loseAnswers(any(stage.nodes()));
            case 16 -> acknowledge();
            case 17 -> contest(any(stage.nodes()));
            case 18 -> readThePast(any(stage.nodes()));
            default -> hangBackend();
        }
    }

    private void advancing(NodeId node, RecoveryState state) {
        String name = state.getClass().getSimpleName();
        for (Ambush ambush : List.copyOf(ambushes)) {
            if (!over && ambush.state().equals(name) && ambushes.remove(ambush)) {
                at(Duration.ofNanos(random.nextLong(12_000_000L)), () -> spring(ambush, node, state));
                if (random.nextInt(3) == 0) {
                    at(Duration.ofNanos(random.nextLong(12_000_000L)),
                            () -> spring(new Ambush(name, random.nextInt(13)), node, state));
                }
            }
        }
    }

    private void spring(Ambush ambush, NodeId owner, RecoveryState state) {
        InstanceKey failed = state.context().failed();
        InstanceKey target = candidate(state).orElseGet(() -> replica(stage.clusters().get(stage.clusterOf(failed))));
        Optional<Node> node = stage.nodes().stream().filter(n -> n.id().equals(owner)).findFirst();
        say("ambush at " + ambush.state());
        switch (ambush.kind()) {
            case 0, 1 -> node.ifPresent(this::crash);
            case 2, 3 -> node.ifPresent(n -> hang(n, between(500, 25_000)));
            case 4 -> hang(target, between(500, 20_000));
            case 5 -> kill(target, between(1_000, 20_000));
            case 6 -> {
                fleet.resume(failed);
                say("resumed " + failed);
            }
            case 7 -> node.ifPresent(this::loseAnswers);
            case 8 -> node.ifPresent(n -> cut(Set.of(n.place()), Set.of(target.display()), between(500, 12_000)));
            case 9 -> node.ifPresent(n -> cutFromBackend(n, between(500, 12_000)));
            case 10 -> node.ifPresent(this::contest);
            case 11 -> readThePast(leader());
            default -> acknowledge();
        }
    }

    private static Optional<InstanceKey> candidate(RecoveryState state) {
        return switch (state) {
            case RecoveryState.DrainingCandidate s -> Optional.of(s.choice().candidate());
            case RecoveryState.DrainingDonor s -> Optional.of(s.choice().donor());
            case RecoveryState.LookingAgain s -> Optional.of(s.choice().candidate());
            case RecoveryState.PointingToDonor s -> Optional.of(s.choice().candidate());
            case RecoveryState.Promoting s -> Optional.of(s.choice().candidate());
            case RecoveryState.Verifying s -> Optional.of(s.choice().candidate());
            case RecoveryState.Repointing s -> Optional.of(s.choice().candidate());
            case RecoveryState.Fencing s -> Optional.of(s.choice().candidate());
            case RecoveryState.Bookkeeping s -> Optional.of(s.choice().candidate());
            case RecoveryState.RunningPreHooks _,RecoveryState.LookingAtSource _,RecoveryState.StoppingReceivers _,RecoveryState.Undoing _,RecoveryState.RunningPostHooks _,RecoveryState.Ended _ ->
                    Optional.empty();
        };
    }

    private Node leader() {
        return stage.nodes().stream().filter(Node::leads).findFirst().orElseGet(() -> any(stage.nodes()));
    }

    private void kill(InstanceKey key, Duration downFor) {
        say("kill " + key + " for " + downFor.toMillis() + " ms");
        fleet.kill(key);
        at(downFor, () -> start(key));
    }

    private void start(InstanceKey key) {
        say("start " + key);
        fleet.start(key);
    }

    private void hang(InstanceKey key, Duration duration) {
        say("hang " + key + " for " + duration.toMillis() + " ms");
        fleet.hang(key);
        at(duration, () -> {
            say("resume " + key);
            fleet.resume(key);
        });
    }

    private static Set<String> places(List<InstanceKey> cluster, InstanceKey without) {
        Set<String> places = new HashSet<>();
        cluster.stream().filter(key -> !key.equals(without)).forEach(key -> places.add(key.display()));
        return places;
    }

    private Set<String> allServers() {
        Set<String> places = new HashSet<>();
        fleet.keys().forEach(key -> places.add(key.display()));
        return places;
    }

    private void isolate(List<InstanceKey> cluster, InstanceKey key) {
        Set<String> others = places(cluster, key);
        stage.nodes().forEach(node -> others.add(node.place()));
        if (random.nextBoolean()) {
            others.add(Stage.clientsOf(cluster));
        }
        cut(Set.of(key.display()), others, between(2_000, 30_000));
    }

    private void cut(Set<String> oneSide, Set<String> otherSide, Duration duration) {
        say("cut " + oneSide.stream().sorted().toList() + " from " + otherSide.stream().sorted().toList() + " for "
                + duration.toMillis() + " ms");
        Network.Cut cut = fleet.network().cut(oneSide, otherSide);
        cuts.add(cut);
        stage.checks().networkChanged();
        at(duration, () -> {
            say("heal " + oneSide.stream().sorted().toList());
            cut.heal();
            stage.checks().networkChanged();
        });
    }

    private void crash(Node node) {
        boolean orderly = random.nextInt(4) == 0;
        say((orderly ? "close " : "crash ") + node.id());
        if (orderly) {
            node.close();
            at(between(500, 9_000), () -> replace(node));
        } else {
            node.process().kill();
            at(between(200, 12_000), () -> replace(node));
        }
    }

    private void replace(Node node) {
        if (stage.nodes().contains(node)) {
            node.process().kill();
            stage.startNode(node.place());
        }
    }

    private void hang(Node node, Duration duration) {
        say("hang " + node.id() + " for " + duration.toMillis() + " ms");
        node.process().stop();
        at(duration, () -> {
            say("resume " + node.id());
            stage.checks().nodeResumed();
            node.process().resume();
        });
    }

    private void cutFromBackend(Node node, Duration duration) {
        boolean refusing = random.nextBoolean();
        say("cut " + node.id() + " from the backend for " + duration.toMillis() + " ms"
                + (refusing ? ", refused" : ""));
        node.cutFromBackend(duration, refusing);
    }

    private void slowBackend(Node node) {
        Duration duration = between(1_000, 15_000);
        say("slow backend for " + node.id() + " for " + duration.toMillis() + " ms");
        node.slowBackend(duration, random.nextBoolean() ? 0.2 : 0);
    }

    private void contest(Node node) {
        Duration duration = between(1_000, 20_000);
        say("writes of " + node.id() + " lose against those of other members for " + duration.toMillis() + " ms");
        node.contest(duration);
    }

    private void readThePast(Node node) {
        Duration duration = between(1_000, 20_000);
        say(node.id() + " reads the past for " + duration.toMillis() + " ms");
        node.readThePast(duration);
    }

    private void hangBackend() {
        Duration duration = between(500, 8_000);
        say("backend hangs for " + duration.toMillis() + " ms");
        stage.hangBackend(duration);
    }

    private void lag(InstanceKey key, Duration each) {
        say("each transaction takes " + each.toMillis() + " ms on " + key);
        fleet.applyTime(key, each);
        at(between(2_000, 20_000), () -> fleet.applyTime(key, Duration.ofMillis(2)));
    }

    private void stopApplier(InstanceKey key) {
        say("applier stopped on " + key);
        fleet.stopApplier(key);
        at(between(2_000, 30_000), () -> fleet.startApplier(key));
    }

    private void errant(InstanceKey key) {
        say("errant transaction on " + key);
        fleet.makeErrant(key);
    }

    private void slowNetwork(List<InstanceKey> cluster) {
        Duration more = between(20, 900);
        say("slow network by " + more.toMillis() + " ms");
        fleet.network().slow(places(cluster, InstanceKey.NONE), more);
        stage.checks().networkSlow(true);
        at(between(2_000, 15_000), this::quickNetwork);
    }

    private void quickNetwork() {
        fleet.network().slow(Set.of(), Duration.ZERO);
        stage.checks().networkSlow(false);
    }

    private void loseAnswers(Node node) {
        say("answers to actions of " + node.id() + " are lost");
        node.viewpoint().loseAnswers(0.5);
        at(between(500, 8_000), () -> node.viewpoint().loseAnswers(0));
    }

    private void acknowledge() {
        say("a person acknowledges everything");
        stage.backend()
                .stores()
                .recoveries()
                .acknowledge(new Acknowledgement(new Acknowledgement.Scope.Everything(), "dba", "seen"));
    }

    /** Everything works again. */
    void heal() {
        over = true;
        say("everything heals");
        cuts.forEach(Network.Cut::heal);
        quickNetwork();
        stage.healBackend();
        for (Node node : List.copyOf(stage.nodes())) {
            if (node.isGone()) {
                replace(node);
            } else {
                node.heal();
            }
        }
        for (InstanceKey key : fleet.keys()) {
            fleet.resume(key);
            fleet.start(key);
            fleet.applyTime(key, Duration.ofMillis(2));
            fleet.startApplier(key);
        }
    }
}
