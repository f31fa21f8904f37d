package io.orchestrator.backend.probe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.identity.ServerVersion;

/**
 * What kind of server is asked: decides which statements it understands and which variables it has. Plugins add variables, so the set
 * is read from the server and read again now and then.
 *
 * @param version as the handshake told
 * @param mariaDb whether it is a MariaDB server
 * @param variables names of those of {@link #WANTED} that it has
 * @param performanceSchema whether the performance schema collects anything
 * @param binaryLog whether the binary log is on, which only a restart changes
 * @param metadataInTable whether the account of replication is in {@code mysql.slave_master_info}
 */
record ServerTraits(ServerVersion version, boolean mariaDb, Set<String> variables, boolean performanceSchema,
        boolean binaryLog, boolean metadataInTable) {
    /** Every variable that a reader knows, of all flavors and versions. */
    static final List<String> WANTED = List.of("hostname", "report_host", "version", "version_comment", "server_id",
            "server_uuid", "read_only", "super_read_only", "log_bin", "log_replica_updates", "log_slave_updates",
            "binlog_format", "binlog_row_image", "gtid_mode", "gtid_executed", "gtid_purged", "gtid_current_pos",
            "rpl_semi_sync_source_enabled", "rpl_semi_sync_source_timeout",
            "rpl_semi_sync_source_wait_for_replica_count", "rpl_semi_sync_replica_enabled",
            "rpl_semi_sync_master_enabled", "rpl_semi_sync_master_timeout",
            "rpl_semi_sync_master_wait_for_slave_count", "rpl_semi_sync_slave_enabled", "group_replication_group_name",
            "group_replication_single_primary_mode");

    private static final String PERFORMANCE_SCHEMA = "performance_schema";
    /** Where connection metadata is; MySQL 8.3 has it no more, and keeps it in a table (discovery.md P-5). */
    private static final String METADATA_REPOSITORY = "master_info_repository";

    /** Constant text: asks which variables there are. */
    static final String QUERY = WANTED.stream()
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", ",
                    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('performance_schema', 'master_info_repository', ",
                    ")"));

    public ServerTraits {
        variables = Set.copyOf(variables);
    }

    static ServerTraits of(ServerVersion version, boolean mariaDb, List<Row> variableRows) {
        Set<String> present = variableRows.stream()
                .map(row -> row.text("Variable_name").toLowerCase(Locale.ROOT))
                .filter(WANTED::contains)
                .collect(Collectors.toSet());
        return new ServerTraits(version, mariaDb, present, isOn(variableRows, PERFORMANCE_SCHEMA),
                isOn(variableRows, "log_bin"), !mariaDb && isMetadataInTable(version, variableRows));
    }

    private static boolean isOn(List<Row> variableRows, String variable) {
        return valueOf(variableRows, variable).filter(row -> row.isOn("Value")).isPresent();
    }

    private static boolean isMetadataInTable(ServerVersion version, List<Row> variableRows) {
        return valueOf(variableRows, METADATA_REPOSITORY).map(row -> row.text("Value").equalsIgnoreCase("TABLE"))
                .orElse(version.isAtLeast(8, 0, 0));
    }

    private static Optional<Row> valueOf(List<Row> variableRows, String variable) {
        return variableRows.stream().filter(row -> row.text("Variable_name").equalsIgnoreCase(variable)).findFirst();
    }

    boolean has(String variable) {
        return variables.contains(variable);
    }

    /** A server of an NDB cluster, whose newer versions say just {@code -cluster}. */
    boolean isNdb() {
        return version.text().contains("-ndb-") || version.text().contains("-cluster");
    }

    /** The plugin is loaded on a version whose group tables are known (discovery.md 3.5). */
    boolean hasGroupReplication() {
        return !mariaDb && version.isAtLeast(8, 0, 0) && has("group_replication_group_name");
    }

    /** Columns of {@code replication_connection_status} with times of received transactions, from 8.0 on. */
    boolean tellsQueueTimes() {
        return !mariaDb && version.isAtLeast(8, 0, 1);
    }

    /** P-4: {@code performance_schema.processlist} is there from 8.0.22 on, not from 8.0.14 as the reference believes. */
    boolean hasPerformanceSchemaProcessList() {
        return !mariaDb && performanceSchema && version.isAtLeast(8, 0, 22);
    }
}
