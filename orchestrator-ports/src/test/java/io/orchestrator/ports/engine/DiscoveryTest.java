package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import io.orchestrator.domain.discovery.DiscoverySettings;
import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which servers become known, are probed, and are forgotten (discovery.md 5.4, 5.7, 5.8, 6). */
class DiscoveryTest {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final InstanceKey STRANGER = new InstanceKey("tool.example.com", 3306);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final InstanceKey source = keys.getFirst();
    private final InstanceKey replica = keys.getLast();
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final InMemoryAuditLog audit = new InMemoryAuditLog(1_000);
    private final List<ScriptedProbes> wrapped = new ArrayList<>();
    private Tuning.Probing probing = probing(HostFilters.NONE, 300, 150);
    private Tuning.Retention retention = Tuning.Retention.DEFAULT;

    private static Tuning.Probing probing(HostFilters ignored, int most, int mostSick) {
        Tuning.Probing some = Tuning.Probing.DEFAULT;
        return new Tuning.Probing(Duration.ofSeconds(10), some.evidenceDeadline(), most,
                new Tuning.Sick(mostSick, true, true), some.watchSleep(), some.watched(), new DiscoverySettings(POLL, 1,
                        Duration.ofSeconds(300), ignored, HostFilters.NONE, HostFilters.NONE));
    }

    private NodeBuilder node(String name) {
        return new NodeBuilder(time, fleet, backend).named(name)
                .polling(POLL)
                .auditing(audit)
                .tuned(() -> NodeBuilder.tuned(probing, retention))
                .probing(servers -> {
                    ScriptedProbes probes = new ScriptedProbes(time, servers);
                    wrapped.add(probes);
                    return probes;
                });
    }

    private ScriptedProbes probes() {
        return wrapped.getFirst();
    }

    private Orchestrator lead(InstanceKey... seeds) {
        Orchestrator node = node("leader").seeds(List.of(seeds)).start();
        patience.until("the node to lead", node.nodes()::isLeader);
        return node;
    }

    private Orchestrator leadAll() {
        Orchestrator node = lead(source);
        patience.until("all servers to be seen", () -> seen(node).containsAll(keys));
        return node;
    }

    private Fleet picture(Orchestrator node) {
        return patience.await(node.fleet().picture()).fleet();
    }

    private List<InstanceKey> known(Orchestrator node) {
        return picture(node).instances().stream().map(FleetInstance::key).toList();
    }

    private List<InstanceKey> seen(Orchestrator node) {
        return picture(node).instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .map(FleetInstance::key)
                .toList();
    }

    private Set<InstanceKey> stored() {
        return patience.await(backend.stores().instances().keys());
    }

    private List<InstanceKey> audited(String type) {
        return audit.entries().stream().filter(entry -> entry.type().equals(type)).map(AuditEntry::key).toList();
    }

    private void name(InstanceKey neighbour) {
        probes().saying.put(source, snapshot -> {
            List<InstanceKey> replicas = new ArrayList<>(snapshot.replicas());
            replicas.add(neighbour);
            return snapshot.withReplicas(replicas);
        });
    }

    @Test
    void whoNeverAnswersIsNeitherShownNorStoredThoughItIsNamed() {
        Orchestrator leader = leadAll();
        name(STRANGER);

        time.pass(Duration.ofSeconds(10));

        assertThat(probes().timesAsked(STRANGER)).isBetween(4, 11);
        assertThat(known(leader)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void nobodyIsAskedWhomNobodyNamesAnyMore() {
        leadAll();
        name(STRANGER);
        time.pass(Duration.ofSeconds(5));
        probes().saying.clear();
        time.pass(Duration.ofSeconds(3));
        int before = probes().timesAsked(STRANGER);

        time.pass(Duration.ofSeconds(30));

        assertThat(probes().timesAsked(STRANGER)).isEqualTo(before);
    }

    @Test
    void whoIsNamedAndAnswersIsKnown() {
        Orchestrator leader = leadAll();
        InstanceKey other = fleet.addCluster("tool.example.com", 3306, 1, 0).getFirst();
        probes().unreachable.add(other);
        name(other);
        time.pass(Duration.ofSeconds(5));
        assertThat(known(leader)).doesNotContain(other);

        probes().unreachable.clear();

        patience.until("the server to be shown", () -> seen(leader).contains(other));
        patience.until("it to be stored", () -> stored().contains(other));
    }

    @Test
    void aSourceThatDoesNotAnswerIsShownWhereSomebodyReceivesFromIt() {
        Orchestrator leader = node("leader").seeds(List.of(replica)).build();
        probes().unreachable.add(source);
        leader.start();

        patience.until("the source to be shown", () -> known(leader).contains(source));
        assertThat(picture(leader).clusterOf(replica)).isEqualTo(picture(leader).clusterOf(source));
        patience.until("it to be stored", () -> stored().contains(source));
        patience.until("it to be told", () -> !audited("inject-unseen-masters").isEmpty());
    }

    @Test
    void aSeedThatNeverAnswersIsForgottenWhenItsTimeIsOver() {
        retention = retention(Duration.ofMinutes(10));
        Orchestrator leader = lead(STRANGER);
        patience.until("it to be stored", () -> stored().contains(STRANGER));
        time.pass(Duration.ofMinutes(9));
        assertThat(known(leader)).containsExactly(STRANGER);

        time.pass(Duration.ofMinutes(4));

        assertThat(known(leader)).isEmpty();
        assertThat(stored()).isEmpty();
        assertThat(audited("forget-unseen")).containsExactly(STRANGER);
    }

    private static Tuning.Retention retention(Duration unseenForget) {
        Tuning.Retention some = Tuning.Retention.DEFAULT;
        return new Tuning.Retention(some.recoveryBlock(), some.detectionBlock(), unseenForget, some.candidateExpire(),
                some.history(), some.registered(), some.samples());
    }

    @Test
    void aServerThatAFilterLeavesOutIsNotStored() {
        Orchestrator leader = node("leader").seeds(List.of(source)).build();
        probes().excluded.add(replica);
        leader.start();
        patience.until("the others to be seen", () -> seen(leader).size() == 2);

        time.pass(Duration.ofSeconds(10));

        assertThat(known(leader)).doesNotContain(replica);
        assertThat(stored()).doesNotContain(replica);
    }

    @Test
    void seedsAreInjectedOnceAProcess() {
        VirtualTime.SimulatedProcess process = time.process();
        Orchestrator leader = node("leader").in(process).seeds(List.of(source, STRANGER)).start();
        patience.until("all to be known", () -> leader.nodes().isLeader() && known(leader).size() == 4);
        assertThat(audited("inject-seed")).containsExactlyInAnyOrder(source, STRANGER);
        assertThat(patience.await(leader.discovery().forget(STRANGER))).isTrue();
        Orchestrator other = node("other").start();

        process.stop();
        patience.until("the other to lead", other.nodes()::isLeader);
        process.resume();
        patience.await(other.close());
        patience.until("the first to lead again", leader.nodes()::isLeader);
        time.pass(Duration.ofSeconds(10));

        assertThat(known(leader)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(audited("inject-seed")).hasSize(2);
    }

    @Test
    void aForgottenServerIsNotStoredByAProbeThatIsUnderWay() {
        Orchestrator leader = leadAll();
        probes().silent.add(replica);
        int before = probes().timesAsked(replica);
        patience.until("a probe to be under way", () -> probes().timesAsked(replica) > before);

        assertThat(patience.await(leader.discovery().forget(replica))).isTrue();

        time.pass(Duration.ofSeconds(2));
        assertThat(stored()).doesNotContain(replica);
        assertThat(known(leader)).doesNotContain(replica);
        assertThat(probes().closed).contains(replica);
        time.pass(Duration.ofSeconds(15));
        assertThat(stored()).doesNotContain(replica);
        assertThat(audited("forget")).containsExactly(replica);
    }

    @Test
    void aForgottenServerComesBackAfterThreePollsIfSomebodyNamesIt() {
        Orchestrator leader = leadAll();
        patience.await(leader.discovery().forget(replica));

        time.pass(Duration.ofMillis(2_900));
        assertThat(known(leader)).doesNotContain(replica);
        patience.until("it to be back", () -> seen(leader).contains(replica));
        patience.until("it to be stored", () -> stored().contains(replica));
    }

    @Test
    void whatAnotherNodeForgetsStaysAwayAsLong() {
        Orchestrator leader = leadAll();
        patience.until("all to be stored", () -> stored().size() == 3);
        Orchestrator other = node("other").answering().start();
        time.pass(Duration.ofSeconds(2));
        assertThat(patience.await(other.discovery().forget(replica))).isTrue();

        time.pass(Duration.ofMillis(2_900));
        assertThat(known(leader)).doesNotContain(replica);
        assertThat(stored()).doesNotContain(replica);
        patience.until("it to be back", () -> seen(leader).contains(replica));
    }

    @Test
    void whatAnotherNodeDiscoversAnewIsBackAtOnce() {
        Orchestrator leader = leadAll();
        patience.until("all to be stored", () -> stored().size() == 3);
        Orchestrator other = node("other").answering().start();
        time.pass(Duration.ofSeconds(2));
        patience.await(other.discovery().forget(replica));
        patience.until("the leader to notice", () -> !known(leader).contains(replica));

        patience.await(other.discovery().discover(replica));
        time.pass(Duration.ofMillis(1_200));

        assertThat(seen(leader)).contains(replica);
        assertThat(stored()).contains(replica);
    }

    @Test
    void forgettingAClusterForgetsItsServersAndEndsTheirConnections() {
        Orchestrator leader = leadAll();

        assertThat(patience
                .await(leader.discovery().forgetCluster(picture(leader).clusterOf(source).orElseThrow().name())))
                .isEqualTo(3);

        assertThat(known(leader)).isEmpty();
        assertThat(stored()).isEmpty();
        assertThat(probes().closed).containsAll(keys);
    }

    @Test
    void whomAFilterIgnoresIsAskedNoMoreUntilTheFilterGoes() {
        Orchestrator leader = leadAll();
        probing = probing(HostFilters.of(List.of(":" + replica.port() + "$")), 300, 150);
        time.pass(Duration.ofSeconds(2));
        int before = probes().timesAsked(replica);

        time.pass(Duration.ofSeconds(10));
        assertThat(probes().timesAsked(replica)).isEqualTo(before);
        assertThat(known(leader)).contains(replica);

        probing = probing(HostFilters.NONE, 300, 150);
        time.pass(Duration.ofSeconds(2));
        assertThat(probes().timesAsked(replica)).isGreaterThan(before);
    }

    @Test
    void aPersonMayAskForAServerThatAFilterIgnores() {
        Orchestrator leader = leadAll();
        InstanceKey other = fleet.addCluster("aside.example.com", 3306, 1, 0).getFirst();
        probing = probing(HostFilters.of(List.of("^aside")), 300, 150);

        patience.await(leader.discovery().discover(other));
        time.pass(Duration.ofSeconds(10));

        assertThat(seen(leader)).contains(other);
        assertThat(probes().timesAsked(other)).isEqualTo(1);
    }

    @Test
    void serversThatHangDoNotDelayTheOthers() {
        probing = probing(HostFilters.NONE, 3, 2);
        Orchestrator leader = leadAll();
        List<InstanceKey> hanging = fleet.addCluster("hanging.example.com", 3306, 20, 0);
        patience.await(leader.discovery().discover(hanging.getFirst()));
        patience.until("all servers to be seen", () -> seen(leader).containsAll(hanging));

        probes().silent.addAll(hanging);
        time.pass(Duration.ofSeconds(3));
        int before = probes().timesAsked(source);
        time.pass(Duration.ofSeconds(60));

        assertThat(probes().timesAsked(source) - before).isGreaterThanOrEqualTo(55);
    }

    @Test
    void serversThatAnswerLateDoNotKeepSickOnesFromBeingAsked() {
        probing = probing(HostFilters.NONE, 10, 2);
        Orchestrator leader = leadAll();
        List<InstanceKey> late = fleet.addCluster("late.example.com", 3306, 20, 0);
        patience.await(leader.discovery().discover(late.getFirst()));
        patience.until("all servers to be seen", () -> seen(leader).containsAll(late));
        late.subList(1, late.size()).forEach(key -> probes().slow.put(key, Duration.ofSeconds(8)));
        time.pass(Duration.ofSeconds(10));

        probes().unreachable.add(replica);
        time.pass(Duration.ofSeconds(5));
        int before = probes().timesAsked(replica);
        time.pass(Duration.ofSeconds(20));

        assertThat(probes().timesAsked(replica) - before).isGreaterThanOrEqualTo(15);
    }

    @Test
    void serversUnderSuspicionDoNotKeepSickOnesFromBeingAsked() {
        probing = probing(HostFilters.NONE, 10, 20);
        Orchestrator leader = leadAll();
        List<InstanceKey> hanging = fleet.addCluster("hanging.example.com", 3306, 19, 0);
        patience.await(leader.discovery().discover(hanging.getFirst()));
        patience.until("all servers to be seen", () -> seen(leader).containsAll(hanging));

        probes().silent.addAll(hanging);
        probes().unreachable.add(replica);
        time.pass(Duration.ofSeconds(3));
        int before = probes().timesAsked(replica);
        time.pass(Duration.ofSeconds(15));

        assertThat(probes().timesAsked(replica) - before).isGreaterThanOrEqualTo(12);
    }

    @Test
    void evidenceIsOnlyAskedForWhereTheSourceIsInDoubt() {
        leadAll();
        time.pass(Duration.ofSeconds(5));
        probes().depths.clear();

        time.pass(Duration.ofSeconds(20));

        assertThat(probes().depths.get(replica)).containsOnly(InstanceProber.Depth.ROUTINE);

        fleet.kill(source);
        patience.until("the replica to be asked for evidence",
                () -> probes().depths.getOrDefault(replica, List.of()).contains(InstanceProber.Depth.EVIDENCE));
    }

    @Test
    void aSourceThatAFilterLeavesOutDoesNotComeAndGo() {
        Orchestrator leader = node("leader").seeds(List.of(replica)).build();
        probes().excluded.add(source);
        leader.start();
        patience.until("the replica to be seen", () -> seen(leader).contains(replica));
        patience.until("the source to be asked", () -> probes().timesAsked(source) > 0);
        time.pass(Duration.ofSeconds(2));

        for (int round = 0; round < 500; round++) {
            time.pass(Duration.ofMillis(10));
            assertThat(known(leader)).doesNotContain(source);
        }
        assertThat(probes().timesAsked(source)).as("it is looked whether the filter still holds").isGreaterThan(3);

        probes().excluded.clear();
        patience.until("the source to be seen", () -> seen(leader).contains(source));
    }

    @Test
    void nothingIsKeptOfWhoNeverAnswered() {
        leadAll();
        probes().unreachable.add(STRANGER);
        name(STRANGER);

        patience.until("it to be dropped", () -> probes().closed.contains(STRANGER));
    }

    @Test
    void aNewLeaderDoesNotAskASourceThatAFilterIgnores() {
        leadAll();
        patience.until("all to be stored", () -> stored().containsAll(keys));
        probing = probing(HostFilters.of(List.of(":" + source.port() + "$")), 300, 150);
        Orchestrator other = node("other").build();
        int before = wrapped.getLast().timesAsked(source);

        other.start();
        wrapped.getFirst().silent.addAll(keys);
        time.pass(Duration.ofSeconds(2));

        assertThat(wrapped.getLast().timesAsked(source)).isEqualTo(before);
    }

    @Test
    void aReplicaThatAFilterHidesIsHiddenUnderTheNameItGoesBy() {
        InstanceKey hidden = new InstanceKey("hidden.example.com", 3306);
        probing = new Tuning.Probing(probing.deadline(), probing.evidenceDeadline(), 300, probing.sick(),
                probing.watchSleep(), probing.watched(), new DiscoverySettings(POLL, 1, Duration.ofMinutes(5),
                        HostFilters.NONE, HostFilters.of(List.of("^hidden")), HostFilters.NONE));
        Orchestrator leader = leadAll();
        name(hidden);

        time.pass(Duration.ofSeconds(3));

        assertThat(picture(leader).find(source).orElseThrow().snapshot().orElseThrow().replicas())
                .doesNotContain(hidden)
                .isNotEmpty();
    }

    @Test
    void aSuspectedServerIsToldOfOnce() {
        leadAll();

        fleet.kill(source);

        patience.until("it to be told", () -> audited("emergently-read-topology-instance").contains(source));
        time.pass(Duration.ofMinutes(3));
        assertThat(audited("emergently-read-topology-instance")).containsOnlyOnce(source);
    }

    @Test
    void theConnectionUnderAnotherNameIsEnded() {
        Orchestrator leader = leadAll();
        InstanceKey other = fleet.addCluster("alias.example.com", 3306, 1, 0).getFirst();
        InstanceKey real = new InstanceKey("real.example.com", 3306);
        probes().saying.put(other, snapshot -> new InstanceSnapshot(real,
                snapshot.server(), snapshot.binlog(), snapshot.gtid(), snapshot.channels(), snapshot.semiSync(),
                snapshot.group(), snapshot.replicas(), snapshot.classification()));

        patience.await(leader.discovery().discover(other));

        assertThat(known(leader)).contains(real).doesNotContain(other);
        assertThat(probes().closed).contains(other);
    }
}
