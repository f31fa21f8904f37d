package io.orchestrator.it.target;

import io.orchestrator.it.server.ServerFlavor;

class MySqlIpv6IT extends Ipv6Contract {
    MySqlIpv6IT() {
        super(ServerFlavor.MYSQL);
    }
}
