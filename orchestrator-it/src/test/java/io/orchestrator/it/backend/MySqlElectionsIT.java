package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.store.ElectionScenarios;
import io.orchestrator.it.server.ServerFlavor;

final class MySqlElectionsIT extends ElectionScenarios {

    @Override
    protected BackendSettings freshBackend() {
        return BackendSchemas.fresh(ServerFlavor.MYSQL);
    }
}
