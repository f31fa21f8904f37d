package io.orchestrator.it.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.SharedServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator sees when the service cannot start: one line that names the key or the address, and status 1. */
class ServiceStartIT {
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void a_syntax_error_in_the_configuration_is_told_with_its_place() throws IOException {
        Path file = Files.writeString(folder.resolve("orchestrator.conf.json"),
                "{\n  \"ListenAddress\": \"127.0.0.1:3000\",\n  \"BackendDB\": sqlite\n}\n");

        assertThat(refusal("--config=" + file, "http")).contains(file.toString()).contains("3");
    }

    @Test
    void a_value_of_the_wrong_type_is_told_with_its_key() {
        Map<String, Object> settings = ServiceProcess.settings(folder, Ports.free());
        settings.put("InstancePollSeconds", "often");

        assertThat(refusal(settings)).contains("InstancePollSeconds").contains("often");
    }

    @Test
    void a_taken_port_is_told_with_its_address() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(refusal(ServiceProcess.settings(folder, taken.getLocalPort())))
                    .contains("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void a_taken_port_leaves_the_backend_alone() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Map<String, Object> settings = ServiceProcess.settings(folder, taken.getLocalPort());
            refusal(settings);

            assertThat(Path.of(String.valueOf(settings.get("SQLite3DataFile")))).doesNotExist();
        }
    }

    @Test
    void a_backend_without_a_host_is_told_with_the_key() {
        Map<String, Object> settings = mysqlBackend(3306, "nobody");
        settings.remove("MySQLOrchestratorHost");

        assertThat(refusal(settings)).contains("MySQLOrchestratorHost");
    }

    @Test
    void a_backend_that_refuses_the_account_is_told_with_account_and_address_and_without_the_password() {
        int port = SharedServers.server(ServerFlavor.MYSQL).port();
        Map<String, Object> settings = mysqlBackend(port, "nobody");
        settings.put("MySQLOrchestratorPassword", "very-secret");

        assertThat(refusal(settings)).contains("127.0.0.1:" + port).contains("nobody").doesNotContain("very-secret");
    }

    @Test
    void a_seed_that_nobody_listens_for_is_told_with_its_address() {
        int nobody = Ports.free();
        Map<String, Object> settings = ServiceProcess.settings(folder, Ports.free());
        settings.put("DiscoverySeeds", List.of("127.0.0.1:" + nobody));

        assertThat(refusal(settings)).contains("127.0.0.1:" + nobody);
    }

    /** It runs where port 3000 is free, and says that it is not where somebody else has it. */
    @Test
    void without_any_configuration_it_keeps_its_data_in_a_file_that_it_names() {
        Map<String, String> environment = Map.of("HOME", folder.toString(), "STATE_DIRECTORY",
                folder.resolve("data").toString(), "XDG_CONFIG_HOME", folder.resolve("config").toString());
        try (ServiceProcess service = ServiceProcess.launch(folder, 3000, environment, "http")) {
            Await.until("the service to lead or to end", END_LIMIT, () -> !service.isAlive() || service.leads(),
                    () -> service.logTail(20));

            assertThat(service.log()).anySatisfy(line -> assertThat(line).contains("No configuration file found")
                    .contains(" " + folder.resolve("data")));
            assertThat(folder.resolve("data"))
                    .isDirectoryRecursivelyContaining(file -> file.toString().contains("sqlite"));
            if (service.isAlive()) {
                assertThat(service.sigterm()).isIn(0, 143);
            } else {
                assertThat(oneLine(service)).contains("3000");
            }
        }
    }

    private Map<String, Object> mysqlBackend(int port, String user) {
        Map<String, Object> settings = ServiceProcess.settings(folder, Ports.free());
        settings.put("BackendDB", "mysql");
        settings.put("MySQLOrchestratorHost", "127.0.0.1");
        settings.put("MySQLOrchestratorPort", port);
        settings.put("MySQLOrchestratorDatabase", "no_such_schema");
        settings.put("MySQLOrchestratorUser", user);
        settings.put("MySQLOrchestratorPassword", user);
        return settings;
    }

    private String refusal(Map<String, ?> settings) {
        return refusal("--config=" + ServiceProcess.configuration(folder, settings), "http");
    }

    /** Starts the service, which must end with status 1 and one line that says why; answers that line. */
    private String refusal(String... words) {
        try (ServiceProcess service = ServiceProcess.launch(folder, 0, Map.of(), words)) {
            assertThat(service.awaitEnd(END_LIMIT)).as(service.logTail(20)).isEqualTo(1);
            return oneLine(service);
        }
    }

    private static String oneLine(ServiceProcess service) {
        assertThat(service.log()).noneMatch(line -> line.startsWith("\tat ") || line.startsWith("Caused by"));
        List<String> fatal = service.log().stream().filter(line -> line.contains("FATAL")).toList();
        assertThat(fatal).as(service.logTail(20)).hasSize(1);
        assertThat(service.log()).noneMatch(line -> line.contains(" ERROR "));
        return fatal.getFirst();
    }
}
