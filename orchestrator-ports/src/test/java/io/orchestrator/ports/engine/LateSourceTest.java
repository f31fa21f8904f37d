package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A source of many replicas that is late to answer: on a busy machine it often is, and reading all of them would make the machine busier. */
class LateSourceTest {
    private static final int SERVERS = 61;
    /** Longer than the watch may be late, shorter than a probe may take. */
    private static final Duration PAUSE = Duration.ofMillis(1_300);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, SERVERS, 0);
    private final InstanceKey source = keys.getFirst();
    private final List<ScriptedProbes> probes = new ArrayList<>();

    @BeforeEach
    void start() {
        Orchestrator node = new NodeBuilder(time, fleet, new InMemoryBackend(time)).seeds(List.of(source))
                .probing(this::counted)
                .start();
        patience.until("all servers to be seen", () -> patience.await(node.fleet().picture())
                .fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count() == SERVERS);
        time.pass(Duration.ofSeconds(10));
        probes.getFirst().depths.clear();
    }

    private InstanceProber counted(InstanceProber servers) {
        ScriptedProbes counted = new ScriptedProbes(time, servers);
        probes.add(counted);
        return counted;
    }

    private long askedForEvidence() {
        return keys.stream()
                .skip(1)
                .filter(key -> probes.getFirst().depths.getOrDefault(key, List.of()).contains(Depth.EVIDENCE))
                .count();
    }

    @Test
    void fewOfItsReplicasAreAskedWhileItIsOnlyLate() {
        fleet.hang(source);
        time.pass(PAUSE);
        fleet.resume(source);
        time.pass(PAUSE);

        assertThat(askedForEvidence()).isBetween(1L, 20L);
    }

    @Test
    void allAreAskedOnceItFails() {
        fleet.kill(source);
        time.pass(Duration.ofMillis(300));

        assertThat(askedForEvidence()).isEqualTo(SERVERS - 1L);
    }
}
