package io.orchestrator.it.nodes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.scenario.Aftermath;
import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.SharedServers;
import io.orchestrator.it.server.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Three nodes on one backend and a topology whose source dies: whatever befalls the nodes, one replica is promoted, once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryAcrossNodesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SCHEMA = "recovery_across_nodes";

    @SuppressWarnings("NullAway.Init") private Sql backend;
    @SuppressWarnings("NullAway.Init") private NodeFleet fleet;

    @BeforeAll
    void start(@TempDir Path folder) {
        RealServer server = SharedServers.server(ServerFlavor.MYSQL);
        backend = server.sql();
        fleet = NodeFleet.start(folder, SCHEMA, List.of(server.port(), server.port(), server.port()), Map.of());
    }

    @AfterAll
    void end() {
        fleet.close();
        backend.execute("drop database " + SCHEMA);
    }

    @Test
    void a_recovery_whose_leader_is_killed_in_the_middle_is_finished_by_another() {
        try (ReplicationLab lab = monitored()) {
            ServiceProcess leader = fleet.awaitLeader();

            lab.source().kill9();
            awaitFirstStep(lab);
            leader.kill9();

            assertOnePromotion(lab);
            assertThat(fleet.awaitLeader()).isNotSameAs(leader);
            fleet.replace(leader);
        }
    }

    @Test
    void a_leader_that_is_asked_to_end_in_the_middle_lets_go_and_another_finishes() {
        try (ReplicationLab lab = monitored()) {
            ServiceProcess leader = fleet.awaitLeader();

            lab.source().kill9();
            awaitFirstStep(lab);
            leader.signal("TERM");

            assertThat(leader.awaitEnd(Duration.ofSeconds(10))).isIn(0, 143);
            assertOnePromotion(lab);
            assertThat(fleet.awaitLeader()).isNotSameAs(leader);
            assertThat(fleet.errors()).isEmpty();
            fleet.replace(leader);
        }
    }

    @Test
    void a_leader_that_was_stopped_in_the_middle_does_nothing_more_when_it_wakes() {
        try (ReplicationLab lab = monitored()) {
            ServiceProcess leader = fleet.awaitLeader();

            lab.source().kill9();
            awaitFirstStep(lab);
            leader.signal("STOP");
            ServiceProcess successor = fleet.awaitLeaderAmong(fleet.others(leader));
            assertOnePromotion(lab);
            leader.signal("CONT");

            fleet.assertSteady(backend, 5);
            assertThat(fleet.awaitLeader()).isSameAs(successor);
            assertOnePromotion(lab);
        }
    }

    @Test
    void of_two_people_who_recover_one_cluster_at_two_nodes_one_wins_and_the_other_is_told() {
        fleet.awaitLeader().get("disable-global-recoveries");
        try (ReplicationLab lab = monitored()) {
            InstanceKey source = lab.source().key();
            lab.source().kill9();
            fleet.nodes()
                    .forEach(node -> Await.until("every node to see the problem", LIMIT,
                            () -> Stream.of(node.get("replication-analysis").path("Details").toString())
                                    .allMatch(text -> text.contains("\"DeadMaster\""))));

            List<JsonNode> answers = fleet.nodes()
                    .stream()
                    .limit(2)
                    .map(node -> CompletableFuture
                            .supplyAsync(() -> node.ask("recover/" + source.hostname() + "/" + source.port())))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(answers).filteredOn(answer -> answer.path("Code").asString().equals("OK")).hasSize(1);
            assertThat(answers).filteredOn(answer -> answer.path("Code").asString().equals("ERROR"))
                    .extracting(answer -> answer.path("Message").asString())
                    .containsExactly("Recovery not attempted");
            assertOnePromotion(lab);
        } finally {
            fleet.awaitLeader().get("enable-global-recoveries");
        }
    }

    /** A source and two replicas that the leader knows. */
    private ReplicationLab monitored() {
        ReplicationLab lab = ReplicationLab.of(ServerFlavor.MYSQL).replicas(2).start();
        ServiceProcess leader = fleet.awaitLeader();
        leader.discover(lab.source().key());
        Await.until("the leader to see two replicas", LIMIT, () -> leader.replicating(lab.source().key()) == 2,
                () -> leader.logTail(15));
        return lab;
    }

    /** Written before the first changing statement is sent. */
    private void awaitFirstStep(ReplicationLab lab) {
        String ports = String.join(",", lab.servers().stream().map(server -> Integer.toString(server.port())).toList());
        Await.until("the first step of the recovery", LIMIT, () -> backend
                .number("select count(*) from " + SCHEMA + ".orcj_recovery_step where port in (" + ports + ")") > 0,
                () -> fleet.awaitLeader().logTail(20));
    }

    private void assertOnePromotion(ReplicationLab lab) {
        Await.until("a promoted replica", LIMIT, () -> Aftermath.writable(lab.replicas()).size() == 1,
                () -> fleet.awaitLeader().logTail(30));
        RealServer promoted = Aftermath.writable(lab.replicas()).getFirst();
        RealServer follower = lab.replicas().stream().filter(replica -> replica != promoted).findFirst().orElseThrow();
        Aftermath.awaitFollowing(promoted, List.of(follower));
        Aftermath.assertOnlyWritable(lab.replicas(), promoted);
        String recoveries = "select count(*) from " + SCHEMA + ".topology_recovery where port=" + lab.source().port();
        Await.until("the recovery to be marked as over", LIMIT,
                () -> backend.number(recoveries + " and is_successful=1") == 1, () -> fleet.awaitLeader().logTail(30));
        assertThat(backend.value("select successor_port from " + SCHEMA + ".topology_recovery where is_successful=1"
                + " and port=" + lab.source().port())).isEqualTo(Integer.toString(promoted.port()));
        assertThat(backend.number(recoveries)).isEqualTo(1);
    }
}
