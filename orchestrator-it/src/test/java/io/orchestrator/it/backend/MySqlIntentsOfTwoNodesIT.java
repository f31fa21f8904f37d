package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.it.server.ServerFlavor;

final class MySqlIntentsOfTwoNodesIT extends IntentsOfTwoNodes {

    @Override
    protected BackendSettings freshBackend() {
        return BackendSchemas.fresh(ServerFlavor.MYSQL);
    }
}
