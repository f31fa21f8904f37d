package io.orchestrator.it.nodes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.SharedServers;
import io.orchestrator.it.server.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes of ours and one that behaves as the reference does, on one backend: they elect one leader. */
@Tag("faults")
class MixedFleetIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SCHEMA = "mixed_fleet";

    @Test
    void one_leads_and_the_reference_is_given_the_contracts_time(@TempDir Path folder) {
        RealServer server = SharedServers.server(ServerFlavor.MYSQL);
        Sql backend = server.sql();
        try (NodeFleet fleet = NodeFleet.start(folder, SCHEMA, List.of(server.port(), server.port()), Map.of());
                ReferenceNode reference = ReferenceNode.start(backend, SCHEMA)) {
            fleet.assertSteady(backend, 8);
            assertThat(reference.affirmations()).isZero();

            reference.grab();
            assertReferenceLeadsAlone(fleet, reference, 7);
            reference.fallSilent();
            Duration takeover = timeUntilOursLeads(fleet);

            // The row holds whole seconds.
            assertThat(takeover).isBetween(Duration.ofMillis(4_000), Duration.ofMillis(7_500));
            fleet.assertSteady(backend, 3);
            assertThat(fleet.errors()).isEmpty();
            assertOursIsReplacedWithinOurLease(fleet);
        } finally {
            backend.execute("drop database if exists " + SCHEMA);
        }
    }

    private static void assertReferenceLeadsAlone(NodeFleet fleet, ReferenceNode reference, int affirmations) {
        Await.until("the reference to lead alone", LIMIT, () -> reference.leads() && fleet.leaders().isEmpty());
        int wanted = reference.affirmations() + affirmations;
        Await.until("the reference to lead on", LIMIT, () -> {
            if (!fleet.leaders().isEmpty()) {
                throw new ServerException("a node of ours leads beside the reference");
            }
            return reference.affirmations() >= wanted;
        });
    }

    private static Duration timeUntilOursLeads(NodeFleet fleet) {
        long begun = System.nanoTime();
        Await.until("a node of ours to lead", LIMIT, () -> !fleet.leaders().isEmpty());
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void assertOursIsReplacedWithinOurLease(NodeFleet fleet) {
        ServiceProcess leader = fleet.awaitLeader();
        assertThat(fleet.takeover("KILL")).isLessThan(Duration.ofSeconds(3));
        assertThat(leader.awaitEnd(LIMIT)).isNotZero();
    }
}
