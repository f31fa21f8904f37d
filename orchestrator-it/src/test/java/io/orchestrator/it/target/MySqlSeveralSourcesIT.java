package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MySqlSeveralSourcesIT extends SeveralSourcesContract {
    MySqlSeveralSourcesIT() {
        super(ServerFlavor.MYSQL);
    }
}
