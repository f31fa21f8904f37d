package io.orchestrator.app.config;

import io.orchestrator.app.config.key.BackendKeys;
import io.orchestrator.app.config.key.ClassificationKeys;
import io.orchestrator.app.config.key.DetectionKeys;
import io.orchestrator.app.config.key.DiscoveryKeys;
import io.orchestrator.app.config.key.KeyValueKeys;
import io.orchestrator.app.config.key.PseudoGtidKeys;
import io.orchestrator.app.config.key.RecoveryKeys;

/** Values that must stay within limits or fit each other (config.md 4, rules 7, 8, 11, 12, 13a and 14 to 17). */
final class LimitRules {

    private static final long FEWEST_CONSUL_OPERATIONS = 5;
    private static final long MOST_CONSUL_OPERATIONS = 64;

    private LimitRules() {}

    static void applierNotUpToDate(Draft draft) {
        if (draft.get(RecoveryKeys.FAIL_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE)
                && draft.get(RecoveryKeys.DELAY_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE)) {
            draft.fault(
                    "Cannot have both FailMasterPromotionIfSQLThreadNotUpToDate and"
                            + " DelayMasterPromotionIfSQLThreadNotUpToDate enabled",
                    RecoveryKeys.FAIL_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE,
                    RecoveryKeys.DELAY_MASTER_PROMOTION_IF_SQL_THREAD_NOT_UP_TO_DATE);
        }
    }

    static void promotionOnLag(Draft draft) {
        if (draft.get(RecoveryKeys.FAIL_MASTER_PROMOTION_ON_LAG_MINUTES) > 0
                && draft.get(ClassificationKeys.REPLICATION_LAG_QUERY).isEmpty()) {
            draft.fault(
                    "nonzero FailMasterPromotionOnLagMinutes requires ReplicationLagQuery to be set",
                    RecoveryKeys.FAIL_MASTER_PROMOTION_ON_LAG_MINUTES);
        }
    }

    static void embeddedDatabase(Draft draft) {
        if (draft.get(BackendKeys.BACKEND_DB).contains("sqlite")
                && draft.get(BackendKeys.SQLITE3_DATA_FILE).isEmpty()) {
            draft.fault(
                    "SQLite3DataFile must be set when BackendDB is sqlite3",
                    BackendKeys.SQLITE3_DATA_FILE, BackendKeys.BACKEND_DB);
        }
    }

    static void pseudoGtid(Draft draft) {
        if (draft.get(PseudoGtidKeys.AUTO_PSEUDO_GTID)) {
            draft.set(PseudoGtidKeys.PSEUDO_GTID_PATTERN, "drop view if exists `_pseudo_gtid_`");
            draft.set(PseudoGtidKeys.PSEUDO_GTID_PATTERN_IS_FIXED_SUBSTRING, true);
            draft.set(PseudoGtidKeys.PSEUDO_GTID_MONOTONIC_HINT, "asc:");
            draft.set(PseudoGtidKeys.DETECT_PSEUDO_GTID_QUERY, "select 1");
        }
    }

    /** The contract checks this only where {@code HTTPAdvertise} is set; meant, and done here, is always (D4). */
    static void writeBuffer(Draft draft) {
        if (draft.get(DiscoveryKeys.INSTANCE_WRITE_BUFFER_SIZE) <= 0) {
            draft.set(DiscoveryKeys.BUFFER_INSTANCE_WRITES, false);
        }
    }

    static void consulTransaction(Draft draft) {
        draft.set(
                KeyValueKeys.CONSUL_MAX_KVS_PER_TRANSACTION,
                Math.clamp(
                        draft.get(KeyValueKeys.CONSUL_MAX_KVS_PER_TRANSACTION), FEWEST_CONSUL_OPERATIONS,
                        MOST_CONSUL_OPERATIONS));
        if (draft.get(KeyValueKeys.CONSUL_CROSS_DATA_CENTER_DISTRIBUTION)
                && draft.get(KeyValueKeys.CONSUL_ADDRESS).isEmpty()) {
            draft.notice(Notice.warning(
                    "ConsulCrossDataCenterDistribution has no effect while ConsulAddress is empty"));
        }
    }

    static void lockedSemiSync(Draft draft) {
        if (draft.get(DetectionKeys.REASONABLE_LOCKED_SEMI_SYNC_MASTER_SECONDS) == 0) {
            draft.set(
                    DetectionKeys.REASONABLE_LOCKED_SEMI_SYNC_MASTER_SECONDS,
                    Math.max(0, draft.get(DetectionKeys.REASONABLE_REPLICATION_LAG_SECONDS)));
        }
    }

    static void deadInstanceBackOff(Draft draft) {
        if (draft.get(DiscoveryKeys.DEAD_INSTANCE_POLL_SECONDS_MULTIPLY_FACTOR) < 1) {
            draft.fault(
                    "DeadInstancePollSecondsMultiplyFactor can not be smaller than 1",
                    DiscoveryKeys.DEAD_INSTANCE_POLL_SECONDS_MULTIPLY_FACTOR);
        }
        if (draft.get(DiscoveryKeys.DEAD_INSTANCE_POLL_SECONDS_MAX) < draft.get(DiscoveryKeys.INSTANCE_POLL_SECONDS)) {
            draft.fault(
                    "DeadInstancePollSecondsMax can not be smaller than InstancePollSeconds",
                    DiscoveryKeys.DEAD_INSTANCE_POLL_SECONDS_MAX, DiscoveryKeys.INSTANCE_POLL_SECONDS);
        }
    }
}
