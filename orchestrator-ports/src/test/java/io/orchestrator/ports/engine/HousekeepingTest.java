package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.InMemoryHooks;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the leader ends and removes, and when (ha-shared-backend.md 7 and 8.2). */
class HousekeepingTest {
    private static final InstanceKey KEY = new InstanceKey("db1", 3306);
    private static final InstanceKey OTHER = new InstanceKey("db2", 3306);
    private static final NodeId GONE = new NodeId("gone", "0");
    private static final Tuning TUNING = new Tuning(AnalysisSettings.DEFAULTS, RecoverySettings.DEFAULT,
            Tuning.Probing.DEFAULT, Tuning.Retention.DEFAULT, List.of(), List.of());

    private final VirtualTime time = new VirtualTime();
    private final VirtualTime.SimulatedProcess process = time.process();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final InMemoryBackend backend = new InMemoryBackend(time);

    private void lead() {
        World world = new World(time, process,
                new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT).viewpoint("node", process)
                        .servers(),
                backend.stores(), new InMemoryAuditLog(1_000), InMemoryHooks.none(), new InMemoryMetrics(),
                new InMemoryResolver(), () -> new RecoveryUid("uid"));
        Orchestrator engine = Orchestrator.of(world, EngineSettings.of(new NodeId("node", "1")), () -> TUNING);
        engine.start();
        patience.until("the node to lead", engine.nodes()::isLeader);
    }

    private void maintain(InstanceKey key, Duration duration, boolean explicit) {
        assertThat(patience.await(backend.maintenance()
                .begin(new MaintenanceStore.Request(key, "dba", "disk", duration, GONE, explicit)))).isPresent();
    }

    private boolean isFree(InstanceKey key) {
        return patience.await(backend.maintenance().end(key)).equals(false);
    }

    @Test
    void whatADeadOperationHeldIsGivenFreeAsSoonAsSomebodyLeads() {
        maintain(KEY, Duration.ofHours(1), false);
        maintain(OTHER, Duration.ofHours(1), true);

        lead();
        time.pass(Duration.ofSeconds(1));

        assertThat(patience.await(backend.stores().intents().read()).inMaintenance()).containsExactly(OTHER);
    }

    @Test
    void maintenanceEndsWithinAMinuteOfItsEnd() {
        lead();
        maintain(KEY, Duration.ofMinutes(5), true);

        time.pass(Duration.ofMinutes(6));

        assertThat(isFree(KEY)).isTrue();
    }

    @Test
    void whatIsNotRegisteredAgainGoesWithinAMinuteOfItsTime() {
        lead();
        patience.await(backend.pools().replace("readers", List.of(KEY)));
        patience.await(backend.names().unresolve("db1", "vip"));
        time.pass(Duration.ofMinutes(58));
        assertThat(patience.await(backend.pools().readAll())).hasSize(1);

        time.pass(Duration.ofMinutes(4));

        assertThat(patience.await(backend.pools().readAll())).isEmpty();
        assertThat(patience.await(backend.names().unresolved())).isEmpty();
    }
}
