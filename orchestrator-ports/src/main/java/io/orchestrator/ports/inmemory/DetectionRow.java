package io.orchestrator.ports.inmemory;

import java.time.Instant;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.recovery.DetectionRecord;

/** One row of detections. Changed in transactions only. */
final class DetectionRow {
    private final long id;
    private final Analysis analysis;
    private final boolean actionable;
    private final NodeId owner;
    private final Instant startedAt;
    private boolean active = true;

    DetectionRow(long id, Analysis analysis, boolean actionable, NodeId owner, Instant startedAt) {
        this.id = id;
        this.analysis = analysis;
        this.actionable = actionable;
        this.owner = owner;
        this.startedAt = startedAt;
    }

    long id() {
        return id;
    }

    InstanceKey key() {
        return analysis.key();
    }

    String alias() {
        return analysis.clusterAlias();
    }

    Instant startedAt() {
        return startedAt;
    }

    boolean isActive() {
        return active;
    }

    boolean isSameAs(Analysis other) {
        return key().equals(other.key()) && analysis.code() == other.code();
    }

    boolean isOf(ClusterName name, String alias) {
        return analysis.cluster().equals(name) || (!alias.isEmpty() && analysis.clusterAlias().equals(alias));
    }

    boolean isActionable() {
        return actionable;
    }

    void end() {
        active = false;
    }

    DetectionRecord record(long relatedRecovery) {
        return new DetectionRecord(id, key(), analysis.code(), analysis.cluster(), analysis.clusterAlias(),
                analysis.evidence().replicas().count(), analysis.evidence().replicaKeys(), actionable, active,
                Tables.text(startedAt), owner, relatedRecovery);
    }
}
