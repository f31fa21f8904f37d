package io.orchestrator.it.nodes;

import io.orchestrator.it.server.GroupReplicationCluster;
import io.orchestrator.it.server.SynchronousCluster;

class GroupReplicationNodesIT extends OneNodePerMember {
    @Override
    SynchronousCluster cluster() {
        return GroupReplicationCluster.start();
    }
}
