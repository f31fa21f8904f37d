package io.orchestrator.it.nodes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.Sql;
import io.orchestrator.it.server.SynchronousCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three nodes start at the same moment, each on a member of its own, and the schema does not exist: one deploys, the others wait. Several
 * rounds, each with another schema, for who comes first is chance.
 */
abstract class EmptySchema {
    private static final int ROUNDS = 3;

    abstract SynchronousCluster cluster();

    @Test
    void one_of_three_nodes_deploys_and_the_schema_is_complete_once(@TempDir Path folder) {
        try (SynchronousCluster cluster = cluster()) {
            List<Integer> ports = cluster.members().stream().map(RealServer::port).toList();
            for (int round = 1; round <= ROUNDS; round++) {
                String schema = "empty_" + round;
                try (NodeFleet fleet = NodeFleet.start(folder.resolve(schema), schema, ports, Map.of())) {
                    assertDeployedOnce(fleet);
                    assertThat(fleet.leaders()).hasSize(1);
                    assertThat(fleet.errors()).isEmpty();
                    for (RealServer member : cluster.members()) {
                        assertComplete(member.sql(), schema);
                    }
                }
            }
        }
    }

    private static void assertDeployedOnce(NodeFleet fleet) {
        assertThat(fleet.nodes()).filteredOn(node -> says(node, "The backend is empty; creating the schema"))
                .hasSize(1);
        assertThat(fleet.nodes()).filteredOn(node -> says(node, "backend schema: 47 changes")).hasSize(1);
        assertThat(fleet.nodes()).filteredOn(node -> says(node, "backend schema: 0 changes")).hasSize(2);
        assertThat(fleet.nodes()).allSatisfy(node -> assertThat(node.log())
                .noneMatch(line -> line.contains("is taken for dead") || line.contains("differs from the contract")));
    }

    private static boolean says(ServiceProcess node, String text) {
        return node.log().stream().anyMatch(line -> line.contains(text));
    }

    private static void assertComplete(Sql sql, String schema) {
        assertThat(sql.number("select count(*) from information_schema.tables where table_schema = '" + schema
                + "' and table_name not like 'orcj\\_%'")).as("contract tables").isEqualTo(47);
        assertThat(sql.number("select count(*) from information_schema.columns where table_schema = '" + schema
                + "' and table_name not like 'orcj\\_%'")).as("contract columns").isEqualTo(353);
        assertThat(
                sql.rows("select version from " + schema + ".orcj_flyway_history where success = 1 and version <> '0'"))
                .as("scripts of ours, each once")
                .hasSizeGreaterThan(5)
                .doesNotHaveDuplicates();
        assertThat(sql.number("select count(*) from " + schema + ".orchestrator_db_deployments")).isEqualTo(1);
        assertThat(sql.number("select count(*) from " + schema + ".active_node")).isEqualTo(1);
        assertThat(sql.number("select count(*) from " + schema + ".orcj_deploy_lock")).as("the lock is free").isZero();
    }
}
