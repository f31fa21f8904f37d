package io.orchestrator.backend.probe;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.backend.target.Faults;
import io.orchestrator.backend.target.Row;
import io.orchestrator.backend.target.TargetSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MaxScale binlog server (discovery.md 5.3). It understands a handful of statements, one at a time; what it answers is put into rows
 * like those of other servers, so that the same readers read them.
 *
 * @param version as the contract writes it: its own version and {@code -maxscale}
 * @param serverId the server id that it shows to its replicas
 * @param serverUuid its UUID, empty where it tells none
 * @param hostname its {@code @@hostname}, which only the oldest version puts in place of its source; else empty
 */
record BinlogServer(String version, String serverId, String serverUuid, String hostname) {
    static final String REPLICA_STATUS = "SHOW SLAVE STATUS";
    static final String REPLICAS = "SHOW SLAVE HOSTS";

    private static final Logger LOG = LoggerFactory.getLogger(BinlogServer.class);
    private static final String SUFFIX = "-maxscale";
    private static final String UNKNOWN_VERSION = "0.0.0";
    private static final String OLDEST = "1.1.0";
    /** What the oldest version says while it receives; its flag says Yes at other times too. */
    private static final String RECEIVING = "Binlog Dump";

    /**
     * Asks a server whether it is one.
     *
     * @throws SQLException when the session ended under a statement; a server that merely does not understand is none
     */
    static Optional<BinlogServer> find(TargetSession session) throws SQLException {
        Optional<String> version = versionOf(ask(session, "SHOW VARIABLES LIKE 'maxscale%'"));
        if (version.isEmpty()) {
            return Optional.empty();
        }
        boolean oldest = isOldest(version.get());
        return Optional.of(new BinlogServer(version.get(), cell(ask(session, "SELECT @@server_id")),
                oldest ? "" : cell(ask(session, "SELECT @@server_uuid")),
                oldest ? cell(ask(session, "SELECT @@hostname")) : ""));
    }

    /** The version that these variables tell; empty when none of them is MaxScale's. */
    static Optional<String> versionOf(List<Row> variables) {
        return variables.stream()
                .filter(row -> row.text("Variable_name").toLowerCase(Locale.ROOT).startsWith("maxscale"))
                .reduce((one, other) -> isVersion(one) ? one : other)
                .map(row -> isVersion(row) ? row.text("Value").strip() : "")
                .map(told -> (told.isEmpty() ? UNKNOWN_VERSION : told) + SUFFIX);
    }

    private static boolean isVersion(Row row) {
        return row.text("Variable_name").equalsIgnoreCase("MAXSCALE_VERSION");
    }

    private static boolean isOldest(String version) {
        return version.contains(OLDEST);
    }

    private static List<Row> ask(TargetSession session, String statement) throws SQLException {
        try {
            return session.run(statement);
        } catch (SQLException e) {
            if (Faults.endsSession(e)) {
                throw e;
            }
            LOG.debug("{}", Faults.describe("ask for MaxScale", session.key(), e));
            return List.of();
        }
    }

    private static String cell(List<Row> rows) {
        return rows.isEmpty() ? "" : rows.getFirst().first().orElse("");
    }

    /** Its variables: what it tells, and what is true of each of its kind. */
    Row variables() {
        return Row.of(Map.of("version", version, "server_id", serverId, "server_uuid", serverUuid, "log_bin", "1",
                "log_slave_updates", "1", "binlog_format", "INHERIT"));
    }

    /** Its replica status; the oldest version names its source elsewhere and runs only while its state says so. */
    List<Row> replicaStatus(List<Row> told) {
        if (!isOldest(version)) {
            return told;
        }
        return told.stream().map(row -> {
            Row named = hostname.isEmpty() ? row : row.with("Master_Host", hostname);
            boolean receives = row.text("Slave_IO_State").equals(RECEIVING);
            return receives || !row.text("Slave_IO_Running").equals("Yes") ? named
                    : named.with("Slave_IO_Running", "Connecting");
        }).toList();
    }
}
