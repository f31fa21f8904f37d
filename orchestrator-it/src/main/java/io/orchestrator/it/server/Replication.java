package io.orchestrator.it.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.domain.identity.InstanceKey;

/** Replication statements of one server, in its flavor's words. */
public final class Replication {
    private final RealServer server;

    private Replication(RealServer server) {
        this.server = server;
    }

    public static Replication of(RealServer server) {
        return new Replication(server);
    }

    /** Makes it a replica of the other by GTID: reconnects after 1 s, heartbeat every second, no limit on tries. */
    public void follow(RealServer source) {
        follow(source.key());
    }

    /** Makes it a replica, in the same way, of whatever answers at an address. */
    public void follow(InstanceKey source) {
        String where = "'" + source.hostname() + "'";
        server.sql().execute(switch (server.flavor()) {
            case MYSQL -> new String[] {"stop replica",
                    "change replication source to source_host=" + where + ", source_port=" + source.port()
                            + ", source_user='repl', source_password='repl', source_auto_position=1,"
                            + " get_source_public_key=1, source_connect_retry=1, source_retry_count=86400,"
                            + " source_heartbeat_period=1",
                    "start replica"};
            case MARIADB -> new String[] {"stop slave",
                    "change master to master_host=" + where + ", master_port=" + source.port()
                            + ", master_user='repl', master_password='repl', master_use_gtid=slave_pos,"
                            + " master_connect_retry=1, master_heartbeat_period=1",
                    "start slave"};
        });
    }

    /** What the server says about its default channel, in MySQL's newer words; empty when it replicates from nobody. */
    public Optional<Status> status() {
        List<Map<String, String>> rows = server.sql().rows(switch (server.flavor()) {
            case MYSQL -> "show replica status";
            case MARIADB -> "show slave status";
        });
        return rows.stream().findFirst().map(row -> switch (server.flavor()) {
            case MYSQL -> Status.of(row, "Source_", "Replica_");
            case MARIADB -> Status.of(row, "Master_", "Slave_");
        });
    }

    /** Whether it has everything the other has executed until now. */
    public boolean hasAllOf(RealServer source) {
        return switch (server.flavor()) {
            case MYSQL -> server.sql()
                    .value("select gtid_subset('"
                            + source.sql().value("select @@global.gtid_executed").replace("\n", "")
                            + "', @@global.gtid_executed)")
                    .equals("1");
            case MARIADB -> server.sql()
                    .value("select master_gtid_wait('"
                            + source.sql().value("select @@global.gtid_binlog_pos") + "', 0.001)")
                    .equals("0");
        };
    }

    /** Switches semi-synchronous replication on for its role; takes effect when replication starts. */
    public void enableSemiSync(boolean asSource) {
        String role = switch (server.flavor()) {
            case MYSQL -> asSource ? "source" : "replica";
            case MARIADB -> asSource ? "master" : "slave";
        };
        server.sql().execute("set global rpl_semi_sync_" + role + "_enabled=1");
    }

    /** How many semi-synchronous replicas it has now. */
    public int semiSyncReplicas() {
        String name = switch (server.flavor()) {
            case MYSQL -> "Rpl_semi_sync_source_clients";
            case MARIADB -> "Rpl_semi_sync_master_clients";
        };
        return server.sql()
                .rows("show global status like '" + name + "'")
                .stream()
                .findFirst()
                .map(row -> Integer.parseInt(row.getOrDefault("Value", "0")))
                .orElse(0);
    }

    /**
     * The default channel of a replica.
     *
     * @param sourcePort port of the source, on loopback
     * @param receiving whether the thread that receives is connected
     * @param applying whether the thread that applies runs
     * @param error last error of either, empty when there is none
     */
    public record Status(int sourcePort, boolean receiving, boolean applying, String error) {
        private static Status of(Map<String, String> row, String source, String replica) {
            String receiver = row.getOrDefault("Last_IO_Error", "");
            String applier = row.getOrDefault("Last_SQL_Error", "");
            return new Status(Integer.parseInt(row.getOrDefault(source + "Port", "0")),
                    "Yes".equals(row.get(replica + "IO_Running")), "Yes".equals(row.get(replica + "SQL_Running")),
                    (receiver + " " + applier).strip());
        }

        /** Whether both threads work. */
        public boolean replicating() {
            return receiving && applying;
        }
    }
}
