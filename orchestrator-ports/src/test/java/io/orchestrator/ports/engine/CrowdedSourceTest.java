package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A source that refuses connections because it has too many lives, whatever its replicas say. */
class CrowdedSourceTest {
    private static final String LIVES = "refused our connection because it has too many: it lives";

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final InstanceKey source = keys.getFirst();
    private final InMemoryAuditLog audit = new InMemoryAuditLog(10_000);
    private boolean crowded;
    private boolean crowdedAtLastLook;

    private Orchestrator node() {
        AnalysisSettings analysis =
                AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE);
        Tuning tuning = new Tuning(analysis, RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT,
                Tuning.Retention.DEFAULT, List.of(), List.of());
        Orchestrator node = new NodeBuilder(time, fleet, new InMemoryBackend(time)).auditing(audit)
                .seeds(List.of(source))
                .tuned(() -> tuning)
                .probing(this::crowding)
                .start();
        patience.until("all servers to be seen", () -> patience.await(node.fleet().picture())
                .fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count() == keys.size());
        time.pass(Duration.ofSeconds(2));
        return node;
    }

    private InstanceProber crowding(InstanceProber servers) {
        return new InstanceProber() {
            @Override
            public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
                boolean refuses = crowded || (crowdedAtLastLook && depth == Depth.LAST_LOOK);
                return key.equals(source) && refuses
                        ? CompletableFuture.completedStage(new ProbeOutcome.Unseen(key,
                                new ProbeFailure(ProbeFailure.Kind.OVERLOADED, "error 1040: Too many connections"),
                                new ProbeTimes(time.monotonic(), time.monotonic())))
                        : servers.probe(key, depth, deadline);
            }

            @Override
            public void forget(InstanceKey key) {
                servers.forget(key);
            }
        };
    }

    private boolean isDead(Orchestrator node) {
        return patience.await(node.fleet().analyses())
                .stream()
                .anyMatch(a -> a.key().equals(source) && a.code() == AnalysisCode.DEAD_MASTER);
    }

    private boolean isPromoted() {
        return keys.stream().skip(1).anyMatch(fleet::isWritable);
    }

    private boolean isTold(String text) {
        return audit.decisions().stream().map(Decision::reason).anyMatch(reason -> reason.contains(text));
    }

    @Test
    void nobodyIsPromotedAndTheReasonIsTold() {
        Orchestrator node = node();
        crowded = true;
        fleet.kill(source);

        patience.until("the contract's code", () -> isDead(node));
        time.pass(Duration.ofSeconds(30));

        assertThat(isPromoted()).isFalse();
        assertThat(isTold(LIVES)).isTrue();
    }

    @Test
    void oneThatRefusesOtherwiseSinceIsReplaced() {
        Orchestrator node = node();
        crowded = true;
        fleet.kill(source);
        patience.until("the contract's code", () -> isDead(node));

        crowded = false;

        patience.until("a replica to be promoted", this::isPromoted);
    }

    @Test
    void oneThatIsFoundToBeCrowdedByTheLastLookIsNotReplaced() {
        node();
        crowdedAtLastLook = true;
        fleet.kill(source);

        patience.until("the last look", () -> isTold("DeadMaster: recover"));
        time.pass(Duration.ofSeconds(10));

        assertThat(isPromoted()).isFalse();
    }
}
