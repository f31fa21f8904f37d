package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MySqlFailingServersIT extends FailingServersContract {
    MySqlFailingServersIT() {
        super(ServerFlavor.MYSQL);
    }
}
