package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.recovery.DetectionRecord;
import org.jspecify.annotations.Nullable;

/** Detections (detection.md 13, 14). */
public interface DetectionStore {
    /** Registers a detection; true when it is new. A row of another code of the same server ends first (D-1). */
    CompletionStage<Boolean> register(Analysis analysis, boolean actionable, NodeId owner);

    /** Ends the active detections of a server. */
    CompletionStage<Void> end(InstanceKey key);

    /** Ends active detections older than this. */
    CompletionStage<Integer> expire(Duration block);

    /**
     * Detections, newest first, 20 a page from 0.
     *
     * @param id only this row; null for all
     * @param clusterAlias only of clusters with this alias; null for all
     */
    CompletionStage<List<DetectionRecord>> find(int page, @Nullable Long id, @Nullable String clusterAlias);

    /** Writes changed codes to the last-analysis table and its change log (detection.md 13). */
    CompletionStage<Void> recordChanges(List<Analysis> changed);

    /** One server's change log entries, oldest first. */
    record Change(InstanceKey key, String at, String code) {}

    CompletionStage<List<Change>> changes();

    /**
     * Removes detections that began longer ago and are active no more, and change log entries that are older (ha-shared-backend.md 7);
     * answers how many detections.
     *
     * @param detections {@code AuditPurgeDays}
     * @param changes {@code UnseenInstanceForgetHours}
     */
    CompletionStage<Integer> purge(Duration detections, Duration changes);
}
