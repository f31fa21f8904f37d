package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of the backend database (config.md 7.2). */
public final class BackendKeys {

    /** Engine selector: a value containing {@code sqlite} is embedded SQLite, {@code mysql} or empty is MySQL. */
    public static final Key<String> BACKEND_DB = Key.text("BackendDB", "mysql").restart();

    /** SQLite file; required when SQLite is selected. */
    public static final Key<String> SQLITE3_DATA_FILE = Key.text("SQLite3DataFile", "").restart();

    /** Neither look at the deployment table nor run any DDL. */
    public static final Key<Boolean> SKIP_ORCHESTRATOR_DATABASE_UPDATE =
            Key.flag("SkipOrchestratorDatabaseUpdate", false).restart();

    /** Exit fatally when the deployment table holds no row for this binary's own version. */
    public static final Key<Boolean> PANIC_IF_DIFFERENT_DATABASE_DEPLOY =
            Key.flag("PanicIfDifferentDatabaseDeploy", false).restart();

    /** Backend host. */
    public static final Key<String> MYSQL_ORCHESTRATOR_HOST = Key.text("MySQLOrchestratorHost", "").partly();

    /** Backend port. */
    public static final Key<Long> MYSQL_ORCHESTRATOR_PORT = Key.unsigned("MySQLOrchestratorPort", 3306).partly();

    /** Schema name; created on the first successful contact if missing. */
    public static final Key<String> MYSQL_ORCHESTRATOR_DATABASE = Key.text("MySQLOrchestratorDatabase", "").partly();

    /** Backend user. */
    public static final Key<String> MYSQL_ORCHESTRATOR_USER = Key.text("MySQLOrchestratorUser", "").partly();

    /** Backend password; {@code ${ENV}} expansion applies (config.md 3). */
    public static final Key<String> MYSQL_ORCHESTRATOR_PASSWORD =
            Key.text("MySQLOrchestratorPassword", "").partly().secret();

    /** INI file whose {@code [client]} user/password replace the two values above (config.md 3). */
    public static final Key<String> MYSQL_ORCHESTRATOR_CREDENTIALS_CONFIG_FILE =
            Key.text("MySQLOrchestratorCredentialsConfigFile", "").partly();

    /** Upper bound of open backend connections; 0 or less leaves it unlimited. */
    public static final Key<Long> MYSQL_ORCHESTRATOR_MAX_POOL_CONNECTIONS =
            Key.whole("MySQLOrchestratorMaxPoolConnections", 128).restart();

    /** Client-side read timeout on backend connections; in seconds. */
    public static final Key<Long> MYSQL_ORCHESTRATOR_READ_TIMEOUT_SECONDS =
            Key.whole("MySQLOrchestratorReadTimeoutSeconds", 30).partly();

    /**
     * Drop a backend connection that answers a 'read only' error (1290, 1792, 1836), so that the pool
     * reconnects elsewhere.
     */
    public static final Key<Boolean> MYSQL_ORCHESTRATOR_REJECT_READ_ONLY =
            Key.flag("MySQLOrchestratorRejectReadOnly", false).partly();

    /**
     * {@code -1} keeps the client library default (64 MiB), {@code 0} asks the server once per connection,
     * a positive value is used as is.
     */
    public static final Key<Long> MYSQL_ORCHESTRATOR_MAX_ALLOWED_PACKET =
            Key.small("MySQLOrchestratorMaxAllowedPacket", -1).partly();

    /** TCP connect timeout, used for backend and topology connections alike; in seconds. */
    public static final Key<Long> MYSQL_CONNECT_TIMEOUT_SECONDS = Key.whole("MySQLConnectTimeoutSeconds", 2).partly();

    /** Maximum age of a pooled connection before it is recycled; 0 = no limit; in seconds. */
    public static final Key<Long> MYSQL_CONNECTION_LIFETIME_SECONDS =
            Key.whole("MySQLConnectionLifetimeSeconds", 0).partly();

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            BACKEND_DB, SQLITE3_DATA_FILE, SKIP_ORCHESTRATOR_DATABASE_UPDATE,
            PANIC_IF_DIFFERENT_DATABASE_DEPLOY, MYSQL_ORCHESTRATOR_HOST, MYSQL_ORCHESTRATOR_PORT,
            MYSQL_ORCHESTRATOR_DATABASE, MYSQL_ORCHESTRATOR_USER, MYSQL_ORCHESTRATOR_PASSWORD,
            MYSQL_ORCHESTRATOR_CREDENTIALS_CONFIG_FILE, MYSQL_ORCHESTRATOR_MAX_POOL_CONNECTIONS,
            MYSQL_ORCHESTRATOR_READ_TIMEOUT_SECONDS, MYSQL_ORCHESTRATOR_REJECT_READ_ONLY,
            MYSQL_ORCHESTRATOR_MAX_ALLOWED_PACKET, MYSQL_CONNECT_TIMEOUT_SECONDS,
            MYSQL_CONNECTION_LIFETIME_SECONDS);

    private BackendKeys() {}
}
