package io.orchestrator.it.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a service whose backend is not there, or is not fit, when it starts. */
@TestInstance(Lifecycle.PER_CLASS)
class BackendStartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LIMITED = "limited";

    @SuppressWarnings("NullAway.Init") private RealServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    @TempDir private Path folder = Path.of("");

    @BeforeAll
    void startServer() {
        server = RealServers.start(ServerFlavor.MYSQL);
        server.sql()
                .execute("create user " + LIMITED + "@'%' identified by '" + LIMITED + "'",
                        "grant all on given.* to " + LIMITED + "@'%'");
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    @AfterEach
    void heal() {
        server.restart();
        server.sql().execute("set global read_only = 0", "drop database if exists given");
    }

    @Test
    void a_backend_that_is_down_is_told_once_and_waited_for() {
        server.shutdown();
        int port = Ports.free();
        try (ServiceProcess service = launch(folder, port, settings(port, "waited_for"))) {
            Await.until("the line that says what is waited for", PATIENCE, () -> !waits(service).isEmpty(),
                    () -> service.logTail(20));
            assertThat(waits(service).getFirst()).contains("127.0.0.1:" + server.port())
                    .contains("MySQLOrchestratorHost");
            HttpResponse<String> health = ask(port, "health");
            assertThat(health.statusCode()).isEqualTo(500);
            assertThat(health.body()).contains("unhealthy").contains("127.0.0.1:" + server.port());
            assertThat(ask(port, "lb-check").statusCode()).isEqualTo(200);
            assertThat(ask(port, "leader-check").statusCode()).isEqualTo(404);
            assertThat(ask(port, "clusters").statusCode()).isEqualTo(500);

            server.restart();

            service.awaitLeading();
            assertThat(ask(port, "health").statusCode()).isEqualTo(200);
            assertThat(waits(service)).hasSize(1);
            assertThat(service.log()).noneMatch(line -> line.contains("FATAL") || line.contains(" ERROR "));
            assertThat(service.sigterm()).isIn(0, 143);
        }
    }

    @Test
    void a_service_that_waits_ends_when_it_is_told_to() {
        server.shutdown();
        int port = Ports.free();
        try (ServiceProcess service = launch(folder, port, settings(port, "waited_for"))) {
            Await.until("the line that says what is waited for", PATIENCE, () -> !waits(service).isEmpty(),
                    () -> service.logTail(20));

            assertThat(service.sigterm()).isIn(0, 143);
        }
    }

    @Test
    void an_unknown_host_name_is_refused() {
        int port = Ports.free();
        Map<String, Object> settings = settings(port, "orchestrator");
        settings.put("MySQLOrchestratorHost", "no-such-host.invalid");

        assertThat(refusal(port, settings)).contains("no-such-host.invalid").contains("MySQLOrchestratorHost");
    }

    @Test
    void a_backend_of_another_version_is_refused_where_that_is_wanted() {
        int port = Ports.free();
        Map<String, Object> settings = settings(port, "of_another_version");
        settings.put("PanicIfDifferentDatabaseDeploy", true);

        assertThat(refusal(port, settings)).contains("PanicIfDifferentDatabaseDeploy is set. Configured version")
                .contains("is not the version found in the database");
    }

    @Test
    void a_server_that_is_too_old_is_refused_and_nothing_is_created_there() {
        try (RealServer old = RealServers.start(ServerFlavor.MARIADB,
                ServerOptions.defaults().with("--version=5.5.5-10.6.21-MariaDB"))) {
            int port = Ports.free();
            Map<String, Object> settings = settings(port, "on_an_old_one");
            settings.put("MySQLOrchestratorPort", old.port());

            assertThat(refusal(port, settings)).contains("MariaDB 10.6.21")
                    .contains("too old")
                    .contains("MariaDB 10.11")
                    .contains("127.0.0.1:" + old.port());
            assertThat(old.sql().rows("show databases like 'on_an_old_one'")).isEmpty();
        }
    }

    @Test
    void a_service_is_not_ready_while_another_deploys() {
        server.sql()
                .execute("create database given",
                        "create table given.orcj_deploy_lock (anchor int not null primary key,"
                                + " holder varchar(255) not null, renewed_at datetime(6) not null)",
                        "insert into given.orcj_deploy_lock values (1, 'elsewhere:0001', utc_timestamp(6) + interval 1 hour)");
        int port = Ports.free();
        try (ServiceProcess service = launch(folder, port, settings(port, "given"))) {
            Await.until("it to wait", PATIENCE, () -> service.log()
                    .stream()
                    .anyMatch(line -> line.contains("elsewhere:0001 is deploying the backend's schema; waiting")),
                    () -> service.logTail(20));
            HttpResponse<String> health = ask(port, "health");
            assertThat(health.statusCode()).isEqualTo(500);
            assertThat(health.body()).contains("schema is being prepared");
            assertThat(ask(port, "lb-check").statusCode()).isEqualTo(200);
            assertThat(ask(port, "leader-check").statusCode()).isEqualTo(404);
            assertThat(
                    server.sql().number("select count(*) from information_schema.tables where table_schema = 'given'"))
                    .as("tables before it is its turn")
                    .isEqualTo(1);

            server.sql().execute("delete from given.orcj_deploy_lock");

            service.awaitLeading();
            assertThat(service.log()).noneMatch(line -> line.contains("FATAL") || line.contains(" ERROR "));
        }
    }

    @Test
    void missing_grants_are_refused() {
        int port = Ports.free();
        Map<String, Object> settings = settings(port, "not_given");
        settings.put("MySQLOrchestratorUser", LIMITED);
        settings.put("MySQLOrchestratorPassword", LIMITED);

        assertThat(refusal(port, settings)).contains("not_given").contains("127.0.0.1:" + server.port());
    }

    @Test
    void a_read_only_backend_is_refused() {
        server.sql().execute("create database given", "set global read_only = 1");
        int port = Ports.free();
        Map<String, Object> settings = settings(port, "given");
        settings.put("MySQLOrchestratorUser", LIMITED);
        settings.put("MySQLOrchestratorPassword", LIMITED);

        assertThat(refusal(port, settings)).contains("read-only").contains("1290");
    }

    @Test
    void of_three_services_that_start_at_once_one_deploys_and_the_others_wait() {
        List<ServiceProcess> services = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                int port = Ports.free();
                ports.add(port);
                services.add(launch(newFolder("node" + i), port, settings(port, "for_three")));
            }
            Await.until("all three to be healthy", PATIENCE, () -> ports.stream().allMatch(this::isHealthy),
                    () -> services.stream().map(service -> service.logTail(10)).toList().toString());
            Await.until("one to lead", PATIENCE, () -> services.stream().filter(ServiceProcess::leads).count() == 1);

            assertThat(services).filteredOn(
                    service -> service.log().stream().anyMatch(line -> line.contains("creating the schema")))
                    .hasSize(1);
            assertThat(services).filteredOn(
                    service -> service.log().stream().anyMatch(line -> line.contains("backend schema: 47 changes")))
                    .hasSize(1);
            assertThat(services).allSatisfy(service -> assertThat(service.log())
                    .noneMatch(line -> line.contains("FATAL") || line.contains(" ERROR ")));
        } finally {
            services.forEach(ServiceProcess::close);
        }
    }

    private Map<String, Object> settings(int port, String database) {
        Map<String, Object> settings = ServiceProcess.settings(folder, port);
        settings.put("BackendDB", "mysql");
        settings.put("MySQLOrchestratorHost", "127.0.0.1");
        settings.put("MySQLOrchestratorPort", server.port());
        settings.put("MySQLOrchestratorDatabase", database);
        settings.put("MySQLOrchestratorUser", Account.TOPOLOGY.user());
        settings.put("MySQLOrchestratorPassword", Account.TOPOLOGY.password());
        return settings;
    }

    private Path newFolder(String name) {
        try {
            return Files.createDirectory(folder.resolve(name));
        } catch (IOException e) {
            throw new ServerException("cannot make a folder: " + e, e);
        }
    }

    private static ServiceProcess launch(Path where, int port, Map<String, ?> settings) {
        return ServiceProcess.launch(where, port, Map.of(),
                "--config=" + ServiceProcess.configuration(where, settings), "http");
    }

    /** Starts the service, which must end with status 1 and one line that says why; answers that line. */
    private String refusal(int port, Map<String, ?> settings) {
        try (ServiceProcess service = launch(folder, port, settings)) {
            assertThat(service.awaitEnd(PATIENCE)).as(service.logTail(20)).isEqualTo(1);
            List<String> fatal = service.log().stream().filter(line -> line.contains("FATAL")).toList();
            assertThat(fatal).as(service.logTail(20)).hasSize(1);
            assertThat(service.log()).noneMatch(line -> line.contains(" ERROR ") || line.startsWith("\tat "));
            return fatal.getFirst();
        }
    }

    private static List<String> waits(ServiceProcess service) {
        return service.log().stream().filter(line -> line.contains(" is waited for")).toList();
    }

    private boolean isHealthy(int port) {
        try {
            return ask(port, "health").statusCode() == 200;
        } catch (ServerException e) {
            return false;
        }
    }

    private HttpResponse<String> ask(int port, String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/" + path);
        try {
            return client.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ServerException("GET " + uri + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted", e);
        }
    }
}
