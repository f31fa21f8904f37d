package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.ports.driven.InstanceStore.Row;
import io.orchestrator.ports.driven.NodeStore.Node;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What was observed, who is alive, what was audited. */
public abstract class ObservationScenarios extends StoreScenarios {

    private static final Duration NOW = Instances.NOW;
    private static final Duration JUST_NOW = Duration.ofMillis(10);
    private static final ClusterName CLUSTER = new ClusterName("db1:3306");
    private static final InstanceKey KEY = Instances.key("db1");

    @Test
    void observedServerComesBackAsItWasWithTimesOfTheReader() {
        var replica = Instances.server("db2").replicaOf("db1").lag(3).executed(Instances.uuid("db1") + ":1-9");

        write(replica, Duration.ofMillis(300), true);

        var read = get(stores.instances().readAll(NOW)).getFirst();
        assertThat(read.snapshot()).isEqualTo(replica.snapshot());
        assertThat(read.lastSucceeded()).isTrue();
        assertThat(NOW.minus(read.lastChecked())).isBetween(Duration.ofMillis(299), Duration.ofSeconds(10));
        assertThat(read.lastSeen()).isEqualTo(read.lastChecked());
        assertThat(get(stores.instances().keys())).containsExactly(replica.key());
    }

    @Test
    void referenceFindsItsColumnsFilled() {
        write(Instances.server("db2")
                .replicaOf("db1")
                .lag(3)
                .executed(Instances.uuid("db1") + ":1-9")
                .failingToConnect()
                .suggestsAlias("main")
                .reportsReplicas("db3", "db4"), JUST_NOW, true);

        assertThat(query("select master_host, master_port, slave_io_running, slave_sql_running, "
                + "replication_io_thread_state, slave_lag_seconds, cluster_name, suggested_cluster_alias, oracle_gtid, "
                + "num_slave_hosts, version, major_version from database_instance"))
                .containsExactly("db1|3306|0|1|2|3|db1:3306|main|1|2|8.0.36|8.0");
        assertThat(query("select slave_hosts from database_instance")).containsExactly(
                "[{\"Hostname\":\"db3\",\"Port\":3306},{\"Hostname\":\"db4\",\"Port\":3306}]");
        assertThat(query("select last_io_error from database_instance"))
                .allSatisfy(text -> assertThat(text).startsWith("\"error connecting to source"));
        assertThat(query("select count(*) from database_instance where last_checked <= last_seen"))
                .containsExactly("1");
    }

    /** discovery.md 8.1: not the cluster's alias, which may be the name or another member's. */
    @Test
    void aliasThatTheServerItselfSuggestsStandsInItsColumn() {
        var m = Instances.server("db1").suggestsAlias("shop").observed();
        var r = Instances.server("db2").suggestsAlias("other").replicaOf("db1").observed();
        var alone = Instances.server("db3").observed();
        var fleet = Fleets.of(List.of(m, r, alone), Map.of(),
                new ClusterLabels(Map.of(), Map.of(new ClusterName("db3:3306"), "stored"), Map.of(), List.of()));

        get(stores.instances()
                .write(fleet.instances()
                        .stream()
                        .map(one -> new Row(one, JUST_NOW, JUST_NOW, JUST_NOW, "alias of the cluster", true))
                        .toList()));

        assertThat(query("select hostname, suggested_cluster_alias from database_instance order by hostname"))
                .containsExactly("db1|shop", "db2|shop", "db3|");
        assertThat(Fleets.of(get(stores.instances().readAll(NOW))).instances())
                .extracting(FleetInstance::suggestedAlias)
                .containsExactly("shop", "shop", "");
    }

    @Test
    void failedProbeLeavesTheServerUnseenForTheReference() {
        var observed = Instances.server("db1").down().observed();

        get(stores.instances()
                .write(List.of(
                        new Row(inFleet(observed), JUST_NOW, Duration.ofSeconds(30), JUST_NOW, "main", true))));

        assertThat(query("select count(*) from database_instance where last_checked > last_seen")).containsExactly("1");
        var read = get(stores.instances().readAll(NOW)).getFirst();
        assertThat(read.lastFailure()).isEqualTo(observed.lastFailure());
        assertThat(read.isSeen()).isFalse();
    }

    @Test
    void serverThatWasNeverSeenIsKnownByName() {
        var observed = ObservedInstance.unseen(KEY);

        get(stores.instances()
                .write(List.of(
                        new Row(inFleet(observed), JUST_NOW, Duration.ofSeconds(-1), JUST_NOW, "db1:3306", true))));

        assertThat(query("select count(*) from database_instance where last_seen is null")).containsExactly("1");
        assertThat(query("select version, major_version, replication_io_thread_state, replication_sql_thread_state "
                + "from database_instance")).containsExactly("Unknown|0.0|0|0");
        assertThat(get(stores.instances().readAll(NOW)).getFirst().snapshot()).isNull();
    }

    @Test
    void onlyAProbeThatBeganLaterReplacesARow() {
        write(Instances.server("db1").serverId(2), Duration.ofSeconds(1), true);

        write(Instances.server("db1").serverId(1), Duration.ofSeconds(20), true);
        assertThat(query("select server_id from database_instance")).containsExactly("2");

        write(Instances.server("db1").serverId(3), JUST_NOW, true);
        assertThat(query("select server_id from database_instance")).containsExactly("3");
    }

    @Test
    void unchangedServerGetsNewTimesOnly() {
        write(Instances.server("db1").serverId(2), Duration.ofSeconds(20), true);

        write(Instances.server("db1").serverId(3), JUST_NOW, false);

        assertThat(query("select server_id from database_instance")).containsExactly("2");
        assertThat(NOW.minus(get(stores.instances().readAll(NOW)).getFirst().lastSeen()))
                .isLessThan(Duration.ofSeconds(15));
        assertThat(query("select count(*) from database_instance where last_seen > " + secondsAgo(15)))
                .containsExactly("1");
    }

    @Test
    void forgottenServerIsNotBroughtBackByNewTimes() {
        write(Instances.server("db1"), Duration.ofSeconds(1), true);
        assertThat(get(stores.instances().forget(KEY))).isTrue();
        assertThat(get(stores.instances().forget(KEY))).isFalse();

        write(Instances.server("db1"), JUST_NOW, false);

        assertThat(get(stores.instances().keys())).isEmpty();
        assertThat(get(stores.instances().readAll(NOW))).isEmpty();
    }

    @Test
    void rowThatTheReferenceWroteSinceIsReadFromItsColumns() {
        write(Instances.server("db2").replicaOf("db1"), Duration.ofSeconds(30), true);
        execute("update database_instance set server_id = 77, slave_io_running = 0, replication_io_thread_state = 0, "
                + "last_io_error = '\"error reconnecting to master\"', last_discovery_latency = 4711, last_checked = "
                + secondsAgo(5)
                + ", last_attempted_check = " + secondsAgo(5) + ", last_seen = " + secondsAgo(5));

        var read = get(stores.instances().readAll(NOW)).getFirst();

        var snapshot = read.lastSnapshot().orElseThrow();
        assertThat(snapshot.server().serverId()).isEqualTo(77);
        assertThat(snapshot.sourceKey()).isEqualTo(KEY);
        assertThat(snapshot.isReplicating()).isFalse();
        assertThat(snapshot.defaultChannel().orElseThrow().isFailingToConnect()).isTrue();
        assertThat(read.isSeen()).isTrue();
        assertThat(NOW.minus(read.lastChecked())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(15));

        // Our own older observation does not overwrite it, a newer one does.
        write(Instances.server("db2").replicaOf("db1").serverId(1), Duration.ofSeconds(20), true);
        assertThat(query("select server_id from database_instance")).containsExactly("77");
        write(Instances.server("db2").replicaOf("db1").serverId(2), JUST_NOW, true);
        assertThat(get(stores.instances().readAll(NOW)).getFirst().lastSnapshot().orElseThrow().server().serverId())
                .isEqualTo(2);
    }

    /** discovery.md 3.2, 3.7. */
    @Test
    void lagAndCredentialsAreReadFromARowThatTheReferenceWrote() {
        write(Instances.server("db1"), Duration.ofSeconds(30), true);
        write(Instances.server("db2").replicaOf("db1").lag(1), Duration.ofSeconds(30), true);
        execute("update database_instance set last_discovery_latency = 4711, slave_lag_seconds = 7, "
                + "has_replication_credentials = 1");

        var read = get(stores.instances().readAll(NOW));

        assertThat(read).extracting(one -> one.lastSnapshot().orElseThrow().replicationLag())
                .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
        assertThat(read.getLast().lastSnapshot().orElseThrow().defaultChannel().orElseThrow().sourceUser())
                .isNotEmpty();

        execute("update database_instance set slave_lag_seconds = null, has_replication_credentials = 0");
        read = get(stores.instances().readAll(NOW));

        assertThat(read).extracting(one -> one.lastSnapshot().orElseThrow().replicationLag()).containsOnlyNulls();
        assertThat(read.getLast().lastSnapshot().orElseThrow().defaultChannel().orElseThrow().sourceUser()).isEmpty();
    }

    @Test
    void seedOfTheReferenceIsKnownByNameOnly() {
        execute(backend.insertIgnore()
                + " into database_instance (hostname, port, last_checked, cluster_name) values ('db9', "
                + "3306, " + secondsAgo(1) + ", '')");

        var read = get(stores.instances().readAll(NOW)).getFirst();

        assertThat(read.key()).isEqualTo(Instances.key("db9"));
        assertThat(read.snapshot()).isNull();
        assertThat(read.lastSeen()).isNull();
    }

    @Test
    void valuesThatDoNotFitTheContractDoNotStopTheBatch() {
        var odd = Instances.server("db1")
                .version("9.7.0-" + "x".repeat(200))
                .classification(new Classification("größe", "d".repeat(60), "r", "p", "", "", null, 9_999, false))
                .executed(manyIntervals());

        write(odd, JUST_NOW, true);

        assertThat(query("select instance_alias from database_instance")).containsExactly("gr??e");
        assertThat(query("select semi_sync_enforced + 0 from database_instance")).containsExactly("255");
        assertThat(GtidSet.mysql(query("select executed_gtid_set from database_instance").getFirst()).isEmpty())
                .isFalse();
        assertThat(get(stores.instances().readAll(NOW)).getFirst().snapshot()).isEqualTo(odd.snapshot());
    }

    @Test
    void listsOfServersEndWhereTheirColumnEnds() {
        var many = IntStream.range(0, 3_000).mapToObj(i -> "replica-%04d.example.com".formatted(i)).toList();

        write(Instances.server("db1").reportsReplicas(many.toArray(String[]::new)), JUST_NOW, true);

        assertThat(query("select num_slave_hosts from database_instance")).containsExactly("3000");
        assertThat(query("select slave_hosts from database_instance").getFirst()).hasSizeLessThanOrEqualTo(65_535)
                .hasSizeGreaterThan(65_400)
                .startsWith("[{\"Hostname\":\"replica-0000.example.com\",\"Port\":3306},{")
                .endsWith(",\"Port\":3306}]");
        assertThat(get(stores.instances().readAll(NOW)).getFirst().lastSnapshot().orElseThrow().replicas())
                .hasSize(3_000);
    }

    @Test
    void queriedLagOfAServerWithoutASourceStandsInItsColumn() {
        write(Instances.server("db1")
                .classification(new Classification("", "", "", "", "", "", null, 0, true, Duration.ofSeconds(4))),
                JUST_NOW, true);

        assertThat(query("select slave_lag_seconds, seconds_behind_master, pseudo_gtid from database_instance"))
                .containsExactly("4|null|1");
        assertThat(get(stores.instances().readAll(NOW)).getFirst().lastSnapshot().orElseThrow().replicationLag())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void coordinatesAreCopiedAsTheyStandInTheRow() {
        write(Instances.server("db1"), JUST_NOW, true);
        write(Instances.server("db2").replicaOf("db1"), JUST_NOW, true);
        get(stores.instances()
                .write(List.of(new Row(inFleet(ObservedInstance.unseen(Instances.key("db3"))), JUST_NOW,
                        Duration.ofSeconds(-1), JUST_NOW, "", true))));
        execute("update database_instance set relay_log_file = 'relay.7', relay_log_pos = 70, last_seen = null "
                + "where hostname = 'db2'");
        execute("update database_instance set binary_log_file = '' where hostname = 'db2'");
        execute("update database_instance set binary_log_file = 'binlog.9', binary_log_pos = 90, relay_log_file = '', "
                + "relay_log_pos = 0 where hostname = 'db1'");

        assertThat(get(stores.instances().recordCoordinates())).isEqualTo(2);

        assertThat(query("select hostname, port, binary_log_file, relay_log_file, relay_log_pos, "
                + "case when last_seen = '1971-01-01 00:00:00' then 'never' else 'seen' end "
                + "from database_instance_coordinates_history order by hostname"))
                .containsExactly("db1|3306|binlog.9||0|seen", "db2|3306||relay.7|70|never");
        assertThat(query("select count(*) from database_instance_coordinates_history h join database_instance d "
                + "on d.hostname = h.hostname where h.binary_log_pos = d.binary_log_pos "
                + "and h.recorded_timestamp > " + secondsAgo(60))).containsExactly("2");
    }

    @Test
    void twoHundredServersAreOneBatch() {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 200; i++) {
            rows.add(row(Instances.server("replica" + i).replicaOf("db1"), Duration.ofSeconds(1), true));
        }
        get(stores.instances().write(rows));
        get(stores.instances()
                .write(rows.stream()
                        .map(row -> new Row(row.instance(), JUST_NOW, JUST_NOW, JUST_NOW, "main",
                                false))
                        .toList()));

        assertThat(get(stores.instances().readAll(NOW))).hasSize(200)
                .allMatch(one -> NOW.minus(one.lastSeen()).compareTo(Duration.ofMillis(900)) < 0 || one.isSeen());
    }

    @Test
    void unseenServersAreForgottenAndThoseNeverSeenStay() {
        write(Instances.server("db1"), JUST_NOW, true);
        write(Instances.server("db2"), Duration.ofHours(2), true);
        get(stores.instances()
                .write(List.of(new Row(inFleet(ObservedInstance.unseen(Instances.key("db3"))),
                        Duration.ofHours(3), Duration.ofSeconds(-1), Duration.ofHours(3), "", true))));

        assertThat(get(stores.instances().forgetUnseen(Duration.ofHours(1)))).containsExactly(Instances.key("db2"));
        assertThat(get(stores.instances().keys())).containsExactlyInAnyOrder(KEY, Instances.key("db3"));
    }

    @Test
    void nodesAreAvailableWhileTheyRegister() {
        var node = new Node(ONE, true, "", "0.1.0", "db:3306", "", "");
        get(stores.nodes().register(node));
        get(stores.nodes().register(node));
        get(stores.nodes().register(new Node(TWO, false, "recover", "0.1.0", "db:3306", "", "")));

        assertThat(get(stores.nodes().available())).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo(ONE);
            assertThat(found.firstSeen()).startsWith("20");
        });
        assertThat(query("select hostname from node_health_history order by hostname")).containsExactly("node1",
                "node2");

        execute("update node_health set last_seen_active = " + secondsAgo(10) + " where hostname = 'node1'");
        assertThat(get(stores.nodes().available())).isEmpty();
        var signs = get(stores.nodes().signs());
        get(stores.nodes().register(new Node(TWO, false, "recover", "0.1.0", "db:3306", "", "")));
        assertThat(get(stores.nodes().expire(signs))).isEqualTo(1);
        get(stores.nodes().unregister(TWO));
        assertThat(query("select hostname from node_health")).isEmpty();
    }

    @Test
    void auditAndDecisionsAreWrittenWithoutAnybodyWaiting() {
        for (int i = 0; i < 500; i++) {
            stores.audit().audit(new AuditEntry("recover-dead-master", KEY, "db1:3306", "message " + i));
        }
        stores.audit().decided(new Decision("recovery", KEY, "db1:3306", "blocked", "größer 😀"));

        Awaitility.await().untilAsserted(() -> {
            assertThat(query("select count(*) from audit")).containsExactly("500");
            assertThat(query("select reason from orcj_event")).containsExactly("größer 😀");
        });
        assertThat(stores.droppedAuditEntries()).isZero();
    }

    private void write(InstanceBuilder server, Duration age, boolean changed) {
        get(stores.instances().write(List.of(row(server, age, changed))));
    }

    private static Row row(InstanceBuilder server, Duration age, boolean changed) {
        return new Row(inFleet(server.observed()), age, age, age, "main", changed);
    }

    private static FleetInstance inFleet(ObservedInstance observed) {
        return new FleetInstance(observed, CLUSTER, 0, false, List.of(), GtidSet.emptyMysql(), Annotations.NONE);
    }

    private static String manyIntervals() {
        var set = new StringBuilder(Instances.uuid("db1").value());
        for (int i = 1; i < 20_000; i++) {
            set.append(':').append(i * 3);
        }
        return set.toString();
    }
}
