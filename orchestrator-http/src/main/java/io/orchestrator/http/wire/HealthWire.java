package io.orchestrator.http.wire;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driving.NodeQueries;
import org.jspecify.annotations.Nullable;

/**
 * {@code HealthStatus} of http-api.md 3.4. The error is null, or an object without members: the contract loses its text there, the
 * message of the envelope keeps it.
 */
public record HealthWire(
        boolean healthy,
        String hostname,
        String token,
        boolean isActiveNode,
        Node activeNode,
        @Nullable Map<String, String> error,
        @Nullable List<Node> availableNodes,
        String raftLeader,
        boolean isRaftLeader,
        String raftLeaderURI,
        String raftAdvertise,
        @Nullable List<String> raftHealthyMembers) {

    /** {@code NodeHealth} of http-api.md 3.4. */
    public record Node(
            String hostname,
            String token,
            String appVersion,
            String firstSeenActive,
            String lastSeenActive,
            String extraInfo,
            String command,
            @WireName("DBBackend") String backend,
            String lastReported) {

        private static Node active(@Nullable LeaderRow row) {
            NodeId owner = row == null ? null : row.owner();
            if (row == null || owner == null) {
                return new Node("", "", "", "", "", "", "", "", ProcessTimes.ZERO);
            }
            // The contract never fills when it was last seen here.
            return new Node(owner.hostname(), owner.token(), "", row.firstSeenActive(), "", "", "", "",
                    ProcessTimes.ZERO);
        }

        private static Node available(NodeStore.Node node) {
            return new Node(node.id().hostname(), node.id().token(), node.version(), node.firstSeen(), node.lastSeen(),
                    "", "", node.backend(), ProcessTimes.ZERO);
        }
    }

    public static HealthWire of(NodeQueries.Health health) {
        LeaderRow leader = health.leader();
        List<Node> available = health.available().stream().map(Node::available).toList();
        return new HealthWire(
                health.healthy(),
                health.self().hostname(),
                health.self().token(),
                leader != null && leader.isOwnedBy(health.self()),
                Node.active(leader),
                health.healthy() ? null : Map.of(),
                available.isEmpty() ? null : available,
                "",
                false,
                "",
                "",
                null);
    }

    public HealthWire {
        Objects.requireNonNull(hostname, "hostname");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(activeNode, "activeNode");
    }
}
