package io.orchestrator.it.backend;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.datasource.TlsSettings;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.SharedServers;

/** Schemas for backends on the shared servers. */
final class BackendSchemas {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private BackendSchemas() {}

    /** Settings of a schema that does not exist yet; its first user creates it. */
    static BackendSettings.MySql fresh(ServerFlavor flavor) {
        var server = SharedServers.server(flavor);
        return new BackendSettings.MySql("127.0.0.1", server.port(), "backend_" + NUMBER.incrementAndGet(),
                Account.TOPOLOGY.user(), Account.TOPOLOGY.password(), TlsSettings.off(), Duration.ofSeconds(5),
                Duration.ofSeconds(30), 8, 0);
    }
}
