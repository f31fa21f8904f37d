package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.ports.inmemory.VirtualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which servers become known, are probed, and are forgotten (discovery.md 5.7, 5.8, 6). */
class DiscoveryTest extends DiscoveryFixture {
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
    void nothingIsKeptOfWhoNeverAnswered() {
        leadAll();
        probes().unreachable.add(STRANGER);
        name(STRANGER);

        patience.until("it to be dropped", () -> probes().closed.contains(STRANGER));
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
