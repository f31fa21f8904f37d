package io.orchestrator.it.nodes;

import io.orchestrator.it.server.GroupReplicationCluster;
import io.orchestrator.it.server.SynchronousCluster;
import org.junit.jupiter.api.Tag;

@Tag("faults")
class GroupReplicationNodesIT extends OneNodePerMember {
    @Override
    SynchronousCluster cluster() {
        return GroupReplicationCluster.start();
    }
}
