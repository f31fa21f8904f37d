package io.orchestrator.app.config.settings;

import java.time.Duration;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.BackendKeys.MYSQL_CONNECTION_LIFETIME_SECONDS;
import static io.orchestrator.app.config.key.BackendKeys.MYSQL_CONNECT_TIMEOUT_SECONDS;
import static io.orchestrator.app.config.key.TopologyKeys.DEFAULT_INSTANCE_PORT;
import static io.orchestrator.app.config.key.TopologyKeys.LOWER_REPLICA_VERSION_ALLOWED;
import static io.orchestrator.app.config.key.TopologyKeys.MYSQL_DISCOVERY_READ_TIMEOUT_SECONDS;
import static io.orchestrator.app.config.key.TopologyKeys.MYSQL_TOPOLOGY_MAX_ALLOWED_PACKET;
import static io.orchestrator.app.config.key.TopologyKeys.MYSQL_TOPOLOGY_READ_TIMEOUT_SECONDS;
import static io.orchestrator.app.config.key.TopologyKeys.REASONABLE_MAINTENANCE_REPLICATION_LAG_SECONDS;
import static io.orchestrator.app.config.key.TopologyKeys.REPLICATION_CREDENTIALS_QUERY;
import static io.orchestrator.app.config.key.TopologyKeys.USE_SUPER_READ_ONLY;
import static io.orchestrator.app.config.key.TopologyKeys.VERIFY_REPLICATION_FILTERS;

/**
 * How managed servers are talked to (config.md 7.3).
 *
 * @param defaultPort assumed when an instance is given without one
 * @param connectTimeout zero means none
 * @param discoveryReadTimeout of a probe; zero means none
 * @param operationReadTimeout of every other statement; zero means none
 * @param connectionLifetime age at which a kept connection is replaced; zero means never
 * @param maxAllowedPacket bytes; -1 the driver's default, 0 ask the server
 * @param replicationCredentialsQuery SQL for user and password of replication; empty means none
 * @param useSuperReadOnly set and clear {@code super_read_only} together with {@code read_only}
 * @param verifyReplicationFilters never place an unfiltered replica below a filtered server
 * @param lowerReplicaVersionAllowed allow a replica of a lower major version than its source
 * @param maintenanceLag lag above which moving a replica is refused
 */
public record TopologyConfig(
        int defaultPort, Duration connectTimeout, Duration discoveryReadTimeout, Duration operationReadTimeout,
        Duration connectionLifetime, int maxAllowedPacket, String replicationCredentialsQuery, boolean useSuperReadOnly,
        boolean verifyReplicationFilters, boolean lowerReplicaVersionAllowed, Duration maintenanceLag) {

    /** The settings that configuration asks for. */
    public static TopologyConfig from(Configuration configuration) {
        return new TopologyConfig(
                Units.count(configuration.get(DEFAULT_INSTANCE_PORT)),
                Units.seconds(configuration.get(MYSQL_CONNECT_TIMEOUT_SECONDS)),
                Units.seconds(configuration.get(MYSQL_DISCOVERY_READ_TIMEOUT_SECONDS)),
                Units.seconds(configuration.get(MYSQL_TOPOLOGY_READ_TIMEOUT_SECONDS)),
                Units.seconds(configuration.get(MYSQL_CONNECTION_LIFETIME_SECONDS)),
                Math.toIntExact(configuration.get(MYSQL_TOPOLOGY_MAX_ALLOWED_PACKET)),
                configuration.get(REPLICATION_CREDENTIALS_QUERY), configuration.get(USE_SUPER_READ_ONLY),
                configuration.get(VERIFY_REPLICATION_FILTERS), configuration.get(LOWER_REPLICA_VERSION_ALLOWED),
                Units.seconds(configuration.get(REASONABLE_MAINTENANCE_REPLICATION_LAG_SECONDS)));
    }

    /** Not printed: may embed passwords (config.md 6). */
    @Override
    public String toString() {
        return "TopologyConfig[not shown]";
    }
}
