package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.store.RegisterScenarios;
import io.orchestrator.it.server.ServerFlavor;

final class MySqlRegistersIT extends RegisterScenarios {

    @Override
    protected BackendSettings freshBackend() {
        return BackendSchemas.fresh(ServerFlavor.MYSQL);
    }
}
