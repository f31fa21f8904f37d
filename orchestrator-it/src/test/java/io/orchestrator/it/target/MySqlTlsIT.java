package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MySqlTlsIT extends TlsContract {
    MySqlTlsIT() {
        super(ServerFlavor.MYSQL);
    }
}
