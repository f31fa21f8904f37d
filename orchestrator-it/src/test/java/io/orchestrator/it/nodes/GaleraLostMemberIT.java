package io.orchestrator.it.nodes;

import io.orchestrator.it.server.GaleraCluster;
import io.orchestrator.it.server.SynchronousCluster;

class GaleraLostMemberIT extends LostMember {
    @Override
    SynchronousCluster cluster() {
        return GaleraCluster.start();
    }
}
