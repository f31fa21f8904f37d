package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MariaDbProbingIT extends ProbingContract {
    MariaDbProbingIT() {
        super(ServerFlavor.MARIADB);
    }
}
