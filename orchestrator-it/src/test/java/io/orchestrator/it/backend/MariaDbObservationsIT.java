package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.it.server.ServerFlavor;

final class MariaDbObservationsIT extends ObservationsOnBackend {

    @Override
    BackendSettings freshBackend() {
        return BackendSchemas.fresh(ServerFlavor.MARIADB);
    }

    @Override
    String ignore() {
        return "ignore";
    }
}
