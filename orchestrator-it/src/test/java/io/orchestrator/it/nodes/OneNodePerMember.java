package io.orchestrator.it.nodes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.SynchronousCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three nodes, each on a member of its own of a cluster whose members are all writable (deployment 1). The cluster is shared, so the test
 * that kills a member comes last.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class OneNodePerMember {
    private static final Logger LOG = LoggerFactory.getLogger(OneNodePerMember.class);
    private static final String SCHEMA = "nodes";

    @SuppressWarnings("NullAway.Init") private SynchronousCluster cluster;
    @SuppressWarnings("NullAway.Init") private NodeFleet fleet;

    abstract SynchronousCluster cluster();

    @BeforeAll
    void start(@TempDir Path folder) {
        cluster = cluster();
        fleet = NodeFleet.start(folder, SCHEMA, cluster.members().stream().map(RealServer::port).toList(), Map.of());
    }

    @AfterAll
    void end() {
        fleet.close();
        cluster.close();
    }

    @Test
    @Order(1)
    void one_leads_steadily_and_nobody_logs_an_error() {
        assertThat(fleet.leaders()).hasSize(1);

        fleet.assertSteady(cluster.members().getFirst().sql(), 8);

        assertThat(fleet.errors()).isEmpty();
    }

    @Test
    @Order(2)
    void an_ended_leader_hands_over_at_once() {
        ServiceProcess leader = fleet.awaitLeader();

        assertThat(fleet.takeover("TERM")).isLessThan(Duration.ofMillis(1_500));

        assertThat(leader.awaitEnd(Duration.ofSeconds(20))).isIn(0, 143);
        assertThat(fleet.errors()).isEmpty();
        fleet.replace(leader);
    }

    @Test
    @Order(3)
    void a_killed_leader_is_replaced_within_the_lease() {
        ServiceProcess leader = fleet.awaitLeader();

        assertThat(fleet.takeover("KILL")).isLessThan(Duration.ofSeconds(3));

        fleet.replace(leader);
        assertThat(fleet.errors()).isEmpty();
    }

    @Test
    @Order(4)
    void a_leader_that_dies_with_its_member_is_replaced() {
        ServiceProcess leader = fleet.awaitLeader();
        RealServer member = cluster.members().get(fleet.nodes().indexOf(leader));

        member.kill9();
        Duration takeover = fleet.takeover("KILL");

        LOG.info("{}: leader and member killed, another node leads after {} ms", member.flavor().displayName(),
                takeover.toMillis());
        assertThat(takeover).isLessThan(Duration.ofSeconds(15));
        assertThat(fleet.errors()).isEmpty();
    }
}
