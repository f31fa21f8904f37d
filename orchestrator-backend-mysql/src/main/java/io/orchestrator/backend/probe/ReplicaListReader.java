package io.orchestrator.backend.probe;

import java.util.List;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.identity.InstanceKey;

/** Reads which servers replicate from a server: a hint where to look, not the edges of the topology (discovery.md 5.6). */
final class ReplicaListReader {
    private ReplicaListReader() {}

    static String processListQuery(ServerTraits traits) {
        String table = traits.hasPerformanceSchemaProcessList() ? "performance_schema.processlist"
                : "information_schema.processlist";
        return "SELECT user, host FROM " + table + " WHERE command IN ('Binlog Dump', 'Binlog Dump GTID')";
    }

    /** Rows of {@code SHOW REPLICAS}; those without host or port did not say where they are. */
    static List<InstanceKey> registered(List<Row> rows, ProbeFilters.Compiled filters) {
        return rows.stream()
                .filter(row -> !filters.leavesOutUser(row.text("User")))
                .map(row -> new InstanceKey(row.text("Host"), Math.clamp(row.number("Port"), 0, 65_535)))
                .filter(key -> key.isValid() && !filters.leavesOutReplica(key))
                .toList();
    }

    /** Rows of the process list; the port is taken to be that of the probed server. */
    static List<InstanceKey> dumping(List<Row> rows, int port, ProbeFilters.Compiled filters) {
        return rows.stream()
                .filter(row -> !filters.leavesOutUser(row.text("user")))
                .map(row -> new InstanceKey(hostOf(row.text("host")), port))
                .filter(key -> key.isValid() && !filters.leavesOutReplica(key))
                .distinct()
                .toList();
    }

    private static String hostOf(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    }
}
