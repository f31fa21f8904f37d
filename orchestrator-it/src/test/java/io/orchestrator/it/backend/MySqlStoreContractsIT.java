package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.store.StoreContracts;
import io.orchestrator.it.server.ServerFlavor;

final class MySqlStoreContractsIT extends StoreContracts {

    @Override
    protected BackendSettings freshBackend() {
        return BackendSchemas.fresh(ServerFlavor.MYSQL);
    }
}
