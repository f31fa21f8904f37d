package io.orchestrator.backend.probe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.identity.InstanceKey;

/** Reads which servers replicate from a server: a hint where to look, not the edges of the topology (discovery.md 5.6). */
final class ReplicaListReader {
    /** Every server of an NDB cluster, by the address at which it answers. */
    static final String NDB_QUERY = "SELECT service_uri FROM ndbinfo.processes WHERE process_name = 'mysqld'";

    private static final int HIGHEST_PORT = 65_535;

    private ReplicaListReader() {}

    static String processListQuery(ServerTraits traits) {
        String table = traits.hasPerformanceSchemaProcessList() ? "performance_schema.processlist"
                : "information_schema.processlist";
        return "SELECT user, host FROM " + table + " WHERE command IN ('Binlog Dump', 'Binlog Dump GTID')";
    }

    /**
     * Rows of {@code SHOW REPLICAS}; those without host or port did not say where they are.
     *
     * @return empty when no row says where its replica is, so that another way may find them; a replica that is left out by a filter
     *     has said it
     */
    static Optional<List<InstanceKey>> registered(List<Row> rows, ProbeFilters.Compiled filters) {
        List<Row> told = rows.stream().filter(row -> registeredAs(row).isValid()).toList();
        return told.isEmpty() ? Optional.empty()
                : Optional.of(told.stream()
                        .filter(row -> !filters.leavesOutListed(row.text("User"), registeredAs(row)))
                        .map(ReplicaListReader::registeredAs)
                        .filter(key -> !filters.leavesOutReplica(key))
                        .toList());
    }

    private static InstanceKey registeredAs(Row row) {
        return new InstanceKey(InstanceKey.withoutBrackets(row.text("Host")),
                Math.clamp(row.number("Port"), 0, HIGHEST_PORT));
    }

    /** Rows of the process list; the port is taken to be that of the probed server. */
    static List<InstanceKey> dumping(List<Row> rows, int port, ProbeFilters.Compiled filters) {
        var found = new LinkedHashSet<InstanceKey>();
        for (Row row : rows) {
            var key = new InstanceKey(hostOf(row.text("host")), port);
            if (key.isValid() && !filters.leavesOutListed(row.text("user"), key) && !filters.leavesOutReplica(key)) {
                found.add(key);
            }
        }
        return List.copyOf(found);
    }

    /** Addresses such as {@code mysql://db1} and {@code mysql://[2001:db8::1]:3307}; without a port it is that of the probed server. */
    static List<InstanceKey> ofNdb(List<Row> rows, int port) {
        return rows.stream()
                .map(row -> atAddress(row.text("service_uri"), port))
                .filter(InstanceKey::isValid)
                .distinct()
                .toList();
    }

    private static InstanceKey atAddress(String uri, int port) {
        int mark = uri.indexOf("://");
        String rest = mark < 0 ? uri : uri.substring(mark + 3);
        int path = rest.indexOf('/');
        try {
            return InstanceKey.parse(path < 0 ? rest : rest.substring(0, path), port);
        } catch (IllegalArgumentException _) {
            return InstanceKey.NONE;
        }
    }

    /** The host of {@code host:port} as servers print clients, IPv6 addresses too; the last colon comes before the client's port. */
    private static String hostOf(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return InstanceKey.withoutBrackets(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
    }
}
