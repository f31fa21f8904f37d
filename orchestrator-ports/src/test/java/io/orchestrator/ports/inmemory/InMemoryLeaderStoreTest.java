package io.orchestrator.ports.inmemory;

import java.time.Duration;

import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.contract.LeaderStoreContract;
import io.orchestrator.ports.driven.LeaderStore;

class InMemoryLeaderStoreTest extends LeaderStoreContract {
    private final InMemoryBackend backend = new InMemoryBackend(new SystemTime());

    @Override
    protected void age(Duration by) {
        backend.advance(by);
    }

    @Override
    protected LeaderStore store() {
        return backend.stores().leaders();
    }

    @Override
    protected void referenceTakesTheRow(NodeId reference) {
        backend.electReference(reference);
    }
}
