package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MySqlActuatingIT extends ActuatingContract {
    MySqlActuatingIT() {
        super(ServerFlavor.MYSQL);
    }
}
