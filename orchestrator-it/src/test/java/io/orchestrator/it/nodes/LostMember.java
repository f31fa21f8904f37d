package io.orchestrator.it.nodes;

import java.nio.file.Path;
import java.util.Map;

import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.Sql;
import io.orchestrator.it.server.SynchronousCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Three nodes, each on a member of its own: one that does not lead dies together with its member. */
abstract class LostMember {
    private static final String SCHEMA = "nodes";

    abstract SynchronousCluster cluster();

    @Test
    void the_leader_on_another_member_leads_on_in_the_same_term(@TempDir Path folder) {
        try (SynchronousCluster cluster = cluster();
                NodeFleet fleet = NodeFleet.start(folder, SCHEMA,
                        cluster.members().stream().map(RealServer::port).toList(), Map.of())) {
            ServiceProcess leader = fleet.awaitLeader();
            Sql survivor = cluster.members().get(fleet.nodes().indexOf(leader)).sql();
            ServiceProcess follower = fleet.others(leader).getFirst();
            String term = fleet.term(survivor);

            cluster.members().get(fleet.nodes().indexOf(follower)).kill9();
            follower.kill9();

            fleet.assertAffirmed(survivor, 4);
            assertThat(fleet.awaitLeader()).isSameAs(leader);
            assertThat(fleet.leaders()).hasSize(1);
            assertThat(fleet.term(survivor)).isEqualTo(term);
            assertThat(fleet.errors()).isEmpty();
        }
    }
}
