package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MariaDbIpv6IT extends Ipv6Contract {
    MariaDbIpv6IT() {
        super(ServerFlavor.MARIADB);
    }
}
