package io.orchestrator.it.nodes;

import io.orchestrator.it.server.GaleraCluster;
import io.orchestrator.it.server.SynchronousCluster;
import org.junit.jupiter.api.Tag;

@Tag("faults")
class GaleraLostMemberIT extends LostMember {
    @Override
    SynchronousCluster cluster() {
        return GaleraCluster.start();
    }
}
