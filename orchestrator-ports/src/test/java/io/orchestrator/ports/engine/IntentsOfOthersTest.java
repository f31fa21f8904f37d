package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.operations.TagExpression;
import io.orchestrator.domain.operations.TagRemoval;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What another node is told takes effect on the leader within a second (design: others write, too). */
class IntentsOfOthersTest {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final InstanceKey replica = keys.getLast();
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final InMemoryAuditLog audit = new InMemoryAuditLog(1_000);
    private final Orchestrator leader = node("leader").build();
    private final Orchestrator other = node("other").answering().build();

    private NodeBuilder node(String name) {
        return new NodeBuilder(time, fleet, backend).named(name)
                .auditing(audit)
                .polling(ONE_SECOND)
                .seeds(List.of(keys.getFirst()));
    }

    @BeforeEach
    void start() {
        leader.start();
        other.start();
        patience.until("the leader to see all servers", () -> leader.nodes().isLeader() && seen() == keys.size());
    }

    private long seen() {
        return picture().instances().stream().filter(instance -> instance.observed().isSeen()).count();
    }

    private Topology picture() {
        return patience.await(leader.fleet().picture())
                .fleet()
                .clusterOf(keys.getFirst())
                .orElseGet(() -> new Topology(new ClusterName("none"), "", "", Map.of()));
    }

    private boolean leaderSees(Predicate<FleetInstance> what) {
        return picture().find(replica).filter(what).isPresent();
    }

    @Test
    void maintenanceBeginsAndEndsForTheLeader() {
        assertThat(patience.await(other.maintenance().begin(replica, "dba", "disk", Duration.ofMinutes(10))))
                .isPresent();
        time.pass(ONE_SECOND.plusMillis(100));
        assertThat(leaderSees(instance -> instance.annotations().inMaintenance())).isTrue();

        assertThat(patience.await(other.maintenance().end(replica))).isTrue();
        time.pass(ONE_SECOND.plusMillis(100));
        assertThat(leaderSees(instance -> !instance.annotations().inMaintenance())).isTrue();
    }

    @Test
    void maintenanceIsInEffectAtOnceWhereItIsAskedFor() {
        patience.await(leader.maintenance().begin(replica, "dba", "disk", Duration.ofMinutes(10)));

        assertThat(leaderSees(instance -> instance.annotations().inMaintenance())).isTrue();
    }

    @Test
    void aServerInMaintenanceIsNotAnalysed() {
        patience.await(other.maintenance().begin(keys.getFirst(), "dba", "disk", Duration.ofMinutes(10)));
        time.pass(ONE_SECOND.plusMillis(100));
        fleet.kill(keys.getFirst());
        time.pass(Duration.ofSeconds(20));

        assertThat(isFoundDead(keys.getFirst())).isFalse();
        patience.await(other.maintenance().end(keys.getFirst()));
        patience.until("the dead source to be found", () -> isFoundDead(keys.getFirst()));
    }

    private boolean isFoundDead(InstanceKey key) {
        return patience.await(leader.fleet().analyses()).stream().anyMatch(analysis -> analysis.key().equals(key));
    }

    @Test
    void ofTwoNodesOneBeginsMaintenance() {
        var here = leader.maintenance().begin(replica, "a", "x", Duration.ofMinutes(10));
        var there = other.maintenance().begin(replica, "b", "y", Duration.ofMinutes(10));

        long number = patience.await(here).orElseThrow();
        assertThat(patience.await(there)).isEmpty();
        assertThat(patience.await(other.maintenance().active())).singleElement()
                .satisfies(lock -> assertThat(lock.number()).isEqualTo(number));
        assertThat(patience.await(leader.maintenance().isHeld(replica))).isTrue();
        assertThat(patience.await(other.maintenance().end(number))).isTrue();
        assertThat(audited("begin-maintenance"))
                .containsExactly("maintenanceToken: " + number + ", owner: a, reason: x");
        assertThat(audited("end-maintenance")).containsExactly("maintenanceToken: " + number);
    }

    private List<String> audited(String type) {
        return audit.entries().stream().filter(entry -> entry.type().equals(type)).map(AuditEntry::message).toList();
    }

    @Test
    void candidatesAliasesAndDowntimesReachTheLeader() {
        patience.await(other.operations().registerCandidate(new Candidate(replica, PromotionRule.MUST_NOT)));
        patience.await(other.operations().overrideAlias(picture().name(), "mine"));
        patience.await(other.operations().beginDowntime(replica, "dba", "disk", Duration.ofMinutes(10)));
        time.pass(ONE_SECOND.plusMillis(100));

        assertThat(leaderSees(instance -> instance.annotations().promotionRule() == PromotionRule.MUST_NOT)).isTrue();
        assertThat(leaderSees(instance -> instance.annotations().downtime() != null)).isTrue();
        assertThat(picture().alias()).isEqualTo("mine");
    }

    @Test
    void tagsAndPoolsAreReadAtEveryNode() {
        patience.await(other.tags().tag(replica, "role", "spare"));
        patience.await(other.pools().submit("web", List.of(new InstanceKey("nobody", 3306)), false));

        assertThat(patience.await(leader.tags().of(replica))).isEqualTo(Map.of("role", "spare"));
        assertThat(patience.await(leader.tags().tagged(TagExpression.parseAll("role").orElseThrow())))
                .containsExactly(replica);
        assertThat(patience.await(leader.tags().untagAll(new TagRemoval("role", "spare")))).containsExactly(replica);
        assertThat(patience.await(other.tags().all())).doesNotContainKey(replica);
        assertThat(patience.await(leader.pools().members()))
                .containsExactly(new PoolStore.Member("web", new InstanceKey("nobody", 3306)));
        assertThat(audited("tag")).containsExactly("role=spare");
        assertThat(audited("delete-instance-tag")).containsExactly("role=spare");
        assertThat(audited("submit-pool-instances")).containsExactly("web");
    }

    @Test
    void aPieceOfANameInAPoolIsCompletedWhereThatIsAskedFor() {
        InstanceKey piece = new InstanceKey("db", replica.port());
        patience.await(leader.pools().submit("exact", List.of(piece), false));
        patience.await(leader.pools().submit("fuzzy", List.of(piece), true));

        assertThat(patience.await(leader.pools().members())).containsExactly(new PoolStore.Member("exact", piece),
                new PoolStore.Member("fuzzy", replica));
    }
}
