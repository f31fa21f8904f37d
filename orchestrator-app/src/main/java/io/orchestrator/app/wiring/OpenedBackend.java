package io.orchestrator.app.wiring;

import io.orchestrator.backend.datasource.BackendDatabase;
import org.jspecify.annotations.Nullable;

/** The backend once it is open: what stops the service must not open it first. */
final class OpenedBackend implements AutoCloseable {
    private volatile @Nullable BackendDatabase database;

    BackendDatabase remember(BackendDatabase opened) {
        database = opened;
        return opened;
    }

    @Override
    public void close() {
        BackendDatabase opened = database;
        if (opened != null) {
            opened.close();
        }
    }
}
