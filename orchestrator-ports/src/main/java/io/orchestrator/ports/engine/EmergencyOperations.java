package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.Proof;

/** What is looked at, or told to connect again, because of an analysis (detection.md 12), with the contract's throttles. */
final class EmergencyOperations {
    private static final Duration RESTART_THROTTLE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration ACTION_DEADLINE = Duration.ofSeconds(5);

    private final Loop loop;
    private final World world;
    private final BooleanSupplier mayRestart;
    private final Consumer<InstanceKey> suspect;
    private final Map<InstanceKey, Duration> restarted = new HashMap<>();
    private final Map<InstanceKey, Duration> graceUntil = new HashMap<>();

    /**
     * @param mayRestart whether this node may change servers now and recoveries are not disabled
     * @param suspect looks at a server and its replicas at once and again
     */
    EmergencyOperations(Loop loop, World world, BooleanSupplier mayRestart, Consumer<InstanceKey> suspect) {
        this.loop = loop;
        this.world = world;
        this.mayRestart = mayRestart;
        this.suspect = suspect;
    }

    /** Servers whose replicas were just told to connect again, and until when that excuses them. */
    Map<InstanceKey, Duration> graceUntil() {
        graceUntil.values().removeIf(until -> until.compareTo(loop.now()) <= 0);
        return graceUntil;
    }

    void consider(Analysis analysis) {
        switch (analysis.code()) {
            case DEAD_MASTER_AND_REPLICAS, UNREACHABLE_MASTER, LOCKED_SEMI_SYNC_MASTER_HYPOTHESIS,
                    ALL_MASTER_REPLICAS_NOT_REPLICATING, ALL_MASTER_REPLICAS_NOT_REPLICATING_OR_DEAD ->
                    suspect.accept(analysis.key());
            case FIRST_TIER_REPLICA_FAILING_TO_CONNECT_TO_MASTER -> suspect.accept(analysis.sourceKey());
            case UNREACHABLE_MASTER_WITH_LAGGING_REPLICAS, UNREACHABLE_INTERMEDIATE_MASTER_WITH_LAGGING_REPLICAS -> {
                suspect.accept(analysis.key());
                restartReceivers(analysis);
            }
            default -> {
            }
        }
    }

    private void restartReceivers(Analysis analysis) {
        boolean automated = analysis.automatedSourceRecovery() || analysis.automatedIntermediateRecovery();
        if (!automated || !mayRestart.getAsBoolean() || !isDue(analysis.key())) {
            return;
        }
        graceUntil.put(analysis.key(), loop.now().plus(GRACE));
        for (InstanceKey replica : analysis.evidence().replicaKeys()) {
            if (isDue(replica)) {
                world.audit()
                        .audit(new AuditEntry("emergently-restart-replication-topology-instance", replica,
                                analysis.cluster().value(), analysis.code().contractName()));
                loop.within(ACTION_DEADLINE.multipliedBy(2),
                        world.servers()
                                .actuator()
                                .execute(new ServerAction.RestartReceiver(replica),
                                        Proof.of(loop.now()), ACTION_DEADLINE),
                        _ -> {}, _ -> {});
            }
        }
    }

    private boolean isDue(InstanceKey key) {
        Duration last = restarted.get(key);
        if (last != null && loop.now().minus(last).compareTo(RESTART_THROTTLE) < 0) {
            return false;
        }
        restarted.put(key, loop.now());
        return true;
    }
}
