package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.discovery.DiscoverySettings;
import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.domain.identity.InstanceKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that a filter leaves out: who is asked, shown and stored (discovery.md 5.4). */
class FilteredServersTest extends DiscoveryFixture {
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
}
