package io.orchestrator.it.nodes;

import io.orchestrator.it.server.GaleraCluster;
import io.orchestrator.it.server.SynchronousCluster;

class GaleraEmptySchemaIT extends EmptySchema {
    @Override
    SynchronousCluster cluster() {
        return GaleraCluster.start();
    }
}
