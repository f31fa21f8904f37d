package io.orchestrator.it.nodes;

import io.orchestrator.it.server.GaleraCluster;
import io.orchestrator.it.server.SynchronousCluster;
import org.junit.jupiter.api.Tag;

@Tag("faults")
class GaleraEmptySchemaIT extends EmptySchema {
    @Override
    SynchronousCluster cluster() {
        return GaleraCluster.start();
    }
}
