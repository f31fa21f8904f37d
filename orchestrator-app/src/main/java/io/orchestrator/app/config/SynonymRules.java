package io.orchestrator.app.config;

import static io.orchestrator.app.config.key.ClassificationKeys.REPLICATION_LAG_QUERY;
import static io.orchestrator.app.config.key.ClassificationKeys.SLAVE_LAG_QUERY;
import static io.orchestrator.app.config.key.RecoveryKeys.DETACH_LOST_REPLICAS_AFTER_MASTER_FAILOVER;
import static io.orchestrator.app.config.key.RecoveryKeys.DETACH_LOST_SLAVES_AFTER_MASTER_FAILOVER;
import static io.orchestrator.app.config.key.RecoveryKeys.MASTER_FAILOVER_DETACH_REPLICA_MASTER_HOST;
import static io.orchestrator.app.config.key.RecoveryKeys.MASTER_FAILOVER_DETACH_SLAVE_MASTER_HOST;
import static io.orchestrator.app.config.key.RecoveryKeys.POSTPONE_REPLICA_RECOVERY_ON_LAG_MINUTES;
import static io.orchestrator.app.config.key.RecoveryKeys.POSTPONE_SLAVE_RECOVERY_ON_LAG_MINUTES;
import static io.orchestrator.app.config.key.RecoveryKeys.RECOVERY_PERIOD_BLOCK_MINUTES;
import static io.orchestrator.app.config.key.RecoveryKeys.RECOVERY_PERIOD_BLOCK_SECONDS;

/**
 * Legacy spellings folded into their successors (config.md 4, rules 3 to 6 and 9). Two of them cannot achieve what
 * their author meant (config.md 11, D9): existing files rely on the effective value, so that stays, with a warning.
 */
final class SynonymRules {

    private static final long SECONDS_PER_MINUTE = 60;

    private SynonymRules() {}

    static void recoveryBlock(Draft draft) {
        var minutes = draft.get(RECOVERY_PERIOD_BLOCK_MINUTES);
        if (draft.get(RECOVERY_PERIOD_BLOCK_SECONDS) == 0 && minutes > 0) {
            draft.set(RECOVERY_PERIOD_BLOCK_SECONDS, saturated(minutes));
        } else if (draft.place(RECOVERY_PERIOD_BLOCK_MINUTES).isPresent()
                && draft.place(RECOVERY_PERIOD_BLOCK_SECONDS).isEmpty()) {
            draft.notice(Notice.warning(
                    "RecoveryPeriodBlockMinutes has no effect unless RecoveryPeriodBlockSeconds is 0: the period stays "
                            + draft.get(RECOVERY_PERIOD_BLOCK_SECONDS) + " seconds"));
        }
    }

    private static long saturated(long minutes) {
        return minutes > Long.MAX_VALUE / SECONDS_PER_MINUTE ? Long.MAX_VALUE : minutes * SECONDS_PER_MINUTE;
    }

    static void lagQuery(Draft draft) {
        var legacy = draft.get(SLAVE_LAG_QUERY);
        var present = draft.get(REPLICATION_LAG_QUERY);
        if (!legacy.isEmpty() && !present.isEmpty() && !legacy.equals(present)) {
            draft.fault(
                    "config's ReplicationLagQuery and SlaveLagQuery are synonyms and cannot both be defined",
                    REPLICATION_LAG_QUERY, SLAVE_LAG_QUERY);
            return;
        }
        if (present.isEmpty()) {
            draft.set(REPLICATION_LAG_QUERY, legacy);
        }
        draft.set(SLAVE_LAG_QUERY, "");
    }

    static void detachLostReplicas(Draft draft) {
        if (!draft.get(DETACH_LOST_SLAVES_AFTER_MASTER_FAILOVER)) {
            return;
        }
        if (draft.place(DETACH_LOST_REPLICAS_AFTER_MASTER_FAILOVER).isPresent()
                && !draft.get(DETACH_LOST_REPLICAS_AFTER_MASTER_FAILOVER)) {
            draft.notice(Notice.warning(
                    "DetachLostReplicasAfterMasterFailover: false has no effect while"
                            + " DetachLostSlavesAfterMasterFailover is true, its default: lost"
                            + " replicas are detached; set"
                            + " both to false to keep them"));
        }
        draft.set(DETACH_LOST_REPLICAS_AFTER_MASTER_FAILOVER, true);
    }

    static void detachSourceHost(Draft draft) {
        if (draft.get(MASTER_FAILOVER_DETACH_SLAVE_MASTER_HOST)) {
            draft.set(MASTER_FAILOVER_DETACH_REPLICA_MASTER_HOST, true);
        }
    }

    static void postponeOnLag(Draft draft) {
        var legacy = draft.get(POSTPONE_SLAVE_RECOVERY_ON_LAG_MINUTES);
        var present = draft.get(POSTPONE_REPLICA_RECOVERY_ON_LAG_MINUTES);
        if (legacy == 0) {
            return;
        }
        if (present != 0 && !present.equals(legacy)) {
            draft.fault(
                    "config's PostponeReplicaRecoveryOnLagMinutes and"
                            + " PostponeSlaveRecoveryOnLagMinutes are synonyms and"
                            + " cannot both be defined",
                    POSTPONE_REPLICA_RECOVERY_ON_LAG_MINUTES, POSTPONE_SLAVE_RECOVERY_ON_LAG_MINUTES);
            return;
        }
        draft.set(POSTPONE_REPLICA_RECOVERY_ON_LAG_MINUTES, legacy);
    }
}
