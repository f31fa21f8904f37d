package io.orchestrator.it.nodes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.orchestrator.it.scenario.ServiceProcess;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.HaProxy;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three nodes on the source of an asynchronous pair, one directly and two through a proxy (deployment 2), and proxies before the nodes
 * (deployment 3): the backend's writer moves, and the old one stays, read-only.
 */
@Tag("faults")
class MovedBackendIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void nodes_behind_a_proxy_follow_the_writer_and_one_on_the_old_writer_never_leads(@TempDir Path folder) {
        try (ReplicationLab pair = ReplicationLab.of(ServerFlavor.MYSQL).replicas(1).start();
                HaProxy before = HaProxy.tcp(pair.servers().stream().map(RealServer::port).toList());
                NodeFleet fleet = NodeFleet.start(folder, "moved",
                        List.of(pair.source().port(), before.port(), before.port()), Map.of());
                HaProxy leaderOnly = nodes(fleet, "/api/leader-check");
                HaProxy any = nodes(fleet, "/api/lb-check")) {
            assertProxiesLeadToTheirNodes(fleet, leaderOnly, any);

            RealServer replica = pair.replicas().getFirst();
            pair.source().sql().execute("set global super_read_only=1");
            Await.until("nobody to lead on a read-only backend", LIMIT, () -> fleet.leaders().isEmpty());
            pair.awaitReplicating();
            replica.sql()
                    .execute("stop replica", "reset replica all", "set global super_read_only=0",
                            "set global read_only=0");
            before.move(pair.source().port(), replica.port());

            ServiceProcess direct = fleet.nodes().getFirst();
            ServiceProcess leader = fleet.awaitLeaderAmong(fleet.others(direct));
            fleet.assertSteady(replica.sql(), 4);
            assertThat(fleet.leaders()).containsExactly(leader);
            assertThat(direct.succeeds("health", Duration.ofSeconds(5))).isFalse();
            assertThat(direct.succeeds("lb-check", Duration.ofSeconds(5))).isTrue();
            awaitLeaderBehind(leaderOnly, leader);
            assertThat(fleet.errors()).isEmpty();
        }
    }

    private static HaProxy nodes(NodeFleet fleet, String check) {
        return HaProxy.http(check, fleet.nodes().stream().map(ServiceProcess::port).toList());
    }

    private static void assertProxiesLeadToTheirNodes(NodeFleet fleet, HaProxy leaderOnly, HaProxy any) {
        awaitLeaderBehind(leaderOnly, fleet.awaitLeader());
        Set<String> all = new HashSet<>();
        fleet.nodes().forEach(node -> all.add(token(node.port())));
        assertThat(all).hasSize(3);
        Set<String> seen = new HashSet<>();
        Await.until("answers of all nodes through the proxy", LIMIT, () -> {
            seen.add(token(any.port()));
            return seen.containsAll(all);
        });
    }

    private static void awaitLeaderBehind(HaProxy leaderOnly, ServiceProcess leader) {
        String wanted = token(leader.port());
        Await.until("the proxy to lead to the leader", LIMIT, () -> token(leaderOnly.port()).equals(wanted));
    }

    /** Which process answers on a port; empty while none does. */
    private static String token(int port) {
        return ServiceProcess.body(port, "health")
                .map(body -> JSON.readTree(body).path("Details").path("Token").asString())
                .orElse("");
    }
}
