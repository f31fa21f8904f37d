package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MariaDbActuatingIT extends ActuatingContract {
    MariaDbActuatingIT() {
        super(ServerFlavor.MARIADB);
    }
}
