package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.contract.InstanceProberContract;
import io.orchestrator.ports.contract.ServersUnderTest;

class MariaDbInstanceProberKitIT extends InstanceProberContract {
    @Override
    protected ServersUnderTest newServers() {
        return new LabServers(ServerFlavor.MARIADB);
    }
}
