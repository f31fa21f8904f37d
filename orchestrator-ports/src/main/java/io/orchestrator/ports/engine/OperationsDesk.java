package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Maintenance;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.driving.MaintenanceCommands;
import io.orchestrator.ports.driving.OperationsCommands;

/** Takes what people say about servers and clusters: stored first, then in effect here at once and at the leader within a second. */
final class OperationsDesk implements OperationsCommands, MaintenanceCommands {
    private final World world;
    private final NodeId self;
    private final IntentLoop intents;

    OperationsDesk(World world, NodeId self, IntentLoop intents) {
        this.world = world;
        this.self = self;
        this.intents = intents;
    }

    @Override
    public CompletionStage<Void> beginDowntime(InstanceKey key, String owner, String reason, Duration duration) {
        audit("begin-downtime", key, "owner: " + owner + ", reason: " + reason);
        return intents.after(store().beginDowntime(key, owner, reason, duration));
    }

    @Override
    public CompletionStage<Boolean> endDowntime(InstanceKey key) {
        audit("end-downtime", key, "");
        return intents.after(store().endDowntime(key));
    }

    @Override
    public CompletionStage<Void> registerCandidate(Candidate candidate) {
        audit("register-candidate", candidate.key(), candidate.rule().contractName());
        return intents.after(store().registerCandidate(candidate));
    }

    @Override
    public CompletionStage<List<IntentStore.Registered>> candidates() {
        return store().registeredCandidates();
    }

    @Override
    public CompletionStage<Void> overrideAlias(ClusterName cluster, String alias) {
        world.audit().audit(new AuditEntry("set-cluster-alias", InstanceKey.NONE, cluster.value(), alias));
        return intents.after(store().overrideAlias(cluster, alias));
    }

    @Override
    public CompletionStage<Optional<Long>> begin(InstanceKey key, String owner, String reason, Duration duration) {
        return intents.after(locks().begin(new MaintenanceStore.Request(key, owner, reason, duration, self, true)))
                .thenApply(begun -> {
                    begun.ifPresent(number -> audit("begin-maintenance", key,
                            token(number) + ", owner: " + owner + ", reason: " + reason));
                    return begun;
                });
    }

    @Override
    public CompletionStage<Boolean> end(InstanceKey key) {
        // Which one it is, is asked for the audit only: it may be another by the time it is ended.
        return locks().active()
                .thenCompose(active -> intents.after(locks().end(key))
                        .thenApply(ended -> audited(ended, active, key)));
    }

    private boolean audited(boolean ended, List<Maintenance> active, InstanceKey key) {
        if (ended) {
            audit("end-maintenance", key, active.stream()
                    .filter(lock -> lock.key().equals(key))
                    .map(lock -> token(lock.number()))
                    .findFirst()
                    .orElse(""));
        }
        return ended;
    }

    @Override
    public CompletionStage<Boolean> end(long number) {
        return intents.after(locks().end(number)).thenApply(ended -> {
            if (ended) {
                audit("end-maintenance", InstanceKey.NONE, token(number));
            }
            return ended;
        });
    }

    @Override
    public CompletionStage<Boolean> isHeld(InstanceKey key) {
        return active().thenApply(active -> active.stream().anyMatch(lock -> lock.key().equals(key)));
    }

    @Override
    public CompletionStage<List<Maintenance>> active() {
        return locks().active();
    }

    private static String token(long number) {
        return "maintenanceToken: " + number;
    }

    private void audit(String type, InstanceKey key, String message) {
        world.audit().audit(new AuditEntry(type, key, "", message));
    }

    private IntentStore store() {
        return world.stores().intents();
    }

    private MaintenanceStore locks() {
        return world.stores().registers().maintenance();
    }
}
