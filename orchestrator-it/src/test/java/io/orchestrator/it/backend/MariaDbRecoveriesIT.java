package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.store.RecoveryScenarios;
import io.orchestrator.it.server.ServerFlavor;

final class MariaDbRecoveriesIT extends RecoveryScenarios {

    @Override
    protected BackendSettings freshBackend() {
        return BackendSchemas.fresh(ServerFlavor.MARIADB);
    }
}
