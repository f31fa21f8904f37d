package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.contract.InstanceActuatorContract;
import io.orchestrator.ports.contract.ServersUnderTest;

class MariaDbInstanceActuatorKitIT extends InstanceActuatorContract {
    @Override
    protected ServersUnderTest newServers() {
        return new LabServers(ServerFlavor.MARIADB);
    }
}
