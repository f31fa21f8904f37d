package io.orchestrator.it.nodes;

import io.orchestrator.it.server.GroupReplicationCluster;
import io.orchestrator.it.server.SynchronousCluster;

class GroupReplicationEmptySchemaIT extends EmptySchema {
    @Override
    SynchronousCluster cluster() {
        return GroupReplicationCluster.start();
    }
}
