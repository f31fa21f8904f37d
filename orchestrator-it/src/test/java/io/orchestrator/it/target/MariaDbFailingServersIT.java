package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MariaDbFailingServersIT extends FailingServersContract {
    MariaDbFailingServersIT() {
        super(ServerFlavor.MARIADB);
    }
}
