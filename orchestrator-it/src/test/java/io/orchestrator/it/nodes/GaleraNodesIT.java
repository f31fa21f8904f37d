package io.orchestrator.it.nodes;

import io.orchestrator.it.server.GaleraCluster;
import io.orchestrator.it.server.SynchronousCluster;

class GaleraNodesIT extends OneNodePerMember {
    @Override
    SynchronousCluster cluster() {
        return GaleraCluster.start();
    }
}
