package io.orchestrator.ports.inmemory;

import java.time.Duration;

import io.orchestrator.ports.contract.IntentStoreContract;
import io.orchestrator.ports.driven.AttributeStore;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.IntentStore;

class InMemoryIntentStoreTest extends IntentStoreContract {
    private final InMemoryBackend backend = new InMemoryBackend(new SystemTime());

    @Override
    protected void age(Duration by) {
        backend.advance(by);
    }

    @Override
    protected IntentStore store() {
        return backend.stores().intents();
    }

    @Override
    protected InstanceStore instances() {
        return backend.stores().instances();
    }

    @Override
    protected AttributeStore attributes() {
        return backend.attributes();
    }
}
