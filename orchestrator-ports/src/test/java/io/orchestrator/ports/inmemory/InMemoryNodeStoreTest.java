package io.orchestrator.ports.inmemory;

import java.time.Duration;

import io.orchestrator.ports.contract.NodeStoreContract;
import io.orchestrator.ports.driven.NodeStore;

class InMemoryNodeStoreTest extends NodeStoreContract {
    private final InMemoryBackend backend = new InMemoryBackend(new SystemTime());

    @Override
    protected void age(Duration by) {
        backend.advance(by);
    }

    @Override
    protected NodeStore store() {
        return backend.stores().nodes();
    }
}
