package io.orchestrator.app.command;

import java.util.Objects;

import io.orchestrator.ports.driven.AccessTokenStore;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.driven.NameStore;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driven.TagStore;

/**
 * Small tables that the engine has nothing to do with: commands read and write them directly.
 *
 * @param audit where changes of theirs are told
 */
record Registers(NodeStore nodes, TagStore tags, PoolStore pools, MaintenanceStore maintenance,
        AccessTokenStore accessTokens, NameStore names, AuditLog audit) {
    Registers {
        Objects.requireNonNull(nodes, "nodes");
        Objects.requireNonNull(tags, "tags");
        Objects.requireNonNull(pools, "pools");
        Objects.requireNonNull(maintenance, "maintenance");
        Objects.requireNonNull(accessTokens, "accessTokens");
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(audit, "audit");
    }
}
