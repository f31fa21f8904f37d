package io.orchestrator.app.config.settings;

import java.time.Duration;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.OperationKeys.INSTANCE_BULK_OPERATIONS_WAIT_TIMEOUT_SECONDS;
import static io.orchestrator.app.config.key.OperationKeys.MAX_CONCURRENT_REPLICA_OPERATIONS;

/**
 * Limits of operations on many replicas (config.md 7.18).
 *
 * @param parallelMoves GTID relocations at a time within one bulk move
 * @param bulkWait how long a bulk operation waits for one replica to stop
 */
public record OperationLimits(int parallelMoves, Duration bulkWait) {

    /** The settings that configuration asks for. */
    public static OperationLimits from(Configuration configuration) {
        return new OperationLimits(
                Units.count(configuration.get(MAX_CONCURRENT_REPLICA_OPERATIONS)),
                Units.seconds(configuration.get(INSTANCE_BULK_OPERATIONS_WAIT_TIMEOUT_SECONDS)));
    }
}
