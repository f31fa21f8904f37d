package io.orchestrator.ports.inmemory;

import java.time.Duration;

import io.orchestrator.ports.contract.ClaimStoreContract;
import io.orchestrator.ports.driven.ClaimStore;

class InMemoryClaimStoreTest extends ClaimStoreContract {
    private final InMemoryBackend backend = new InMemoryBackend(new SystemTime());

    @Override
    protected void age(Duration by) {
        backend.advance(by);
    }

    @Override
    protected ClaimStore store() {
        return backend.stores().claims();
    }
}
