package io.orchestrator.ports.driving;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.NodeStore;
import org.jspecify.annotations.Nullable;

/** This node and the others (ha-shared-backend.md 4). */
public interface NodeQueries {
    /** Result of a health check; a failure is never answered as a success (H2). */
    record Health(boolean healthy, NodeId self, @Nullable LeaderRow leader, List<NodeStore.Node> available,
            String error) {
        public Health {
            Objects.requireNonNull(self, "self");
            available = List.copyOf(available);
            Objects.requireNonNull(error, "error");
        }
    }

    /** Whether this node leads, from memory; answers at once, from any thread. */
    boolean isLeader();

    NodeId self();

    /** Registers, reads the leader row and the available nodes; at most once a second, repeated answers come from memory. */
    CompletionStage<Health> health();

    /** Makes this node the leader ({@code grab-election}). */
    CompletionStage<Void> grabElection();

    /** Lets the nodes elect a leader anew ({@code reelect}). */
    CompletionStage<Void> reelect();
}
