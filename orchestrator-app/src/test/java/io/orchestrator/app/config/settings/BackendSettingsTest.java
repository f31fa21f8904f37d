package io.orchestrator.app.config.settings;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class BackendSettingsTest {

    private static final BackendSettings.Deploy UPDATE = new BackendSettings.Deploy(false, false);

    @Test
    void hasTheContractsDefaults() {
        assertThat(BackendSettings.from(configuration("{}"))).isEqualTo(new BackendSettings(
                new BackendSettings.Mysql(
                        "", 3306, "", "", Secret.of(""), new ClientTls(ClientTls.Use.OFF, false, "", "", ""), -1, 128,
                        Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ZERO, false),
                UPDATE));
    }

    @Test
    void isEmbeddedWithoutAnyFile() {
        assertThat(BackendSettings.from(Given.withoutFile()))
                .isEqualTo(new BackendSettings(new BackendSettings.Sqlite("/data/orchestrator.sqlite3"), UPDATE));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = BackendSettings.from(configuration("""
                {
                  "BackendDB": "mysql",
                  "MySQLOrchestratorHost": "db",
                  "MySQLOrchestratorPort": 3307,
                  "MySQLOrchestratorDatabase": "orc",
                  "MySQLOrchestratorUser": "me",
                  "MySQLOrchestratorPassword": "hunter2",
                  "MySQLOrchestratorMaxPoolConnections": 9,
                  "MySQLOrchestratorReadTimeoutSeconds": 8,
                  "MySQLOrchestratorRejectReadOnly": true,
                  "MySQLOrchestratorMaxAllowedPacket": 1024,
                  "MySQLConnectTimeoutSeconds": 3,
                  "MySQLConnectionLifetimeSeconds": 4,
                  "MySQLOrchestratorUseMutualTLS": true,
                  "MySQLOrchestratorSSLSkipVerify": true,
                  "MySQLOrchestratorSSLPrivateKeyFile": "key",
                  "MySQLOrchestratorSSLCertFile": "cert",
                  "MySQLOrchestratorSSLCAFile": "ca",
                  "SkipOrchestratorDatabaseUpdate": true,
                  "PanicIfDifferentDatabaseDeploy": true
                }"""));

        assertThat(settings).isEqualTo(new BackendSettings(
                new BackendSettings.Mysql(
                        "db", 3307, "orc", "me", Secret.of("hunter2"),
                        new ClientTls(ClientTls.Use.ALWAYS, true, "key", "cert", "ca"), 1024, 9, Duration.ofSeconds(3),
                        Duration.ofSeconds(8), Duration.ofSeconds(4), true),
                new BackendSettings.Deploy(true, true)));
        assertThat(settings.engine().label()).isEqualTo("db:3307");
        assertThat(settings.toString()).doesNotContain("hunter2");
        assertThat(settings.deploy().withUpdate()).isEqualTo(new BackendSettings.Deploy(false, true));
    }

    @Test
    void takesAnyValueThatContainsSqliteAndLimitsBelowOneForNone() {
        var embedded = new BackendSettings.Sqlite("data/o.db");

        assertThat(
                BackendSettings.from(configuration("{\"BackendDB\": \"sqlite\", \"SQLite3DataFile\": \"data/o.db\"}"))
                        .engine())
                .isEqualTo(embedded);
        assertThat(embedded.path()).isAbsolute().endsWithRaw(Path.of("data", "o.db"));
        assertThat(embedded.inMemory()).isFalse();
        assertThat(new BackendSettings.Sqlite("file::memory:?cache=shared").inMemory()).isTrue();
        assertThat(BackendSettings.from(configuration("{\"MySQLOrchestratorMaxPoolConnections\": -1}")).engine())
                .isInstanceOfSatisfying(
                        BackendSettings.Mysql.class, mysql -> assertThat(mysql.maxConnections()).isZero());
    }
}
