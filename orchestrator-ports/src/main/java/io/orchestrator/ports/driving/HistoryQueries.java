package io.orchestrator.ports.driving;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.DetectionStore;
import io.orchestrator.ports.driven.RecoveryStore;
import org.jspecify.annotations.Nullable;

/** What happened. */
public interface HistoryQueries {
    CompletionStage<List<RecoveryRecord>> recoveries(RecoveryStore.Query query);

    CompletionStage<List<RecoveryStore.StepText>> steps(RecoveryUid uid);

    CompletionStage<List<RecoveryStore.Blocked>> blocked();

    CompletionStage<List<DetectionRecord>> detections(int page, @Nullable Long id, @Nullable String clusterAlias);

    CompletionStage<List<DetectionStore.Change>> analysisChanges();

    /**
     * The audit, newest first, {@value AuditLog#PAGE} a page from 0.
     *
     * @param key of this server only; null = all
     */
    CompletionStage<List<AuditLog.Kept>> audit(int page, @Nullable InstanceKey key);
}
