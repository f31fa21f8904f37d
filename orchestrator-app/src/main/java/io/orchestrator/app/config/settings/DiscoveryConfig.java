package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.DiscoveryKeys.BUFFER_INSTANCE_WRITES;
import static io.orchestrator.app.config.key.DiscoveryKeys.DEAD_INSTANCE_DISCOVERY_LOGS_ENABLED;
import static io.orchestrator.app.config.key.DiscoveryKeys.DEAD_INSTANCE_DISCOVERY_MAX_CONCURRENCY;
import static io.orchestrator.app.config.key.DiscoveryKeys.DEAD_INSTANCE_POLL_SECONDS_MAX;
import static io.orchestrator.app.config.key.DiscoveryKeys.DEAD_INSTANCE_POLL_SECONDS_MULTIPLY_FACTOR;
import static io.orchestrator.app.config.key.DiscoveryKeys.DISCOVERY_COLLECTION_RETENTION_SECONDS;
import static io.orchestrator.app.config.key.DiscoveryKeys.DISCOVERY_IGNORE_HOSTNAME_FILTERS;
import static io.orchestrator.app.config.key.DiscoveryKeys.DISCOVERY_IGNORE_MASTER_HOSTNAME_FILTERS;
import static io.orchestrator.app.config.key.DiscoveryKeys.DISCOVERY_IGNORE_REPLICATION_USERNAME_FILTERS;
import static io.orchestrator.app.config.key.DiscoveryKeys.DISCOVERY_IGNORE_REPLICA_HOSTNAME_FILTERS;
import static io.orchestrator.app.config.key.DiscoveryKeys.DISCOVERY_MAX_CONCURRENCY;
import static io.orchestrator.app.config.key.DiscoveryKeys.DISCOVERY_QUEUE_CAPACITY;
import static io.orchestrator.app.config.key.DiscoveryKeys.DISCOVERY_QUEUE_MAX_STATISTICS_SIZE;
import static io.orchestrator.app.config.key.DiscoveryKeys.DISCOVERY_SEEDS;
import static io.orchestrator.app.config.key.DiscoveryKeys.DISCOVER_BY_SHOW_SLAVE_HOSTS;
import static io.orchestrator.app.config.key.DiscoveryKeys.ENABLE_DISCOVERY_FILTERS_LOGS;
import static io.orchestrator.app.config.key.DiscoveryKeys.INSTANCE_FLUSH_INTERVAL_MILLISECONDS;
import static io.orchestrator.app.config.key.DiscoveryKeys.INSTANCE_POLL_SECONDS;
import static io.orchestrator.app.config.key.DiscoveryKeys.INSTANCE_WRITE_BUFFER_SIZE;
import static io.orchestrator.app.config.key.DiscoveryKeys.REASONABLE_INSTANCE_CHECK_SECONDS;
import static io.orchestrator.app.config.key.DiscoveryKeys.SKIP_MAX_SCALE_CHECK;
import static io.orchestrator.app.config.key.DiscoveryKeys.SNAPSHOT_TOPOLOGIES_INTERVAL_HOURS;
import static io.orchestrator.app.config.key.DiscoveryKeys.UNSEEN_INSTANCE_FORGET_HOURS;

/**
 * What is probed, how often and by how many workers (config.md 7.5).
 *
 * @param pollInterval age after which an instance is due
 * @param askForReplicaHosts ask the server for its replicas before looking at its process list
 * @param checkTolerance added to {@code pollInterval}: largest gap between last seen and last attempted check
 *     of a validly checked instance
 * @param workers for live instances
 * @param queueCapacity entries of each queue
 * @param queueSamples per-second samples kept for the queue metrics
 * @param metricsRetention of discovery metrics
 * @param seeds {@code host[:port]}, injected once
 * @param deadBackOffFactor multiplier per failed attempt on an unreachable instance, at least 1
 * @param deadBackOffCap longest delay of that back-off
 * @param deadWorkers workers of a queue of their own for unreachable instances; 0 means they share the main
 *     queue
 * @param logDeadInstances debug lines about unreachable instances
 * @param bufferWrites collect instance writes and flush them in bulk
 * @param writeBufferSize rows of a bulk write
 * @param flushInterval of that buffer
 * @param skipMaxScaleCheck do not probe for MaxScale binlog servers
 * @param forgetAfter unseen instances are deleted after this
 * @param snapshotInterval of automatic topology snapshots; zero means off
 * @param ignoredReplicas patterns (rule F1) of replicas not followed
 * @param ignoredSources patterns (rule F1) of sources not followed
 * @param ignoredInstances patterns (rule F1) of instances never probed
 * @param ignoredReplicationUsers regular expressions of replication users whose instances are skipped
 * @param logFiltered log skips caused by the user filter
 */
public record DiscoveryConfig(
        Duration pollInterval, boolean askForReplicaHosts, Duration checkTolerance, int workers,
        int queueCapacity, int queueSamples, Duration metricsRetention, List<String> seeds,
        double deadBackOffFactor, Duration deadBackOffCap, int deadWorkers, boolean logDeadInstances,
        boolean bufferWrites, int writeBufferSize, Duration flushInterval, boolean skipMaxScaleCheck,
        Duration forgetAfter, Duration snapshotInterval, List<String> ignoredReplicas,
        List<String> ignoredSources, List<String> ignoredInstances, List<String> ignoredReplicationUsers,
        boolean logFiltered) {

    public DiscoveryConfig {
        seeds = List.copyOf(seeds);
        ignoredReplicas = List.copyOf(ignoredReplicas);
        ignoredSources = List.copyOf(ignoredSources);
        ignoredInstances = List.copyOf(ignoredInstances);
        ignoredReplicationUsers = List.copyOf(ignoredReplicationUsers);
    }

    /** The settings that configuration asks for. */
    public static DiscoveryConfig from(Configuration configuration) {
        return new DiscoveryConfig(
                Units.seconds(configuration.get(INSTANCE_POLL_SECONDS)),
                configuration.get(DISCOVER_BY_SHOW_SLAVE_HOSTS),
                Units.seconds(configuration.get(REASONABLE_INSTANCE_CHECK_SECONDS)),
                Units.count(configuration.get(DISCOVERY_MAX_CONCURRENCY)),
                Units.count(configuration.get(DISCOVERY_QUEUE_CAPACITY)),
                Units.count(configuration.get(DISCOVERY_QUEUE_MAX_STATISTICS_SIZE)),
                Units.seconds(configuration.get(DISCOVERY_COLLECTION_RETENTION_SECONDS)),
                configuration.get(DISCOVERY_SEEDS), configuration.get(DEAD_INSTANCE_POLL_SECONDS_MULTIPLY_FACTOR),
                Units.seconds(configuration.get(DEAD_INSTANCE_POLL_SECONDS_MAX)),
                Units.count(configuration.get(DEAD_INSTANCE_DISCOVERY_MAX_CONCURRENCY)),
                configuration.get(DEAD_INSTANCE_DISCOVERY_LOGS_ENABLED), configuration.get(BUFFER_INSTANCE_WRITES),
                Units.count(configuration.get(INSTANCE_WRITE_BUFFER_SIZE)),
                Units.milliseconds(configuration.get(INSTANCE_FLUSH_INTERVAL_MILLISECONDS)),
                configuration.get(SKIP_MAX_SCALE_CHECK), Units.hours(configuration.get(UNSEEN_INSTANCE_FORGET_HOURS)),
                Units.hours(configuration.get(SNAPSHOT_TOPOLOGIES_INTERVAL_HOURS)),
                configuration.get(DISCOVERY_IGNORE_REPLICA_HOSTNAME_FILTERS),
                configuration.get(DISCOVERY_IGNORE_MASTER_HOSTNAME_FILTERS),
                configuration.get(DISCOVERY_IGNORE_HOSTNAME_FILTERS),
                configuration.get(DISCOVERY_IGNORE_REPLICATION_USERNAME_FILTERS),
                configuration.get(ENABLE_DISCOVERY_FILTERS_LOGS));
    }
}
