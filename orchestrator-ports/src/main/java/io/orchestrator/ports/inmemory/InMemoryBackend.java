package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.ports.driven.AccessTokenStore;
import io.orchestrator.ports.driven.AttributeStore;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.driven.NameStore;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driven.TagStore;
import io.orchestrator.ports.driven.TimeSource;
import io.orchestrator.ports.driven.WrittenServers;
import io.orchestrator.ports.engine.World;

/**
 * A backend in memory, shared by as many nodes as are given its stores. Thread-safe; every operation is one transaction. What it
 * holds ends with the process.
 */
public final class InMemoryBackend {
    private final Tables tables;

    /** @param time the backend's own clock */
    public InMemoryBackend(TimeSource time) {
        this.tables = new Tables(time);
    }

    /** Stores of another process, which answer at once. */
    public World.Stores stores() {
        return stores(Line.DIRECT);
    }

    /** Stores of another process, at the end of a line. */
    public World.Stores stores(Line line) {
        WrittenServers written = new WrittenServers();
        return new World.Stores(new InMemoryLeaderStore(tables, line), new InMemoryNodeStore(tables, line),
                new InMemoryClaimStore(tables, line), new InMemoryRecoveryStore(tables, line),
                new InMemoryDetectionStore(tables, line), new InMemoryInstanceStore(tables, line, written),
                new InMemoryIntentStore(tables, line, written),
                new World.Registers(new InMemoryMaintenanceStore(tables, line), new InMemoryTagStore(tables, line),
                        new InMemoryPoolStore(tables, line), new InMemoryAccessTokenStore(tables, line),
                        new InMemoryNameStore(tables, line)));
    }

    public TagStore tags() {
        return new InMemoryTagStore(tables, Line.DIRECT);
    }

    public PoolStore pools() {
        return new InMemoryPoolStore(tables, Line.DIRECT);
    }

    public MaintenanceStore maintenance() {
        return new InMemoryMaintenanceStore(tables, Line.DIRECT);
    }

    public AccessTokenStore accessTokens() {
        return new InMemoryAccessTokenStore(tables, Line.DIRECT);
    }

    public NameStore names() {
        return new InMemoryNameStore(tables, Line.DIRECT);
    }

    public AttributeStore attributes() {
        return new InMemoryAttributeStore(tables, Line.DIRECT);
    }

    /** Moves the backend's clock ahead. */
    public void advance(Duration by) {
        tables.advance(by);
    }

    /** The reference, which knows no lease of ours, becomes the active node. */
    public void electReference(NodeId node) {
        tables.transaction(() -> {
            tables.leader = new Tables.Leader(node, tables.now(), tables.now());
            return node;
        });
    }

    /** The reference begins a recovery: a row without a state of ours. */
    public void beginReferenceRecovery(RecoveryUid uid, InstanceKey failed, ClusterName cluster, NodeId owner) {
        tables.transaction(() -> tables.recoveries.add(new RecoveryRow(tables.recoveries.size() + 1L, uid, failed,
                AnalysisCode.DEAD_MASTER, cluster, cluster.value(), List.of(), owner, tables.now(), 0, null)));
    }

    /** Begins or ends a maintenance. */
    public void maintain(InstanceKey key, boolean inMaintenance) {
        tables.transaction(() -> {
            if (inMaintenance) {
                tables.maintenance.put(key, new Tables.MaintenanceRow(++tables.lastMaintenance,
                        new MaintenanceStore.Request(key, "person", "", Duration.ofDays(365), new NodeId("person", "-"),
                                true),
                        tables.now()));
            } else {
                tables.maintenance.remove(key);
            }
            return key;
        });
    }

    /** Other processes note this, in place of what they noted before. */
    public void note(IntentStore.Marks marks) {
        tables.transaction(() -> tables.marks = marks);
    }

    /** Servers that were found to demand TLS, or not to. */
    public Map<InstanceKey, Boolean> tlsDemanded() {
        return tables.transaction(() -> Map.copyOf(tables.tlsDemanded));
    }

    /** Who is active node now, empty when nobody is. */
    public Optional<NodeId> activeNode() {
        return tables.transaction(() -> Optional.ofNullable(tables.leader).map(Tables.Leader::owner));
    }

    /** The claim on a cluster now. */
    public Optional<Claim> claimOn(ClusterName cluster) {
        return tables.transaction(
                () -> Optional.ofNullable(tables.claims.get(cluster)).map(Tables.ClaimState::claim));
    }

    /** Recoveries that are registered and not resolved. */
    public List<RecoveryUid> unresolved() {
        return tables.transaction(() -> tables.recoveries.stream()
                .filter(row -> row.endedAt().isEmpty())
                .map(RecoveryRow::uid)
                .toList());
    }

    /** The backend's clock. */
    public Instant now() {
        return tables.transaction(tables::now);
    }
}
