package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;

import io.orchestrator.backend.target.Row;
import org.jspecify.annotations.Nullable;

/**
 * Status values of a server (discovery.md 3.4).
 *
 * @param sourceActive the source side is in effect
 * @param sourceClients semi-synchronous replicas connected
 * @param replicaActive the replica side is in effect
 * @param uptime since the server started; null when it was not told
 */
record SemiSyncStatus(boolean sourceActive, int sourceClients, boolean replicaActive, @Nullable Duration uptime) {
    static final SemiSyncStatus NONE = new SemiSyncStatus(false, 0, false, null);

    /** Reads rows of variable name and value. */
    static SemiSyncStatus of(List<Row> rows) {
        var values = new HashMap<String, String>();
        rows.forEach(row -> values.put(row.text("Variable_name"), row.text("Value")));
        Row all = Row.of(values);
        return new SemiSyncStatus(all.isOn("Rpl_semi_sync_source_status", "Rpl_semi_sync_master_status"),
                (int) Math.min(all.number("Rpl_semi_sync_source_clients", "Rpl_semi_sync_master_clients"),
                        Integer.MAX_VALUE),
                all.isOn("Rpl_semi_sync_replica_status", "Rpl_semi_sync_slave_status"),
                all.has("Uptime") ? Duration.ofSeconds(all.number("Uptime")) : null);
    }
}
