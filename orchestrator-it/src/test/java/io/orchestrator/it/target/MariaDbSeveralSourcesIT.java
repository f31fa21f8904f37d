package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MariaDbSeveralSourcesIT extends SeveralSourcesContract {
    MariaDbSeveralSourcesIT() {
        super(ServerFlavor.MARIADB);
    }
}
