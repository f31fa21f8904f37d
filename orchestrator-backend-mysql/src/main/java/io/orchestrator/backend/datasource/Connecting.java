package io.orchestrator.backend.datasource;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.orchestrator.backend.datasource.BackendException.Category;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** First contact and pools, per kind of backend. */
final class Connecting {

    /** Creating a schema may take a moment on a cluster. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

    private Connecting() {}

    /**
     * Reaches the server without a schema, asks what kind of server it is and creates the schema. Not through a pool: a
     * pool hides a refused connection behind its own timeout.
     */
    static Dialect firstContact(BackendSettings.MySql settings, Properties driver) {
        var what = "Cannot reach the backend " + settings.displayName();
        var limited = limited(driver, FIRST_ANSWER);
        try (var connection = DriverManager.getConnection(url(settings, ""), limited);
                var statement = connection.createStatement()) {
            Dialect dialect;
            try (var version = statement.executeQuery("select version()")) {
                version.next();
                dialect = RequiredVersion.check(version.getString(1), settings.displayName());
            }
            ensureSchema(connection, settings.schema());
            return dialect;
        } catch (SQLException e) {
            if (SqlErrors.isUnknownHost(e)) {
                // Later on a name that is not resolved may be a passing fault; at the start it is a wrong setting.
                throw new BackendException(Category.REFUSED, what + ": the host name " + settings.host()
                        + " is unknown (MySQLOrchestratorHost)", e);
            }
            throw SqlErrors.describe(what, e);
        }
    }

    private static Properties limited(Properties driver, Duration longestAnswer) {
        var limited = new Properties();
        limited.putAll(driver);
        limited.setProperty("socketTimeout", Long.toString(longestAnswer.toMillis()));
        return limited;
    }

    private static void ensureSchema(Connection connection, String schema) throws SQLException {
        try (var lookup = connection.prepareStatement(
                "select count(*) from information_schema.schemata where schema_name = ?")) {
            lookup.setString(1, schema);
            try (var found = lookup.executeQuery()) {
                found.next();
                if (found.getInt(1) > 0) {
                    // An account without the privilege to create schemas may use one that was made for it.
                    return;
                }
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("create database if not exists `" + schema + "`");
        }
    }

    static HikariDataSource pool(BackendSettings.MySql settings, Properties driver) {
        var config = new HikariConfig();
        config.setPoolName("backend");
        config.setJdbcUrl(url(settings, settings.schema()));
        // While signing in; afterwards each call sets its own. A server that accepts and says nothing must not hold the one
        // thread that makes connections for as long as the longest answer may take.
        config.setDataSourceProperties(limited(driver, settings.connectTimeout()));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setConnectionTimeout(Math.max(250, settings.connectTimeout().toMillis()));
        config.setValidationTimeout(Math.clamp(settings.connectTimeout().toMillis(), 250, 1_000));
        config.setExceptionOverride(new DropLater());
        return start(config);
    }

    static DataSource unpooled(BackendSettings.MySql settings, Properties driver) {
        return new DriverDataSource(url(settings, settings.schema()), limited(driver, Duration.ZERO));
    }

    static DataSource unpooledWithDeadlines(BackendSettings.MySql settings, Properties driver) {
        return new DriverDataSource(url(settings, settings.schema()), driver);
    }

    /** Makes the first connection, keeps it, and asks it what kind of server it leads to: the handshake has told. */
    static Dialect existingServer(BackendSettings.MySql settings, FewConnections connections) {
        try {
            var connection = connections.take();
            var version = connection.getMetaData().getDatabaseProductVersion();
            connections.giveBack(connection, true);
            return RequiredVersion.check(version, settings.displayName());
        } catch (SQLException e) {
            throw SqlErrors.describe("Cannot reach the backend " + settings.displayName(), e);
        }
    }

    /** The driver would make an empty one. */
    static void requireFile(BackendSettings.Sqlite settings) {
        if (!Files.exists(settings.file())) {
            throw new BackendException(Category.UNREACHABLE, "The backend " + settings.displayName()
                    + " does not exist: start the service once, or run -c redeploy-internal-db");
        }
    }

    static HikariDataSource pool(BackendSettings.Sqlite settings) {
        var config = new HikariConfig();
        config.setPoolName("backend");
        config.setDataSource(unpooled(settings));
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(Math.max(250, settings.busyTimeout().toMillis()));
        config.setMaxLifetime(0);
        return start(config);
    }

    static DataSource unpooled(BackendSettings.Sqlite settings) {
        var sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        sqlite.setBusyTimeout((int) settings.busyTimeout().toMillis());
        // A transaction that begins by reading could not become a writer once another process wrote.
        sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        var source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + settings.file());
        return source;
    }

    private static HikariDataSource start(HikariConfig config) {
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        config.setThreadFactory(Thread.ofVirtual().name("backend-pool-", 0).factory());
        return new HikariDataSource(config);
    }

    /** What Connector/J is told; the password travels here and never in an address. */
    static Properties driverProperties(BackendSettings.MySql settings, PemStores stores) {
        var driver = new Properties();
        driver.setProperty("user", settings.user());
        driver.setProperty("password", settings.password());
        driver.setProperty("connectTimeout", Long.toString(settings.connectTimeout().toMillis()));
        driver.setProperty("socketTimeout", Long.toString(settings.readTimeout().toMillis()));
        driver.setProperty("tcpKeepAlive", "true");
        driver.setProperty("characterEncoding", "UTF-8");
        // Nobody here makes a connection read-only; the driver would ask the server before each write.
        driver.setProperty("readOnlyPropagatesToServer", "false");
        // A lock is waited for as long as a guard waits for its answer: then the conflict is lost, told so, and tried again.
        driver.setProperty("sessionVariables", "time_zone='+00:00',innodb_lock_wait_timeout=1");
        if (settings.maxAllowedPacket() > 0) {
            driver.setProperty("maxAllowedPacket", Integer.toString(settings.maxAllowedPacket()));
        }
        var tls = settings.tls();
        switch (tls.mode()) {
            case OFF -> {
                driver.setProperty("sslMode", "DISABLED");
                driver.setProperty("allowPublicKeyRetrieval", "true");
            }
            case UNVERIFIED -> driver.setProperty("sslMode", "REQUIRED");
            case VERIFIED -> driver.setProperty("sslMode", "VERIFY_IDENTITY");
        }
        var authorities = tls.caFile();
        if (authorities != null) {
            driver.setProperty("trustCertificateKeyStoreUrl", stores.trustStore(authorities).toUri().toString());
            driver.setProperty("trustCertificateKeyStoreType", "PKCS12");
            driver.setProperty("trustCertificateKeyStorePassword", stores.password());
        }
        var certificate = tls.certificateFile();
        var key = tls.privateKeyFile();
        if (certificate != null && key != null) {
            driver.setProperty("clientCertificateKeyStoreUrl", stores.keyStore(certificate, key).toUri().toString());
            driver.setProperty("clientCertificateKeyStoreType", "PKCS12");
            driver.setProperty("clientCertificateKeyStorePassword", stores.password());
        }
        return driver;
    }

    private static String url(BackendSettings.MySql settings, String schema) {
        return "jdbc:mysql://" + (settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host()) + ":"
                + settings.port() + "/" + schema;
    }

    /**
     * The pool would close a broken connection in the background, at once, while whoever uses it still asks it what went wrong and
     * then learns nothing but that it is closed. {@link BackendDatabase} drops it when the failure is known.
     */
    private static final class DropLater implements SQLExceptionOverride {

        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException failure) {
            return SQLExceptionOverride.Override.DO_NOT_EVICT;
        }
    }
}
