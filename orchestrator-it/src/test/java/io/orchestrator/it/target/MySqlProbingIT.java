package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MySqlProbingIT extends ProbingContract {
    MySqlProbingIT() {
        super(ServerFlavor.MYSQL);
    }
}
