package io.orchestrator.ports.inmemory;

import java.time.Duration;

import io.orchestrator.ports.contract.InstanceStoreContract;
import io.orchestrator.ports.driven.InstanceStore;

class InMemoryInstanceStoreTest extends InstanceStoreContract {
    private final InMemoryBackend backend = new InMemoryBackend(new SystemTime());
    private final InstanceStore store = backend.stores().instances();
    private final InstanceStore another = backend.stores().instances();

    @Override
    protected void age(Duration by) {
        backend.advance(by);
    }

    @Override
    protected InstanceStore store() {
        return store;
    }

    @Override
    protected InstanceStore another() {
        return another;
    }
}
