package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.store.ObservationScenarios;
import io.orchestrator.it.server.ServerFlavor;

final class MySqlObservationsIT extends ObservationScenarios {

    @Override
    protected BackendSettings freshBackend() {
        return BackendSchemas.fresh(ServerFlavor.MYSQL);
    }
}
