package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.UnreliableLine;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a node answers that has just come to lead and has not read yet what its predecessor stored. */
class NewLeaderTest {
    private static final Duration QUICK = Duration.ofMillis(5);
    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final Tuning TUNING = new Tuning(
            AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE),
            RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT, List.of(), List.of());

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final List<InstanceKey> probed = new ArrayList<>();
    private final Set<String> called = new HashSet<>();
    private boolean slow;
    private boolean noSteps;

    private Orchestrator node(String name, List<InstanceKey> seeds) {
        return node(name, seeds, time.process());
    }

    private Orchestrator node(String name, List<InstanceKey> seeds, VirtualTime.SimulatedProcess process) {
        UnreliableLine line = new UnreliableLine(time, process, call -> {
            called.add(call);
            return new UnreliableLine.Fate(QUICK, slow && call.equals("instance.readAll") ? SLOW : QUICK,
                    noSteps && call.equals("recovery.advance") ? UnreliableLine.End.LOST
                            : UnreliableLine.End.ANSWERED);
        });
        return new NodeBuilder(time, fleet, backend).named(name)
                .in(process)
                .storing(_ -> backend.stores(line))
                .probing(this::noting)
                .polling(Duration.ofSeconds(1))
                .seeds(seeds)
                .tuned(() -> TUNING)
                .start();
    }

    private InstanceProber noting(InstanceProber prober) {
        return new InstanceProber() {
            @Override
            public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
                probed.add(key);
                return prober.probe(key, depth, deadline);
            }

            @Override
            public void forget(InstanceKey key) {
                prober.forget(key);
            }
        };
    }

    private int seenBy(Orchestrator node) {
        return (int) patience.await(node.fleet().picture())
                .fleet()
                .clusterOf(keys.getFirst())
                .stream()
                .flatMap(cluster -> cluster.instances().stream())
                .filter(instance -> instance.observed().isSeen())
                .count();
    }

    @Test
    void itProbesSourcesBeforeAnyOtherHoweverLateItReadsTheStore() {
        fleet.addCluster("aa.example.com", 3306, 40, 0);
        Orchestrator first = node("first", List.of(keys.getLast(), new InstanceKey("aa.example.com", 3320)));
        patience.until("the leader to see all servers", () -> all(first) == 43);
        Orchestrator second = node("second", List.of());
        patience.until("the other node to read of them", () -> all(second) == 43);
        slow = true;

        patience.await(first.close());
        probed.clear();
        patience.until("the other node to see all", () -> Set.copyOf(probed).size() == 43);

        assertThat(probed.subList(0, 2)).containsExactlyInAnyOrder(keys.getFirst(),
                new InstanceKey("aa.example.com", 3306));
        assertThat(second.nodes().isLeader()).isTrue();
    }

    private int all(Orchestrator node) {
        return (int) patience.await(node.fleet().picture())
                .fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count();
    }

    @Test
    void itGoesOnAtOnceWithARecoveryThatHasChangedNothingYet() {
        VirtualTime.SimulatedProcess process = time.process();
        Orchestrator first = node("first", List.of(keys.getFirst()), process);
        patience.until("the leader to see all servers", () -> seenBy(first) == keys.size());
        Orchestrator second = node("second", List.of());
        patience.until("the other node to read of them", () -> seenBy(second) == keys.size());
        noSteps = true;
        fleet.kill(keys.getFirst());
        called.clear();
        patience.until("the leader to store its first step", () -> called.contains("recovery.advance"));

        process.kill();
        noSteps = false;
        patience.until("the other node to lead", () -> second.nodes().isLeader());
        Duration led = time.monotonic();
        patience.until("a replica to be promoted", () -> keys.stream().skip(1).anyMatch(fleet::isWritable));

        assertThat(time.monotonic().minus(led)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void itAnswersFromTheBackend() {
        Orchestrator first = node("first", List.of(keys.getFirst()));
        patience.until("the leader to see all servers", () -> seenBy(first) == keys.size());
        Orchestrator second = node("second", List.of());
        patience.until("the other node to read of them", () -> seenBy(second) == keys.size());
        slow = true;

        patience.await(first.close());
        patience.until("the other node to lead", () -> second.nodes().isLeader());

        assertThat(patience.await(second.fleet().clusterNames())).hasSize(1);
        assertThat(seenBy(second)).isEqualTo(keys.size());
    }
}
