package io.orchestrator.domain.instance;

import java.util.Objects;

import io.orchestrator.domain.gtid.GtidSet;

/**
 * GTID mode and sets of a server.
 *
 * @param mode {@code @@gtid_mode}; empty on MariaDB and on servers without GTIDs
 * @param executed {@code gtid_executed}; on MariaDB {@code gtid_current_pos}
 * @param purged {@code gtid_purged}; empty on MariaDB
 */
public record GtidFacts(String mode, GtidSet executed, GtidSet purged) {
    public GtidFacts {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(executed, "executed");
        Objects.requireNonNull(purged, "purged");
    }

    /** SupportsOracleGTID of discovery.md 3.3: any mode but OFF and none. */
    public boolean supportsOracleGtid() {
        return !mode.isEmpty() && !mode.equals("OFF");
    }
}
