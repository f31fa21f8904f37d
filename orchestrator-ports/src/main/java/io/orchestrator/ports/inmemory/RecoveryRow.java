package io.orchestrator.ports.inmemory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.StepIntent;
import org.jspecify.annotations.Nullable;

/** One row of recoveries, with our state beside it. Changed in transactions only. */
final class RecoveryRow {
    private final long id;
    private final RecoveryUid uid;
    private final InstanceKey failed;
    private final AnalysisCode code;
    private final ClusterName cluster;
    private final String alias;
    private final List<InstanceKey> replicas;
    private final Instant startedAt;
    private final long detectionId;
    private final List<StepIntent> intents = new ArrayList<>();
    private NodeId owner;
    private @Nullable RecoveryState state;
    private @Nullable RecoveryOutcome outcome;
    private boolean active = true;
    private @Nullable Instant end;
    private RecoveryRecord.@Nullable Acknowledged acknowledged;

    RecoveryRow(long id, RecoveryUid uid, InstanceKey failed, AnalysisCode code, ClusterName cluster, String alias,
            List<InstanceKey> replicas, NodeId owner, Instant startedAt, long detectionId,
            @Nullable RecoveryState state) {
        this.id = id;
        this.uid = uid;
        this.failed = failed;
        this.code = code;
        this.cluster = cluster;
        this.alias = alias;
        this.replicas = List.copyOf(replicas);
        this.owner = owner;
        this.startedAt = startedAt;
        this.detectionId = detectionId;
        this.state = state;
    }

    long id() {
        return id;
    }

    RecoveryUid uid() {
        return uid;
    }

    InstanceKey failed() {
        return failed;
    }

    ClusterName cluster() {
        return cluster;
    }

    String alias() {
        return alias;
    }

    NodeId owner() {
        return owner;
    }

    @Nullable
    RecoveryState state() {
        return state;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** When it was resolved, as text; empty while it runs. */
    String endedAt() {
        return end == null ? "" : Tables.text(end);
    }

    @Nullable
    Instant end() {
        return end;
    }

    long detectionId() {
        return detectionId;
    }

    boolean isActive() {
        return active;
    }

    boolean isAcknowledged() {
        return acknowledged != null;
    }

    boolean isPromotionOf(InstanceKey key) {
        return outcome != null && outcome.successor().equals(key);
    }

    /** Whether what is stored comes after that state: its write was delayed and has been overtaken. */
    boolean isBeyond(RecoveryState earlier) {
        RecoveryState stored = state;
        if (stored == null || end != null) {
            return stored != null;
        }
        return stored.attempt() > earlier.attempt()
                || (stored.attempt() == earlier.attempt() && stored.steps() > earlier.steps());
    }

    void moveTo(RecoveryState next, List<StepIntent> more) {
        state = next;
        intents.addAll(more);
    }

    void resolve(RecoveryOutcome how, RecoveryState last, Instant now) {
        outcome = how;
        state = last;
        end = now;
    }

    void adoptedBy(NodeId node) {
        owner = node;
    }

    void endActivePeriod() {
        active = false;
    }

    void acknowledge(String by, String comment, Instant now) {
        active = false;
        acknowledged = new RecoveryRecord.Acknowledged(by, Tables.text(now), comment);
    }

    void endCrashed(Instant now) {
        end = now;
    }

    RecoveryRecord record() {
        return new RecoveryRecord(id, uid, failed, code, cluster, alias, replicas.size(), replicas, outcome, active,
                Tables.text(startedAt), endedAt(), owner, acknowledged, detectionId);
    }
}
