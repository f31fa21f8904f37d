package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MariaDbTlsIT extends TlsContract {
    MariaDbTlsIT() {
        super(ServerFlavor.MARIADB);
    }
}
