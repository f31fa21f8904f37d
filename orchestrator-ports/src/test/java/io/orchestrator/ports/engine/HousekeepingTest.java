package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the leader ends and removes, and when (ha-shared-backend.md 7 and 8.2). */
class HousekeepingTest {
    private static final InstanceKey KEY = new InstanceKey("db1", 3306);
    private static final InstanceKey OTHER = new InstanceKey("db2", 3306);
    private static final NodeId GONE = new NodeId("gone", "0");
    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private Tuning.Retention retention = Tuning.Retention.DEFAULT;
    private Duration poll = Duration.ofSeconds(5);
    private final InMemoryAuditLog audit = new InMemoryAuditLog(1_000);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private ScriptedProbes probes = new ScriptedProbes(time, fleet.viewpoint("nobody", time.process()).prober());

    private Orchestrator lead(InstanceKey... seeds) {
        Orchestrator engine = new NodeBuilder(time, fleet, backend).auditing(audit)
                .polling(poll)
                .seeds(List.of(seeds))
                .tuned(() -> NodeBuilder.tuned(Tuning.Probing.DEFAULT, retention))
                .probing(servers -> {
                    probes = new ScriptedProbes(time, servers);
                    return probes;
                })
                .start();
        patience.until("the node to lead", engine.nodes()::isLeader);
        return engine;
    }

    private IntentStore.Intents intents() {
        return patience.await(backend.stores().intents().read());
    }

    private List<String> audited(String type) {
        return audit.entries().stream().filter(entry -> entry.type().equals(type)).map(AuditEntry::message).toList();
    }

    private static UnaryOperator<InstanceSnapshot> classified(String alias, String domain, PromotionRule rule) {
        return snapshot -> snapshot.withClassification(
                new Classification("", "", "", "", alias, domain, rule, 0, false));
    }

    private void maintain(InstanceKey key, Duration duration, boolean explicit) {
        assertThat(patience.await(backend.maintenance()
                .begin(new MaintenanceStore.Request(key, "dba", "disk", duration, GONE, explicit)))).isPresent();
    }

    private boolean isFree(InstanceKey key) {
        return patience.await(backend.maintenance().end(key)).equals(false);
    }

    @Test
    void whatADeadOperationHeldIsGivenFreeAsSoonAsSomebodyLeads() {
        maintain(KEY, Duration.ofHours(1), false);
        maintain(OTHER, Duration.ofHours(1), true);

        lead();
        time.pass(Duration.ofSeconds(1));

        assertThat(patience.await(backend.stores().intents().read()).inMaintenance()).containsExactly(OTHER);
    }

    @Test
    void maintenanceEndsWithinAMinuteOfItsEnd() {
        lead();
        maintain(KEY, Duration.ofMinutes(5), true);

        time.pass(Duration.ofMinutes(6));

        assertThat(isFree(KEY)).isTrue();
    }

    @Test
    void whatIsNotRegisteredAgainGoesWithinAMinuteOfItsTime() {
        lead();
        patience.await(backend.pools().replace("readers", List.of(KEY)));
        patience.await(backend.names().unresolve("db1", "vip"));
        time.pass(Duration.ofMinutes(58));
        assertThat(patience.await(backend.pools().readAll())).hasSize(1);

        time.pass(Duration.ofMinutes(4));

        assertThat(patience.await(backend.pools().readAll())).isEmpty();
        assertThat(patience.await(backend.names().unresolved())).isEmpty();
    }

    @Test
    void whatIsOverIsTold() {
        lead();
        maintain(KEY, Duration.ofMinutes(1), true);
        patience.await(backend.stores().intents().beginDowntime(KEY, "dba", "disk", Duration.ofMinutes(1)));
        patience.await(backend.stores().intents().writeAliases(Map.of(new ClusterName("gone:3306"), "gone")));

        time.pass(Duration.ofMinutes(3));
        assertThat(audited("expire-downtime")).hasSize(1);
        assertThat(audited("expire-maintenance")).hasSize(1);

        backend.advance(Duration.ofDays(11));
        time.pass(Duration.ofMinutes(2));
        assertThat(audited("forget-clustr-aliases")).containsExactly("Forgotten aliases: 1");
    }

    @Test
    void serversNotSeenForLongAreForgottenAndTold() {
        List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 2, 0);
        Tuning.Retention some = Tuning.Retention.DEFAULT;
        retention = new Tuning.Retention(some.recoveryBlock(), some.detectionBlock(), Duration.ofMinutes(10),
                some.candidateExpire(), some.history(), some.registered(), some.samples());
        Orchestrator leader = lead(keys.getFirst());
        patience.until("all to be stored", () -> intents().keys().size() == 2);
        fleet.kill(keys.getLast());

        time.pass(Duration.ofMinutes(9));
        assertThat(intents().keys()).hasSize(2);
        time.pass(Duration.ofMinutes(3));

        assertThat(audited("forget-unseen")).containsExactly("Forgotten instances: 1");
        assertThat(patience.await(leader.fleet().picture()).fleet().find(keys.getLast())).isEmpty();
        assertThat(probes.closed).contains(keys.getLast());
    }

    /** backend-schema.md 4.3. */
    @Test
    void coordinatesAreRecordedEachMinuteAndKeptForFour() {
        List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 2, 0);
        lead(keys.getFirst());
        patience.until("all to be stored", () -> intents().keys().size() == 2);

        time.pass(Duration.ofMinutes(10));

        assertThat(patience.await(backend.stores().instances().expireCoordinates(Duration.ZERO))).isBetween(6, 10);
    }

    @Test
    void whatServersSayOfTheirClusterIsWrittenAndKept() {
        List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 2, 0);
        ClusterName cluster = ClusterName.of(keys.getFirst());
        lead(keys.getFirst());
        probes.saying.put(keys.getFirst(), classified("shop", "shop.example.com", PromotionRule.PREFER));
        patience.until("the alias to be there", () -> "shop".equals(intents().aliases().get(cluster)));

        assertThat(intents().domains()).isEqualTo(Map.of(cluster, "shop.example.com"));
        assertThat(intents().candidates()).containsExactly(new Candidate(keys.getFirst(), PromotionRule.PREFER));
        time.pass(Duration.ofMinutes(130));
        assertThat(intents().domains()).isEqualTo(Map.of(cluster, "shop.example.com"));
        assertThat(intents().candidates()).containsExactly(new Candidate(keys.getFirst(), PromotionRule.PREFER));
        assertThat(audited("register-candidate")).containsExactly("prefer");
    }

    /** {@code ExpiryHostnameResolvesMinutes: 1}. */
    @Test
    void aDomainThatSoonExpiresIsRefreshedInTime() {
        List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 2, 0);
        ClusterName cluster = ClusterName.of(keys.getFirst());
        Tuning.Retention some = Tuning.Retention.DEFAULT;
        IntentStore.Lifetimes registered = some.registered();
        retention = new Tuning.Retention(some.recoveryBlock(), some.detectionBlock(), some.unseenForget(),
                some.candidateExpire(), some.history(), new IntentStore.Lifetimes(registered.accessTokens(),
                        registered.pools(), Duration.ofMinutes(1)),
                some.samples());
        poll = Duration.ofSeconds(7);
        lead(keys.getFirst());
        probes.saying.put(keys.getFirst(), classified("", "shop.example.com", PromotionRule.NEUTRAL));
        patience.until("the domain to be there", () -> intents().domains().containsKey(cluster));

        for (int second = 0; second < 300; second++) {
            time.pass(Duration.ofSeconds(1));
            patience.await(backend.stores().intents().expireRegistered(retention.registered()));
            assertThat(intents().domains()).isEqualTo(Map.of(cluster, "shop.example.com"));
        }
    }

    @Test
    void whatTheQuerySaysOfAServerReplacesWhatSomebodySaid() {
        List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 2, 0);
        Orchestrator leader = lead(keys.getFirst());
        probes.saying.put(keys.getFirst(), classified("", "", PromotionRule.PREFER));
        patience.until("the rule to be there", () -> !intents().candidates().isEmpty());

        patience.await(leader.operations().registerCandidate(new Candidate(keys.getFirst(), PromotionRule.MUST_NOT)));
        time.pass(Duration.ofSeconds(7));

        assertThat(intents().candidates()).containsExactly(new Candidate(keys.getFirst(), PromotionRule.PREFER));
    }

    @Test
    void tagsSurviveForgetting() {
        List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 2, 0);
        Orchestrator leader = lead(keys.getFirst());
        patience.until("all to be stored", () -> intents().keys().size() == 2);
        patience.await(leader.tags().tag(keys.getLast(), "role", "spare"));
        patience.await(leader.operations().registerCandidate(new Candidate(keys.getLast(), PromotionRule.PREFER)));
        patience.await(leader.operations().beginDowntime(keys.getLast(), "dba", "disk", Duration.ofHours(1)));
        patience.await(leader.pools().submit("readers", List.of(keys.getLast()), false));
        maintain(keys.getLast(), Duration.ofHours(1), true);

        patience.await(leader.discovery().forget(keys.getLast()));

        assertThat(patience.await(leader.tags().of(keys.getLast()))).containsEntry("role", "spare");
        assertThat(intents().candidates()).hasSize(1);
        assertThat(intents().downtimes()).hasSize(1);
        assertThat(intents().inMaintenance()).containsExactly(keys.getLast());
        assertThat(patience.await(leader.pools().members())).hasSize(1);
    }

    @Test
    void theDowntimeOfALostServerLastsUntilItReplicatesAgain() {
        List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 2, 0);
        lead(keys.getFirst());
        probes.unreachable.add(keys.getLast());
        patience.await(backend.stores()
                .intents()
                .beginDowntime(keys.getLast(), "node", Downtime.LOST_IN_RECOVERY, Duration.ofMinutes(2)));
        time.pass(Duration.ofMinutes(10));
        assertThat(intents().downtimes()).hasSize(1);

        probes.unreachable.clear();
        time.pass(Duration.ofSeconds(90));
        assertThat(intents().downtimes()).isEmpty();

        assertThat(audited("end-downtime")).hasSize(1);
    }

    @Test
    void aServerThatWasJustLostIsLostForAMinute() {
        List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 2, 0);
        lead(keys.getFirst());
        patience.until("all to be stored", () -> intents().keys().size() == 2);
        patience.await(backend.stores()
                .intents()
                .beginDowntime(keys.getLast(), "node", Downtime.LOST_IN_RECOVERY, Downtime.LOST_FOR));

        time.pass(Duration.ofSeconds(55));
        assertThat(intents().downtimes()).hasSize(1);
        time.pass(Duration.ofSeconds(30));
        assertThat(intents().downtimes()).isEmpty();
    }
}
