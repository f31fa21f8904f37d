package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of limits of operations (config.md 7.18). */
public final class OperationKeys {

    /** Parallel GTID relocations within one bulk move. */
    public static final Key<Long> MAX_CONCURRENT_REPLICA_OPERATIONS = Key.whole("MaxConcurrentReplicaOperations", 5);

    /** How long bulk operations wait for one replica to stop nicely; in seconds. */
    public static final Key<Long> INSTANCE_BULK_OPERATIONS_WAIT_TIMEOUT_SECONDS =
            Key.unsigned("InstanceBulkOperationsWaitTimeoutSeconds", 10);

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            MAX_CONCURRENT_REPLICA_OPERATIONS, INSTANCE_BULK_OPERATIONS_WAIT_TIMEOUT_SECONDS);

    private OperationKeys() {}
}
