package io.orchestrator.it.nodes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.GaleraCluster;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerClock;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.it.server.Sql;
import io.orchestrator.it.server.SynchronousCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The backend's clock is wrong, or is put right while the nodes run: neither moves leadership nor delays a takeover. */
@Tag("faults")
class ClockIT {
    private static final Logger LOG = LoggerFactory.getLogger(ClockIT.class);
    private static final String SCHEMA = "clock";
    /** The contract's 5 s, the rounding of whole seconds and one tick. */
    private static final Duration CONTRACT_TAKEOVER = Duration.ofSeconds(7);
    private static final Duration END_LIMIT = Duration.ofSeconds(20);
    private static final int AFFIRMATIONS = 10;
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Duration JUMP = Duration.ofMinutes(10);

    @Test
    void a_member_whose_clock_is_ahead_neither_moves_the_leader_nor_delays_a_takeover(@TempDir Path folder) {
        int fast = 1;
        try (ServerClock clock = ServerClock.ahead(SKEW);
                SynchronousCluster cluster = GaleraCluster.start(Map.of(fast, clock));
                NodeFleet fleet = NodeFleet.start(folder, SCHEMA,
                        cluster.members().stream().map(RealServer::port).toList(), Map.of())) {
            clock.awaitAhead(cluster.members().get(fast), SKEW);
            Sql backend = cluster.members().getFirst().sql();

            assertSteadyAndReplaced("a leader on the member that is ahead", fleet, backend, fast);
            assertSteadyAndReplaced("a leader on another member", fleet, backend, 0);

            assertThat(fleet.errors()).isEmpty();
        }
    }

    /** The node at this place leads on while it affirms, and when it is killed another comes to lead, alone. */
    private static void assertSteadyAndReplaced(String what, NodeFleet fleet, Sql backend, int place) {
        ServiceProcess leader = fleet.nodes().get(place);
        fleet.giveLeadership(leader);
        fleet.assertSteady(backend, AFFIRMATIONS);
        assertThat(fleet.leaders()).containsExactly(leader);

        Duration takeover = fleet.takeover("KILL");

        LOG.info("{}: killed, another node leads after {} ms", what, takeover.toMillis());
        assertThat(takeover).as(what).isLessThan(CONTRACT_TAKEOVER);
        fleet.assertSteady(backend, AFFIRMATIONS);
        leader.awaitEnd(END_LIMIT);
        fleet.replace(leader);
    }

    @Test
    void a_clock_that_jumps_moves_no_leader(@TempDir Path folder) {
        try (ServerClock clock = ServerClock.ahead(Duration.ZERO);
                RealServer server =
                        RealServers.start(ServerFlavor.MYSQL, ServerOptions.defaults().withClock(clock));
                NodeFleet fleet = NodeFleet.start(folder, SCHEMA, places(server), Map.of())) {
            Sql backend = server.sql();
            ServiceProcess leader = fleet.awaitLeader();
            String term = fleet.term(backend);
            fleet.assertSteady(backend, AFFIRMATIONS);

            for (Duration ahead : List.of(JUMP, Duration.ZERO, JUMP.negated(), Duration.ZERO)) {
                fleet.assertSteadyWhile(backend, AFFIRMATIONS, () -> clock.move(server, ahead));
            }

            assertThat(fleet.leaders()).containsExactly(leader);
            assertThat(fleet.term(backend)).isEqualTo(term);
            assertThat(fleet.errors()).isEmpty();
        }
    }

    @Test
    void a_clock_that_jumps_back_after_the_leaders_death_does_not_delay_the_takeover(@TempDir Path folder) {
        try (ServerClock clock = ServerClock.ahead(JUMP);
                RealServer server =
                        RealServers.start(ServerFlavor.MYSQL, ServerOptions.defaults().withClock(clock));
                NodeFleet fleet = NodeFleet.start(folder, SCHEMA, places(server), Map.of())) {
            clock.awaitAhead(server, JUMP);
            ServiceProcess leader = fleet.awaitLeader();

            leader.kill9();
            long begun = System.nanoTime();
            clock.move(server, Duration.ZERO);
            fleet.awaitLeaderAmong(fleet.others(leader));
            Duration takeover = Duration.ofNanos(System.nanoTime() - begun);

            LOG.info("clock put back by {} at the leader's death: another node leads after {} ms", JUMP,
                    takeover.toMillis());
            assertThat(takeover).isLessThan(CONTRACT_TAKEOVER);
            fleet.replace(leader);
            fleet.assertSteady(server.sql(), AFFIRMATIONS);
            assertThat(fleet.errors()).isEmpty();
        }
    }

    private static List<Integer> places(RealServer server) {
        return List.of(server.port(), server.port(), server.port());
    }
}
