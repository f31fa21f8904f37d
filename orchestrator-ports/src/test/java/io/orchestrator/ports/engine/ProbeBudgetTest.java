package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.InstanceProber;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that hang, answer late or are in doubt do not keep others from being asked. */
class ProbeBudgetTest extends DiscoveryFixture {
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
    void aSuspectedServerIsToldOfOnce() {
        leadAll();

        fleet.kill(source);

        patience.until("it to be told", () -> audited("emergently-read-topology-instance").contains(source));
        time.pass(Duration.ofMinutes(3));
        assertThat(audited("emergently-read-topology-instance")).containsOnlyOnce(source);
    }
}
