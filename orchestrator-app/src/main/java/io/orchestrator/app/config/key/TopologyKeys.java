package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of access to the managed servers (config.md 7.3). */
public final class TopologyKeys {

    /** User on every managed server. */
    public static final Key<String> MYSQL_TOPOLOGY_USER = Key.text("MySQLTopologyUser", "");

    /** Password on every managed server; {@code ${ENV}} expansion applies. */
    public static final Key<String> MYSQL_TOPOLOGY_PASSWORD = Key.text("MySQLTopologyPassword", "").secret();

    /** INI file whose {@code [client]} user/password replace the two values above; re-read on reload. */
    public static final Key<String> MYSQL_TOPOLOGY_CREDENTIALS_CONFIG_FILE =
            Key.text("MySQLTopologyCredentialsConfigFile", "");

    /** Meant like its backend twin, for connections to managed servers. */
    public static final Key<Long> MYSQL_TOPOLOGY_MAX_ALLOWED_PACKET = Key.small("MySQLTopologyMaxAllowedPacket", -1);

    /** Read timeout for the polling (discovery) connections; in seconds. */
    public static final Key<Long> MYSQL_DISCOVERY_READ_TIMEOUT_SECONDS =
            Key.whole("MySQLDiscoveryReadTimeoutSeconds", 10);

    /** Read timeout for every other statement on managed servers (relocation, binlog search, …); in seconds. */
    public static final Key<Long> MYSQL_TOPOLOGY_READ_TIMEOUT_SECONDS =
            Key.whole("MySQLTopologyReadTimeoutSeconds", 600);

    /** Port assumed when an instance is given without one (command line, API, seeds, pool submissions). */
    public static final Key<Long> DEFAULT_INSTANCE_PORT = Key.whole("DefaultInstancePort", 3306);

    /**
     * Run on a managed server; one row: user, password and optionally CA, certificate and key paths for
     * replication TLS.
     */
    public static final Key<String> REPLICATION_CREDENTIALS_QUERY =
            Key.text("ReplicationCredentialsQuery", "").mayHoldSecrets();

    /**
     * Also set/clear {@code super_read_only} whenever {@code read_only} is set/cleared; failures of that
     * extra statement are logged only.
     */
    public static final Key<Boolean> USE_SUPER_READ_ONLY = Key.flag("UseSuperReadOnly", false);

    /** Refuse to place an unfiltered replica below a server that has replication filters. */
    public static final Key<Boolean> VERIFY_REPLICATION_FILTERS =
            Key.flag("VerifyReplicationFilters", false).restricting();

    /** Allow a replica of a lower major version than its source; the objection becomes a warning. */
    public static final Key<Boolean> LOWER_REPLICA_VERSION_ALLOWED = Key.flag("LowerReplicaVersionAllowed", false);

    /**
     * Lag above which moving a replica is refused; also how long a graceful takeover waits for the
     * designated replica; in seconds.
     */
    public static final Key<Long> REASONABLE_MAINTENANCE_REPLICATION_LAG_SECONDS =
            Key.whole("ReasonableMaintenanceReplicationLagSeconds", 20);

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            MYSQL_TOPOLOGY_USER, MYSQL_TOPOLOGY_PASSWORD, MYSQL_TOPOLOGY_CREDENTIALS_CONFIG_FILE,
            MYSQL_TOPOLOGY_MAX_ALLOWED_PACKET, MYSQL_DISCOVERY_READ_TIMEOUT_SECONDS,
            MYSQL_TOPOLOGY_READ_TIMEOUT_SECONDS, DEFAULT_INSTANCE_PORT, REPLICATION_CREDENTIALS_QUERY,
            USE_SUPER_READ_ONLY, VERIFY_REPLICATION_FILTERS, LOWER_REPLICA_VERSION_ALLOWED,
            REASONABLE_MAINTENANCE_REPLICATION_LAG_SECONDS);

    private TopologyKeys() {}
}
