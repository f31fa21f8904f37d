package io.orchestrator.app.config.key;

import java.util.Set;

/**
 * Keys that the contract takes from a file read again, and this release at start only. The one place to edit when that changes: what
 * stands here keeps its running value at a reload and is named among what needs a restart.
 */
final class StartKeys {

    private static final Set<String> NAMES = Set.of(
            // counted from the start on, though the contract has it without effect
            "TLSCacheTTLFactor",
            // of the backend only the account is taken later
            "MySQLOrchestratorHost",
            "MySQLOrchestratorPort",
            "MySQLOrchestratorDatabase",
            "MySQLOrchestratorReadTimeoutSeconds",
            "MySQLOrchestratorMaxAllowedPacket",
            "MySQLOrchestratorUseMutualTLS",
            // where the audit goes
            "AuditToBackendDB");

    private StartKeys() {}

    static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
