package io.orchestrator.ports.inmemory;

import java.time.Duration;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.ports.contract.RecoveryStoreContract;
import io.orchestrator.ports.engine.World;

class InMemoryRecoveryStoreTest extends RecoveryStoreContract {
    private final InMemoryBackend backend = new InMemoryBackend(new SystemTime());

    @Override
    protected void age(Duration by) {
        backend.advance(by);
    }

    @Override
    protected World.Stores stores() {
        return backend.stores();
    }

    @Override
    protected void referenceBegins(RecoveryUid uid, InstanceKey failed, ClusterName cluster, NodeId owner) {
        backend.beginReferenceRecovery(uid, failed, cluster, owner);
    }
}
