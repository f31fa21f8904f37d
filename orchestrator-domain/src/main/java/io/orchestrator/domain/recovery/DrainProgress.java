package io.orchestrator.domain.recovery;

import java.util.HashMap;
import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.ReplicaReading;

/** Whether waiting on for an applier makes sense, as {@code DelayMasterPromotionIfSQLThreadNotUpToDate} wants it. */
final class DrainProgress {
    private DrainProgress() {}

    /** Whether the key is set and more was applied than when last read, though not all in time. */
    static boolean isMade(RecoverySettings settings, ActionOutcome outcome,
            Map<InstanceKey, ReplicaReading> readings) {
        if (!settings.delayUntilApplied() || !(outcome instanceof ActionOutcome.Refused refused)) {
            return false;
        }
        ReplicaReading before = readings.get(refused.key());
        ReplicaReading after = refused.reading();
        return before != null && after != null && !before.executed().contains(after.executed());
    }

    /** The readings with what was read last. */
    static Map<InstanceKey, ReplicaReading> noted(Map<InstanceKey, ReplicaReading> readings, ActionOutcome outcome) {
        Map<InstanceKey, ReplicaReading> newer = new HashMap<>(readings);
        if (outcome instanceof ActionOutcome.Refused refused && refused.reading() != null) {
            newer.put(refused.key(), refused.reading());
        }
        return newer;
    }

    static String text(ActionOutcome outcome) {
        return "DelayMasterPromotionIfSQLThreadNotUpToDate: " + outcome.key()
                + " is still applying and makes progress; waiting on: " + DeadSourceRecovery.describe(outcome);
    }
}
