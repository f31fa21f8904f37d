package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of discovery (config.md 7.5). */
public final class DiscoveryKeys {

    /**
     * Age after which an instance is due for polling, and smallest spacing between two polls of one
     * instance; in seconds.
     */
    public static final Key<Long> INSTANCE_POLL_SECONDS = Key.unsigned("InstancePollSeconds", 5).partly();

    /**
     * Ask {@code SHOW SLAVE HOSTS}/{@code SHOW REPLICAS} first, process list second; otherwise the process
     * list only (which assumes the replica listens on the master's port).
     */
    public static final Key<Boolean> DISCOVER_BY_SHOW_SLAVE_HOSTS = Key.flag("DiscoverByShowSlaveHosts", false);

    /**
     * Added to {@code InstancePollSeconds}: the largest gap between last seen and last attempted check for
     * which an instance still counts as validly checked in analysis; in seconds.
     */
    public static final Key<Long> REASONABLE_INSTANCE_CHECK_SECONDS = Key.unsigned("ReasonableInstanceCheckSeconds", 1);

    /** Discovery workers for live instances. */
    public static final Key<Long> DISCOVERY_MAX_CONCURRENCY = Key.unsigned("DiscoveryMaxConcurrency", 300).restart();

    /** Buffer of each discovery queue; a full queue blocks the producer. */
    public static final Key<Long> DISCOVERY_QUEUE_CAPACITY = Key.unsigned("DiscoveryQueueCapacity", 100000).restart();

    /** Per-second queue samples kept for the queue metrics endpoints. */
    public static final Key<Long> DISCOVERY_QUEUE_MAX_STATISTICS_SIZE =
            Key.whole("DiscoveryQueueMaxStatisticsSize", 120);

    /** Retention of discovery metrics; in seconds. */
    public static final Key<Long> DISCOVERY_COLLECTION_RETENTION_SECONDS =
            Key.unsigned("DiscoveryCollectionRetentionSeconds", 120).partly();

    /** Instances injected once per process, on the first poll tick on which the node leads (or is active). */
    public static final Key<List<String>> DISCOVERY_SEEDS = Key.list("DiscoverySeeds").restart();

    /** Back-off multiplier, 1 or more, per failed attempt on an unreachable instance. */
    public static final Key<Double> DEAD_INSTANCE_POLL_SECONDS_MULTIPLY_FACTOR =
            Key.real("DeadInstancePollSecondsMultiplyFactor", 1.0);

    /** Cap of that back-off; in seconds. */
    public static final Key<Long> DEAD_INSTANCE_POLL_SECONDS_MAX = Key.unsigned("DeadInstancePollSecondsMax", 300);

    /**
     * Above 0: a second queue ({@code DEADINSTANCES}) with this many workers serves unreachable instances;
     * 0: they share the main queue.
     */
    public static final Key<Long> DEAD_INSTANCE_DISCOVERY_MAX_CONCURRENCY =
            Key.unsigned("DeadInstanceDiscoveryMaxConcurrency", 0).restart();

    /** Debug lines for dead-instance bookkeeping. */
    public static final Key<Boolean> DEAD_INSTANCE_DISCOVERY_LOGS_ENABLED =
            Key.flag("DeadInstanceDiscoveryLogsEnabled", false);

    /** Collect instance writes and flush them in bulk. */
    public static final Key<Boolean> BUFFER_INSTANCE_WRITES = Key.flag("BufferInstanceWrites", false);

    /** Buffer capacity and maximum rows per bulk write. */
    public static final Key<Long> INSTANCE_WRITE_BUFFER_SIZE = Key.whole("InstanceWriteBufferSize", 100).partly();

    /** Flush period of that buffer; in milliseconds. */
    public static final Key<Long> INSTANCE_FLUSH_INTERVAL_MILLISECONDS =
            Key.whole("InstanceFlushIntervalMilliseconds", 100).restart();

    /** Skip the probe for MaxScale binlog servers. */
    public static final Key<Boolean> SKIP_MAX_SCALE_CHECK = Key.flag("SkipMaxScaleCheck", true);

    /** Instances not seen for this long are deleted; in hours. */
    public static final Key<Long> UNSEEN_INSTANCE_FORGET_HOURS = Key.unsigned("UnseenInstanceForgetHours", 240);

    /** Period of automatic topology snapshots; 0 = off; in hours. */
    public static final Key<Long> SNAPSHOT_TOPOLOGIES_INTERVAL_HOURS =
            Key.unsigned("SnapshotTopologiesIntervalHours", 0).restart();

    /** Replicas matching are not followed nor listed under their master. */
    public static final Key<List<String>> DISCOVERY_IGNORE_REPLICA_HOSTNAME_FILTERS =
            Key.list("DiscoveryIgnoreReplicaHostnameFilters").restricting();

    /** Masters matching are not followed. */
    public static final Key<List<String>> DISCOVERY_IGNORE_MASTER_HOSTNAME_FILTERS =
            Key.list("DiscoveryIgnoreMasterHostnameFilters").restricting();

    /** Instances matching are never polled. */
    public static final Key<List<String>> DISCOVERY_IGNORE_HOSTNAME_FILTERS =
            Key.list("DiscoveryIgnoreHostnameFilters").restricting();

    /** Instances whose replication user matches are skipped, as are replicas reported with such a user. */
    public static final Key<List<String>> DISCOVERY_IGNORE_REPLICATION_USERNAME_FILTERS =
            Key.list("DiscoveryIgnoreReplicationUsernameFilters").restricting();

    /** Log skips caused by the user filter above (not by host filters). */
    public static final Key<Boolean> ENABLE_DISCOVERY_FILTERS_LOGS = Key.flag("EnableDiscoveryFiltersLogs", true);

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            INSTANCE_POLL_SECONDS, DISCOVER_BY_SHOW_SLAVE_HOSTS, REASONABLE_INSTANCE_CHECK_SECONDS,
            DISCOVERY_MAX_CONCURRENCY, DISCOVERY_QUEUE_CAPACITY, DISCOVERY_QUEUE_MAX_STATISTICS_SIZE,
            DISCOVERY_COLLECTION_RETENTION_SECONDS, DISCOVERY_SEEDS,
            DEAD_INSTANCE_POLL_SECONDS_MULTIPLY_FACTOR, DEAD_INSTANCE_POLL_SECONDS_MAX,
            DEAD_INSTANCE_DISCOVERY_MAX_CONCURRENCY, DEAD_INSTANCE_DISCOVERY_LOGS_ENABLED,
            BUFFER_INSTANCE_WRITES, INSTANCE_WRITE_BUFFER_SIZE, INSTANCE_FLUSH_INTERVAL_MILLISECONDS,
            SKIP_MAX_SCALE_CHECK, UNSEEN_INSTANCE_FORGET_HOURS, SNAPSHOT_TOPOLOGIES_INTERVAL_HOURS,
            DISCOVERY_IGNORE_REPLICA_HOSTNAME_FILTERS, DISCOVERY_IGNORE_MASTER_HOSTNAME_FILTERS,
            DISCOVERY_IGNORE_HOSTNAME_FILTERS, DISCOVERY_IGNORE_REPLICATION_USERNAME_FILTERS,
            ENABLE_DISCOVERY_FILTERS_LOGS);

    private DiscoveryKeys() {}
}
