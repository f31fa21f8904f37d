package io.orchestrator.it.cli;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.SharedServers;

/** Schemas for backends on the shared servers. */
final class ServerBackends {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private ServerBackends() {}

    /** Configuration keys of a schema that does not exist yet. */
    static Map<String, Object> fresh(ServerFlavor flavor) {
        return Map.of("BackendDB", "mysql", "MySQLOrchestratorHost", "127.0.0.1", "MySQLOrchestratorPort",
                SharedServers.server(flavor).port(), "MySQLOrchestratorDatabase", "cli_" + NUMBER.incrementAndGet(),
                "MySQLOrchestratorUser", Account.TOPOLOGY.user(), "MySQLOrchestratorPassword",
                Account.TOPOLOGY.password());
    }
}
