package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.store.RepeatedReadingScenarios;
import io.orchestrator.it.server.ServerFlavor;

final class MariaDbRepeatedReadingIT extends RepeatedReadingScenarios {

    @Override
    protected BackendSettings freshBackend() {
        return BackendSchemas.fresh(ServerFlavor.MARIADB);
    }
}
