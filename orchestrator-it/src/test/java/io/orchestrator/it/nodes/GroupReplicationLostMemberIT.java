package io.orchestrator.it.nodes;

import io.orchestrator.it.server.GroupReplicationCluster;
import io.orchestrator.it.server.SynchronousCluster;

class GroupReplicationLostMemberIT extends LostMember {
    @Override
    SynchronousCluster cluster() {
        return GroupReplicationCluster.start();
    }
}
