package io.orchestrator.ports.inmemory;

import java.time.Duration;

import io.orchestrator.ports.contract.DetectionStoreContract;
import io.orchestrator.ports.driven.DetectionStore;

class InMemoryDetectionStoreTest extends DetectionStoreContract {
    private final InMemoryBackend backend = new InMemoryBackend(new SystemTime());

    @Override
    protected void age(Duration by) {
        backend.advance(by);
    }

    @Override
    protected DetectionStore store() {
        return backend.stores().detections();
    }
}
