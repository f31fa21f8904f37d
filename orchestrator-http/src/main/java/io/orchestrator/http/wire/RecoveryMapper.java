package io.orchestrator.http.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.ports.driven.DetectionStore;
import io.orchestrator.ports.driven.RecoveryStore;

/** Records of recoveries and detections to {@link RecoveryWire} (recovery.md 16.2, detection.md 14). */
public final class RecoveryMapper {
    /** What the contract shows for every recovery read back: the kind is not stored. */
    private static final String STORED_TYPE = "NotMasterRecovery";

    private static final RecoveryOutcome RUNNING =
            new RecoveryOutcome(false, InstanceKey.NONE, "", List.of(), List.of(), List.of());
    private static final RecoveryRecord.Acknowledged NOBODY = new RecoveryRecord.Acknowledged("", "", "");

    private final Rendering rendering;
    private final AnalysisMapper analyses;

    public RecoveryMapper(Rendering rendering) {
        this.rendering = Objects.requireNonNull(rendering, "rendering");
        this.analyses = new AnalysisMapper(rendering);
    }

    public RecoveryWire recovery(RecoveryRecord stored) {
        RecoveryOutcome outcome = Objects.requireNonNullElse(stored.outcome(), RUNNING);
        RecoveryRecord.Acknowledged acknowledged = stored.acknowledged();
        RecoveryRecord.Acknowledged shown = Objects.requireNonNullElse(acknowledged, NOBODY);
        ClusterWire cluster = ClusterWire.recorded(stored.cluster(), stored.clusterAlias(), rendering.filters());
        return new RecoveryWire(
                stored.id(),
                stored.uid().value(),
                analyses.recorded(stored.failed(), stored.code(), cluster, stored.replicaCount(), stored.replicas(),
                        ""),
                KeyWire.of(outcome.successor()),
                outcome.successorAlias(),
                null,
                stored.active(),
                outcome.successful(),
                KeyWire.sorted(outcome.lost()),
                KeyWire.sorted(outcome.participants()),
                // The stored text is split at newlines, and no text is one empty line.
                outcome.errors().isEmpty() ? List.of("") : outcome.errors(),
                stored.startedAt(),
                stored.endedAt(),
                stored.owner().hostname(),
                stored.owner().token(),
                acknowledged != null,
                shown.at(),
                shown.by(),
                shown.comment(),
                stored.lastDetectionId(),
                0,
                "",
                STORED_TYPE);
    }

    public RecoveryWire detection(DetectionRecord stored) {
        ClusterWire cluster = ClusterWire.recorded(stored.cluster(), stored.clusterAlias(), rendering.filters());
        return new RecoveryWire(
                stored.id(),
                "",
                analyses.recorded(stored.key(), stored.code(), cluster, stored.replicaCount(), stored.replicas(),
                        stored.startedAt()),
                null,
                "",
                null,
                stored.active(),
                false,
                List.of(),
                List.of(),
                null,
                stored.startedAt(),
                "",
                stored.owner().hostname(),
                stored.owner().token(),
                false,
                "",
                "",
                "",
                0,
                stored.relatedRecoveryId(),
                "",
                "");
    }

    public RecoveryWire.Step step(RecoveryStore.StepText step) {
        return new RecoveryWire.Step(step.id(), step.uid().value(), step.at(), step.message());
    }

    public RecoveryWire.Blocked blocked(RecoveryStore.Blocked blocked) {
        return new RecoveryWire.Blocked(KeyWire.of(blocked.failed()), blocked.clusterName(), blocked.code(),
                blocked.lastBlockedAt(), blocked.blockingRecoveryId());
    }

    /** One entry for each server, by key; the changes keep their order. */
    public List<RecoveryWire.Changelog> changelog(List<DetectionStore.Change> changes) {
        Map<InstanceKey, List<String>> byServer = new TreeMap<>();
        for (DetectionStore.Change change : changes) {
            byServer.computeIfAbsent(change.key(), _ -> new ArrayList<>()).add(change.at() + ";" + change.code() + ",");
        }
        return byServer.entrySet()
                .stream()
                .map(entry -> new RecoveryWire.Changelog(KeyWire.of(entry.getKey()), entry.getValue()))
                .toList();
    }
}
