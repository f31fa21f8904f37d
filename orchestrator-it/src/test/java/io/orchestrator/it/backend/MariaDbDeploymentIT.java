package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.it.server.ServerFlavor;

final class MariaDbDeploymentIT extends DeploymentOnServer {

    @Override
    BackendSettings.MySql freshSchema() {
        return BackendSchemas.fresh(ServerFlavor.MARIADB);
    }
}
