package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.recovery.DetectionRecord;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.Network;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A cluster of which nobody says anything: by the contract its source is dead with all its replicas, but it may be our network. */
class SilentClusterTest {
    private static final int SERVERS = 4;

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, SERVERS, 0);
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final InMemoryAuditLog audit = new InMemoryAuditLog(1_000);
    private Network.Cut cut;

    @BeforeEach
    void silence() {
        Orchestrator node = new NodeBuilder(time, fleet, backend).seeds(List.of(keys.getFirst()))
                .auditing(audit)
                .start();
        patience.until("all servers to be seen", () -> patience.await(node.fleet().picture())
                .fleet()
                .instances()
                .stream()
                .filter(instance -> instance.observed().isSeen())
                .count() == SERVERS);
        time.pass(Duration.ofSeconds(10));
        cut = fleet.network()
                .cut(Set.of("node"), keys.stream().map(InstanceKey::display).collect(Collectors.toSet()));
        patience.until("the silence to be noticed", () -> verdicts().contains("recheck"));
    }

    private List<String> verdicts() {
        return audit.decisions().stream().filter(d -> d.topic().equals("detection")).map(Decision::verdict).toList();
    }

    private List<AnalysisCode> registered() {
        return patience.await(backend.stores().detections().find(0, null, null))
                .stream()
                .map(DetectionRecord::code)
                .toList();
    }

    @Test
    void nothingIsRegisteredWhenTheyAnswerSoon() {
        time.pass(Duration.ofSeconds(3));
        cut.heal();
        time.pass(Duration.ofSeconds(20));

        assertThat(registered()).doesNotContain(AnalysisCode.DEAD_MASTER_AND_REPLICAS);
    }

    @Test
    void theFailureIsRegisteredWhenTheSilenceLasts() {
        time.pass(Duration.ofSeconds(7));

        assertThat(registered()).contains(AnalysisCode.DEAD_MASTER_AND_REPLICAS);
    }
}
