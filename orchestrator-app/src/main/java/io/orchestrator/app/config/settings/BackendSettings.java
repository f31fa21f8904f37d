package io.orchestrator.app.config.settings;

import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.BackendKeys.BACKEND_DB;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_CONNECTION_LIFETIME_SECONDS;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_CONNECT_TIMEOUT_SECONDS;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_ORCHESTRATOR_DATABASE;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_ORCHESTRATOR_HOST;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_ORCHESTRATOR_MAX_ALLOWED_PACKET;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_ORCHESTRATOR_MAX_POOL_CONNECTIONS;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_ORCHESTRATOR_PASSWORD;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_ORCHESTRATOR_PORT;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_ORCHESTRATOR_READ_TIMEOUT_SECONDS;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_ORCHESTRATOR_REJECT_READ_ONLY;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_ORCHESTRATOR_USER;
import static io.orchestrator.app.config.key.BackendKeys.PANIC_IF_DIFFERENT_DATABASE_DEPLOY;
import static io.orchestrator.app.config.key.BackendKeys.SKIP_ORCHESTRATOR_DATABASE_UPDATE;
import static io.orchestrator.app.config.key.BackendKeys.SQLITE3_DATA_FILE;
import static io.orchestrator.app.config.key.TlsKeys.MYSQL_ORCHESTRATOR_SSL_CA_FILE;
import static io.orchestrator.app.config.key.TlsKeys.MYSQL_ORCHESTRATOR_SSL_CERT_FILE;
import static io.orchestrator.app.config.key.TlsKeys.MYSQL_ORCHESTRATOR_SSL_PRIVATE_KEY_FILE;
import static io.orchestrator.app.config.key.TlsKeys.MYSQL_ORCHESTRATOR_SSL_SKIP_VERIFY;
import static io.orchestrator.app.config.key.TlsKeys.MYSQL_ORCHESTRATOR_USE_MUTUAL_TLS;

/**
 * The backend database (config.md 7.2).
 *
 * @param engine which database, and how to reach it
 * @param deploy what to do about its schema at start
 */
public record BackendSettings(Engine engine, Deploy deploy) {

    /** Which database. */
    public sealed interface Engine {

        /** How {@code db_backend} of the health table names it (cli.md 7.2). */
        String label();
    }

    /**
     * Embedded SQLite.
     *
     * @param dataFile as configured; one containing {@code :memory:} is a database in memory
     */
    public record Sqlite(String dataFile) implements Engine {

        /** Whether the database is gone with the process. */
        public boolean inMemory() {
            return dataFile.contains(":memory:");
        }

        /** Absolute path of the file; meaningless when {@link #inMemory()}. */
        public Path path() {
            return Path.of(dataFile).toAbsolutePath().normalize();
        }

        @Override
        public String label() {
            return dataFile;
        }
    }

    /**
     * MySQL or MariaDB.
     *
     * @param maxAllowedPacket bytes; -1 the driver's default, 0 ask the server
     * @param maxConnections upper bound of the pool; 0 means no limit
     * @param connectTimeout zero means none
     * @param readTimeout client side; zero means none
     * @param connectionLifetime age at which a pooled connection is recycled; zero means never
     * @param rejectReadOnly drop a connection that answers "read only"
     */
    public record Mysql(
            String host, int port, String database, String user, Secret password, ClientTls tls, int maxAllowedPacket,
            int maxConnections, Duration connectTimeout, Duration readTimeout, Duration connectionLifetime,
            boolean rejectReadOnly) implements Engine {

        @Override
        public String label() {
            return host + ":" + port;
        }
    }

    /**
     * What to do about the schema at start.
     *
     * @param skipUpdate neither look at the deployment table nor run any DDL
     * @param refuseOtherVersion end the process when the schema is not this version's
     */
    public record Deploy(boolean skipUpdate, boolean refuseOtherVersion) {

        /** With the switch {@code --enable-database-update}, which forces the update (config.md 2). */
        public Deploy withUpdate() {
            return new Deploy(false, refuseOtherVersion);
        }
    }

    /** The settings that configuration asks for. */
    public static BackendSettings from(Configuration configuration) {
        return new BackendSettings(
                configuration.get(BACKEND_DB).contains("sqlite")
                        ? new Sqlite(configuration.get(SQLITE3_DATA_FILE))
                        : mysql(configuration),
                new Deploy(
                        configuration.get(SKIP_ORCHESTRATOR_DATABASE_UPDATE),
                        configuration.get(PANIC_IF_DIFFERENT_DATABASE_DEPLOY)));
    }

    private static Mysql mysql(Configuration configuration) {
        return new Mysql(
                configuration.get(MYSQL_ORCHESTRATOR_HOST), Units.count(configuration.get(MYSQL_ORCHESTRATOR_PORT)),
                configuration.get(MYSQL_ORCHESTRATOR_DATABASE), configuration.get(MYSQL_ORCHESTRATOR_USER),
                Secret.of(configuration.get(MYSQL_ORCHESTRATOR_PASSWORD)), tls(configuration),
                Math.toIntExact(configuration.get(MYSQL_ORCHESTRATOR_MAX_ALLOWED_PACKET)),
                Units.count(configuration.get(MYSQL_ORCHESTRATOR_MAX_POOL_CONNECTIONS)),
                Units.seconds(configuration.get(MYSQL_CONNECT_TIMEOUT_SECONDS)),
                Units.seconds(configuration.get(MYSQL_ORCHESTRATOR_READ_TIMEOUT_SECONDS)),
                Units.seconds(configuration.get(MYSQL_CONNECTION_LIFETIME_SECONDS)),
                configuration.get(MYSQL_ORCHESTRATOR_REJECT_READ_ONLY));
    }

    private static ClientTls tls(Configuration configuration) {
        return new ClientTls(
                configuration.get(MYSQL_ORCHESTRATOR_USE_MUTUAL_TLS) ? ClientTls.Use.ALWAYS : ClientTls.Use.OFF,
                configuration.get(MYSQL_ORCHESTRATOR_SSL_SKIP_VERIFY),
                configuration.get(MYSQL_ORCHESTRATOR_SSL_PRIVATE_KEY_FILE),
                configuration.get(MYSQL_ORCHESTRATOR_SSL_CERT_FILE), configuration.get(MYSQL_ORCHESTRATOR_SSL_CA_FILE));
    }
}
