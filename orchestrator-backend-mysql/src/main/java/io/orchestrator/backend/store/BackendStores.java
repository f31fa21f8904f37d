package io.orchestrator.backend.store;

import java.util.concurrent.CompletionStage;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.ports.driven.AccessTokenStore;
import io.orchestrator.ports.driven.AttributeStore;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.ClaimStore;
import io.orchestrator.ports.driven.DetectionStore;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.LeaderStore;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.driven.NameStore;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driven.TagStore;
import io.orchestrator.ports.driven.WrittenServers;
import io.orchestrator.ports.engine.World;

/** All stores over one open backend, which must be deployed; its owner closes it. */
public final class BackendStores {

    private final InstanceStore instances;
    private final IntentStore intents;
    private final DetectionStore detections;
    private final RecoveryStore recoveries;
    private final ClaimStore claims;
    private final LeaderStore leader;
    private final NodeStore nodes;
    private final AuditTables audit;
    private final StoreCalls calls;

    /**
     * Makes the stores.
     *
     * @param auditToBackend whether audit entries are kept in the {@code audit} table ({@code AuditToBackendDB})
     */
    public BackendStores(BackendDatabase database, boolean auditToBackend) {
        this(new StoreCalls(database, StoreCalls.GUARD), auditToBackend);
    }

    BackendStores(StoreCalls calls, boolean auditToBackend) {
        this.calls = calls;
        var written = new WrittenServers();
        this.instances = new InstanceTable(calls, written);
        this.intents = new IntentTables(calls, written);
        this.detections = new DetectionTable(calls);
        this.audit = new AuditTables(calls, auditToBackend);
        this.recoveries = new RecoveryTable(calls, audit);
        this.claims = new ClaimTable(calls);
        this.leader = new LeaderTable(calls);
        this.nodes = new NodeTable(calls);
    }

    public InstanceStore instances() {
        return instances;
    }

    public IntentStore intents() {
        return intents;
    }

    public DetectionStore detections() {
        return detections;
    }

    public RecoveryStore recoveries() {
        return recoveries;
    }

    public ClaimStore claims() {
        return claims;
    }

    public LeaderStore leader() {
        return leader;
    }

    public NodeStore nodes() {
        return nodes;
    }

    public TagStore tags() {
        return new TagTable(calls);
    }

    public PoolStore pools() {
        return new PoolTable(calls);
    }

    public MaintenanceStore maintenance() {
        return new MaintenanceTable(calls);
    }

    public AccessTokenStore accessTokens() {
        return new AccessTokenTable(calls);
    }

    public NameStore names() {
        return new NameTables(calls);
    }

    public AttributeStore attributes() {
        return new AttributeTable(calls);
    }

    public AuditLog audit() {
        return audit;
    }

    /** The stores as the engine takes them. */
    public World.Stores forEngine() {
        return new World.Stores(leader, nodes, claims, recoveries, detections, instances, intents,
                new World.Registers(maintenance(), tags(), pools(), accessTokens(), names()));
    }

    /**
     * Goes once through everything a recovery writes, and undoes it, so that the first real one does not wait for classes
     * to be loaded. To be called when the service starts; a failure is nobody's concern.
     */
    public CompletionStage<Void> rehearse() {
        return calls.rehearse("Cannot rehearse a recovery", new Rehearsal(calls.dialect())::run);
    }

    /** Completes when the audit entries handed over so far are written or given up; for a process that is about to end. */
    public CompletionStage<Void> settled() {
        return audit.settled();
    }

    /** Audit entries and decisions dropped so far because the backend took none, for metrics. */
    public long droppedAuditEntries() {
        return audit.dropped();
    }
}
