package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.contract.ServerWatchContract;
import io.orchestrator.ports.contract.ServersUnderTest;

class MySqlServerWatchKitIT extends ServerWatchContract {
    @Override
    protected ServersUnderTest newServers() {
        return new LabServers(ServerFlavor.MYSQL);
    }
}
