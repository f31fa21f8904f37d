package io.orchestrator.it.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.datasource.TlsSettings;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.migration.DeploymentMode;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerTest;
import io.orchestrator.it.server.SharedServers;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Service and command line on a backend that the reference filled and left: everything is found, and nothing is lost. */
class ReferenceBackendIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PLENTY = Duration.ofSeconds(30);
    private static final String UID = "1764057600123456789:" + "ab".repeat(32);
    private static final String HOST = "127.0.0.1";

    @TempDir private Path folder = Path.of("");
    private final AtomicInteger commands = new AtomicInteger();
    // nobody listens there: what is shown comes from the backend
    private final int source = Ports.free();
    private final int downtimed = Ports.free();
    private final int candidate = Ports.free();
    private final String cluster = HOST + ":" + source;

    @ServerTest
    void what_the_reference_stored_is_shown_and_kept(ServerFlavor flavor) {
        try (SharedServers.Database schema = SharedServers.database(flavor)) {
            Map<String, Object> settings = settings(schema);
            try (BackendDatabase database = BackendDatabase.open(backend(schema))) {
                deployAsTheReference(database);
                fill(database);
                try (ServiceProcess service = ServiceProcess.start(folder, settings)) {
                    // A node that has just come to lead answers before it has read what is stored.
                    Await.until("all servers to be shown", PATIENCE, () -> {
                        JsonNode servers = service.ask("cluster/" + cluster);
                        return servers.isArray() && servers.size() == 3;
                    }, () -> service.logTail(20));
                    assertShownByTheService(service);
                    assertSaidByCommands(ServiceProcess.configuration(newFolder(), settings));
                    assertThat(service.log()).anyMatch(line -> line.contains("was last deployed by version '3.2.6'"))
                            .noneMatch(line -> line.contains("differs from the contract"))
                            .anyMatch(line -> line.contains("backend schema: 0 changes"));
                }
                assertKept(database);
            }
        }
    }

    private void assertShownByTheService(ServiceProcess service) {
        JsonNode inDowntime = service.get("downtimed");
        assertThat(inDowntime.size()).isEqualTo(1);
        assertThat(inDowntime.get(0).path("Key").path("Port").asInt()).isEqualTo(downtimed);
        assertThat(inDowntime.get(0).path("DowntimeOwner").asString()).isEqualTo("dba");
        assertThat(inDowntime.get(0).path("DowntimeReason").asString()).isEqualTo("plätten");
        assertThat(service.get("instance/" + HOST + "/" + candidate).path("PromotionRule").asString())
                .isEqualTo("prefer");
        assertThat(service.get("cluster-info/" + cluster).path("ClusterAlias").asString()).isEqualTo("by-hand");
        assertThat(service.get("check-global-recoveries").path("Details").asString()).isEqualTo("disabled");

        JsonNode recovery = service.get("audit-recovery").get(0);
        assertThat(recovery.path("UID").asString()).isEqualTo(UID);
        assertThat(recovery.path("IsSuccessful").asBoolean()).isTrue();
        assertThat(recovery.path("SuccessorKey").path("Port").asInt()).isEqualTo(candidate);
        assertThat(recovery.path("AcknowledgedBy").asString()).isEqualTo("dba");
        assertThat(service.get("audit-recovery-steps/" + UID).get(0).path("Message").asString())
                .isEqualTo("promoted replica");
        // our own detection, of what is wrong now, stands beside it
        assertThat(service.get("audit-failure-detection")
                .valueStream()
                .map(detection -> detection.path("AnalysisEntry").path("Analysis").asString()))
                .contains("DeadMaster");
    }

    private void assertSaidByCommands(Path configuration) {
        assertThat(said(configuration, "tags", "-i", HOST + ":" + candidate)).containsExactly("role=spare");
        assertThat(said(configuration, "cluster-pool-instances"))
                .containsExactly(cluster + "\tby-hand\treaders\t" + HOST + ":" + candidate);
        assertThat(said(configuration, "in-maintenance", "-i", HOST + ":" + candidate))
                .containsExactly(HOST + ":" + candidate);
        assertThat(said(configuration, "which-downtimed-instances", "-i", cluster))
                .containsExactly(HOST + ":" + downtimed);
        assertThat(said(configuration, "bulk-promotion-rules")).containsExactly(HOST + ":" + candidate + " prefer");
        assertThat(said(configuration, "show-resolve-hosts")).containsExactly("db1 db1.example.com");
    }

    /** The output of a command, which must succeed. */
    private List<String> said(Path configuration, String command, String... words) {
        List<String> all = new ArrayList<>(List.of("--config=" + configuration, "-c", command));
        all.addAll(List.of(words));
        try (ServiceProcess process =
                ServiceProcess.launch(newFolder(), 0, Map.of(), all.toArray(String[]::new))) {
            assertThat(process.awaitEnd(PATIENCE)).as(process.logTail(20)).isZero();
            return process.log();
        }
    }

    private static void assertKept(BackendDatabase database) {
        assertThat(lines(database, "select store_value from kv_store")).containsExactly("db1.example.com:3306");
        assertThat(lines(database, "select public_token from access_token")).containsExactly("public");
        assertThat(lines(database, "select alias from cluster_alias_override")).containsExactly("by-hand");
        assertThat(lines(database, "select deployed_version from orchestrator_db_deployments")).contains("3.2.6");
        assertThat(lines(database, "select tag_value from database_instance_tags")).containsExactly("spare");
    }

    private static void deployAsTheReference(BackendDatabase database) {
        new BackendDeployer(database, "3.2.6", "reference").deploy(DeploymentMode.DEPLOY);
        lines(database, "select table_name from information_schema.tables where table_schema = database()"
                + " and table_name like 'orcj\\_%'").forEach(table -> execute(database, "drop table " + table));
    }

    private void fill(BackendDatabase database) {
        for (int port : List.of(source, downtimed, candidate)) {
            execute(database,
                    "insert ignore into database_instance (hostname, port, last_checked, last_attempted_check,"
                            + " last_seen, server_id, version, major_version, binlog_format, log_bin, log_slave_updates,"
                            + " master_host, master_port, cluster_name, read_only, last_check_partial_success) values ('"
                            + HOST
                            + "', " + port + ", now(), now(), now(), " + port + ", '8.0.36', '8.0', 'ROW', 1, 1, '"
                            + (port == source ? "" : HOST) + "', " + (port == source ? 0 : source) + ", '" + cluster
                            + "', "
                            + (port == source ? 0 : 1) + ", 1)");
        }
        String member = "'" + HOST + "', " + candidate;
        for (String statement : List.of("into database_instance_downtime (hostname, port, downtime_active,"
                + " begin_timestamp, end_timestamp, owner, reason) values ('" + HOST + "', " + downtimed
                + ", 1, now(), now() + interval 1 hour, 'dba', 'plätten')",
                "into candidate_database_instance (hostname, port, last_suggested, promotion_rule) values (" + member
                        + ", now(), 'prefer')",
                "into database_instance_tags (hostname, port, tag_name, tag_value, last_updated) values (" + member
                        + ", 'role', 'spare', now() - interval 900 day)",
                "into database_instance_pool (hostname, port, pool, registered_at) values (" + member
                        + ", 'readers', now())",
                "into database_instance_maintenance (hostname, port, maintenance_active, begin_timestamp, end_timestamp,"
                        + " owner, reason, processing_node_hostname, processing_node_token, explicitly_bounded) values ("
                        + member + ", 1, now(), now() + interval 1 hour, 'dba', 'disk', 'old', 'gone', 1)",
                "into hostname_resolve (hostname, resolved_hostname, resolved_timestamp) values ('db1',"
                        + " 'db1.example.com', now())",
                "into cluster_alias (cluster_name, alias, last_registered) values ('" + cluster + "', 'main', now())",
                "into cluster_alias_override (cluster_name, alias) values ('" + cluster + "', 'by-hand')",
                "into kv_store (store_key, store_value, last_updated) values ('mysql/master/main',"
                        + " 'db1.example.com:3306', now() - interval 900 day)",
                "into access_token (public_token, secret_token, generated_at, generated_by, is_acquired, is_reentrant)"
                        + " values ('public', 'secret', now(), 'dba', 1, 0)",
                "into global_recovery_disable (disable_recovery) values (1)",
                "into topology_failure_detection (hostname, port, in_active_period, start_active_period,"
                        + " end_active_period_unixtime, processing_node_hostname, processcing_node_token, analysis,"
                        + " cluster_name, cluster_alias, count_affected_slaves, slave_hosts, is_actionable) values ('"
                        + HOST + "', 1, 0, now() - interval 1 day, 1764057600, 'old', 'gone', 'DeadMaster', '" + cluster
                        + "', 'main', 1, '" + HOST + ":" + candidate + "', 1)",
                "into topology_recovery (hostname, port, in_active_period, start_active_period,"
                        + " end_active_period_unixtime, end_recovery, processing_node_hostname, processcing_node_token,"
                        + " is_successful, successor_hostname, successor_port, analysis, cluster_name, cluster_alias,"
                        + " count_affected_slaves, slave_hosts, acknowledged, acknowledged_at, acknowledged_by,"
                        + " acknowledge_comment, last_detection_id, successor_alias, uid) values ('" + HOST
                        + "', 1, 0, now() - interval 1 day, 1764057600, now() - interval 1 day, 'old', 'gone', 1, "
                        + member + ", 'DeadMaster', '" + cluster + "', 'main', 1, '" + HOST + ":" + candidate
                        + "', 1, now(), 'dba', 'seen', 1, '', '" + UID + "')",
                "into topology_recovery_steps (recovery_uid, audit_at, message) values ('" + UID
                        + "', now() - interval 1 day, 'promoted replica')")) {
            execute(database, "insert ignore " + statement);
        }
    }

    private static void execute(BackendDatabase database, String statement) {
        database.readNow("test", PLENTY, sql -> sql.execute(statement));
    }

    private static List<String> lines(BackendDatabase database, String query) {
        return database.readNow("test", PLENTY, sql -> sql.fetch(query).map(row -> row.get(0, String.class)));
    }

    private Path newFolder() {
        try {
            return Files.createDirectory(folder.resolve("command-" + commands.incrementAndGet()));
        } catch (IOException e) {
            throw new ServerException("cannot make a folder: " + e, e);
        }
    }

    private static BackendSettings backend(SharedServers.Database schema) {
        return new BackendSettings.MySql(HOST, schema.server().port(), schema.name(), Account.TOPOLOGY.user(),
                Account.TOPOLOGY.password(), TlsSettings.off(), Duration.ofSeconds(5), Duration.ofSeconds(30), 8, 0);
    }

    private static Map<String, Object> settings(SharedServers.Database schema) {
        return Map.of("BackendDB", "mysql", "MySQLOrchestratorHost", HOST, "MySQLOrchestratorPort",
                schema.server().port(), "MySQLOrchestratorDatabase", schema.name(), "MySQLOrchestratorUser",
                Account.TOPOLOGY.user(), "MySQLOrchestratorPassword", Account.TOPOLOGY.password(),
                "MySQLTopologyUser", Account.TOPOLOGY.user(), "MySQLTopologyPassword", Account.TOPOLOGY.password(),
                "AuditToBackendDB", true);
    }
}
