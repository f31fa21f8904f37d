package io.orchestrator.it.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerFlavor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A running service takes other settings, and other passwords, without a restart (config.md 5). */
class ReloadIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String WATCHER = "watcher";
    private static final String STORE = "store";

    @TempDir private Path folder;
    private RealServer server;
    private ServiceProcess service;
    private Map<String, Object> settings;

    @BeforeEach
    void start() throws IOException {
        server = RealServers.start(ServerFlavor.MYSQL);
        for (String account : new String[] {WATCHER, STORE}) {
            server.sql()
                    .execute("create user " + account + "@'127.0.0.1' identified by 'first'",
                            "grant all on *.* to " + account + "@'127.0.0.1'");
        }
        credentials(WATCHER, "first");
        credentials(STORE, "first");
        settings = new LinkedHashMap<>();
        settings.put("BackendDB", "mysql");
        settings.put("MySQLOrchestratorHost", "127.0.0.1");
        settings.put("MySQLOrchestratorPort", server.port());
        settings.put("MySQLOrchestratorDatabase", "reload");
        settings.put("MySQLOrchestratorCredentialsConfigFile", folder.resolve(STORE + ".cnf").toString());
        settings.put("MySQLTopologyCredentialsConfigFile", folder.resolve(WATCHER + ".cnf").toString());
        settings.put("InstancePollSeconds", 1);
        // Of no account as long as nothing is encrypted.
        settings.put("MySQLTopologyUseMixedTLS", false);
        settings.put("MySQLTopologySSLCAFile", folder.resolve("authority.pem").toString());
        settings.put("AuditToBackendDB", true);
        service = ServiceProcess.start(folder, settings);
        service.discover(server.key());
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    private void credentials(String account, String password) throws IOException {
        Files.writeString(folder.resolve(account + ".cnf"),
                "[client]\nuser=" + account + "\npassword=" + password + "\n");
    }

    private void configure(String key, Object value) {
        Map<String, Object> all = ServiceProcess.settings(folder, service.port());
        all.putAll(settings);
        all.put(key, value);
        ServiceProcess.configuration(folder, all);
    }

    /** The server knows another password from now on, and nobody is signed in with the old one. */
    private void change(String account, String password) {
        server.sql().execute("alter user " + account + "@'127.0.0.1' identified by '" + password + "'");
        server.sql()
                .rows("select id from performance_schema.processlist where user = '" + account + "'")
                .forEach(row -> server.sql().execute("kill " + row.get("id")));
    }

    private boolean isSeen() {
        for (JsonNode instance : service.get("all-instances")) {
            return instance.path("IsLastCheckValid").asBoolean();
        }
        return false;
    }

    private void awaitSeen(boolean seen) {
        Await.until("the server to be " + (seen ? "seen" : "out of sight"), LIMIT, () -> isSeen() == seen,
                () -> service.logTail(15));
    }

    /** OK or ERROR. */
    private String downtime() {
        return service.ask("begin-downtime/127.0.0.1/" + server.port() + "/me/test").path("Code").asString();
    }

    @Test
    void who_may_change_what_is_taken_from_the_file_at_a_hang_up() {
        assertThat(downtime()).isEqualTo("OK");

        configure("ReadOnly", true);
        service.signal("HUP");
        Await.until("nobody to change anything", LIMIT, () -> downtime().equals("ERROR"));
        configure("ReadOnly", false);
        service.signal("HUP");
        Await.until("everybody to change something", LIMIT, () -> downtime().equals("OK"));

        Await.until("both to be audited", LIMIT, () -> server.sql()
                .number("select count(*) from reload.audit where audit_type = 'reload-configuration'"
                        + " and message = 'Triggered via SIGHUP'")
                == 2);
    }

    @Test
    void a_file_with_a_fault_changes_nothing_and_says_so() {
        configure("InstancePollSeconds", "often");

        JsonNode answer = service.ask("reload-configuration");

        assertThat(answer.path("Code").asString()).isEqualTo("ERROR");
        assertThat(answer.path("Message").asString()).contains("InstancePollSeconds").contains("often");
        service.signal("HUP");
        Await.until("the fault to be told", LIMIT, () -> service.log()
                .stream()
                .anyMatch(line -> line.contains("ERROR")
                        && line.contains("InstancePollSeconds")));
        awaitSeen(true);
    }

    @Test
    void a_certificate_file_that_cannot_be_used_changes_nothing_and_is_named() {
        configure("MySQLTopologyUseMutualTLS", true);

        JsonNode answer = service.ask("reload-configuration");

        assertThat(answer.path("Code").asString()).isEqualTo("ERROR");
        assertThat(answer.path("Message").asString()).contains("authority.pem");
        awaitSeen(true);
    }

    @Test
    void monitored_servers_are_signed_in_to_with_the_new_password() throws IOException {
        awaitSeen(true);
        change(WATCHER, "second");
        awaitSeen(false);

        credentials(WATCHER, "second");
        service.get("reload-configuration");

        awaitSeen(true);
        assertThat(service.log()).noneMatch(line -> line.contains("second"));
    }

    @Test
    void the_backend_is_signed_in_to_with_the_new_password() throws IOException {
        change(STORE, "second");
        Await.until("the node to be unhealthy", LIMIT, () -> !service.succeeds("health", LIMIT));

        credentials(STORE, "second");
        service.signal("HUP");

        Await.until("the node to be healthy and to lead", LIMIT,
                () -> service.leads() && service.succeeds("health", LIMIT), () -> service.logTail(15));
    }
}
