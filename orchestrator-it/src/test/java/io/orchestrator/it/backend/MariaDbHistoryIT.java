package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.store.HistoryScenarios;
import io.orchestrator.it.server.ServerFlavor;

final class MariaDbHistoryIT extends HistoryScenarios {

    @Override
    protected BackendSettings freshBackend() {
        return BackendSchemas.fresh(ServerFlavor.MARIADB);
    }
}
