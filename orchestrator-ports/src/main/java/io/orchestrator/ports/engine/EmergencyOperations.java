package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
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
    private final Predicate<InstanceKey> excused;
    private final Consumer<InstanceKey> suspect;
    private final Supplier<Proof> proof;
    private final Map<InstanceKey, Duration> restarted = new HashMap<>();
    private final Map<InstanceKey, Duration> graceUntil = new HashMap<>();
    private final Map<InstanceKey, String> refusals = new HashMap<>();

    /**
     * @param mayRestart whether this node may change servers now and recoveries are not disabled
     * @param excused whether nothing may be done to a server by itself
     * @param suspect looks at a server and its replicas at once and again
     * @param proof of this node's lease
     */
    EmergencyOperations(Loop loop, World world, BooleanSupplier mayRestart, Predicate<InstanceKey> excused,
            Consumer<InstanceKey> suspect, Supplier<Proof> proof) {
        this.loop = loop;
        this.world = world;
        this.mayRestart = mayRestart;
        this.excused = excused;
        this.suspect = suspect;
        this.proof = proof;
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
        Optional<String> obstacle = obstacle(analysis);
        if (obstacle.isPresent()) {
            if (!obstacle.get().equals(refusals.put(analysis.key(), obstacle.get()))) {
                world.audit()
                        .decided(new Decision("emergency", analysis.key(), analysis.cluster().value(), "no restart",
                                "receivers are not restarted: " + obstacle.get()));
            }
            return;
        }
        refusals.remove(analysis.key());
        if (!isDue(analysis.key())) {
            return;
        }
        graceUntil.put(analysis.key(), loop.now().plus(GRACE));
        for (InstanceKey replica : analysis.evidence().replicaKeys()) {
            if (!excused.test(replica) && isDue(replica)) {
                world.audit()
                        .audit(new AuditEntry("emergently-restart-replication-topology-instance", replica,
                                analysis.cluster().value(), analysis.code().contractName()));
                loop.within(ACTION_DEADLINE.multipliedBy(2),
                        world.servers()
                                .actuator()
                                .execute(new ServerAction.RestartReceiver(replica),
                                        proof.get(), ACTION_DEADLINE),
                        _ -> {}, _ -> {});
            }
        }
    }

    /** Nothing is changed where recoveries are disabled, or the cluster or the server is left out of them (D-12). */
    private Optional<String> obstacle(Analysis analysis) {
        boolean automated = analysis.evidence().role().master() ? analysis.automatedSourceRecovery()
                : analysis.automatedIntermediateRecovery();
        if (!automated) {
            return Optional.of("the cluster is not recovered automatically");
        }
        if (excused.test(analysis.key())) {
            return Optional.of("the server is in downtime or maintenance, or its host is to be ignored");
        }
        if (analysis.evidence().check().failure() == ProbeFailure.Kind.OVERLOADED) {
            return Optional.of("the server has too many connections and might not let them in again");
        }
        return mayRestart.getAsBoolean() ? Optional.empty()
                : Optional.of("recoveries are disabled, or this node may not change anything now");
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
