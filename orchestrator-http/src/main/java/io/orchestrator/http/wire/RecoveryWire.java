package io.orchestrator.http.wire;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** {@code TopologyRecovery} of http-api.md 3.6, of a recovery or of a detection. {@link RecoveryMapper} fills it. */
public record RecoveryWire(
        long id,
        @WireName("UID") String uid,
        AnalysisWire analysisEntry,
        @Nullable KeyWire successorKey,
        String successorAlias,
        @Nullable CoordinatesWire successorBinlogCoordinates,
        boolean isActive,
        boolean isSuccessful,
        List<KeyWire> lostReplicas,
        List<KeyWire> participatingInstanceKeys,
        @Nullable List<String> allErrors,
        String recoveryStartTimestamp,
        String recoveryEndTimestamp,
        String processingNodeHostname,
        String processingNodeToken,
        boolean acknowledged,
        String acknowledgedAt,
        String acknowledgedBy,
        String acknowledgedComment,
        long lastDetectionId,
        long relatedRecoveryId,
        String type,
        String recoveryType) {

    /** {@code TopologyRecoveryStep} of http-api.md 3.1. */
    public record Step(long id, @WireName("RecoveryUID") String uid, String auditAt, String message) {}

    /** {@code BlockedTopologyRecovery} of http-api.md 3.1. */
    public record Blocked(KeyWire failedInstanceKey, String clusterName, String analysis, String lastBlockedTimestamp,
            long blockingRecoveryId) {}

    /** {@code ReplicationAnalysisChangelog} of http-api.md 3.1; each entry is time, semicolon, code, comma. */
    public record Changelog(KeyWire analyzedInstanceKey, List<String> changelog) {
        public Changelog {
            changelog = List.copyOf(changelog);
        }
    }

    public RecoveryWire {
        lostReplicas = List.copyOf(lostReplicas);
        participatingInstanceKeys = List.copyOf(participatingInstanceKeys);
    }
}
