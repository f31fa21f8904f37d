package io.orchestrator.domain.operations;

import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * One line of the audit (topology-ops.md 1.6): what the product did, to which server, and why.
 *
 * @param type the contract's audit type, e.g. {@code recover-dead-master}
 * @param key the server, {@link InstanceKey#NONE} when none is meant
 * @param clusterName its cluster, may be empty
 * @param message free text
 */
public record AuditEntry(String type, InstanceKey key, String clusterName, String message) {
    public AuditEntry {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(clusterName, "clusterName");
        Objects.requireNonNull(message, "message");
    }
}
