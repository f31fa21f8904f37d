package io.orchestrator.it.backend;

import java.time.Duration;
import java.util.List;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.datasource.TlsSettings;
import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driving.NodeQueries;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The backend is stopped for half a minute, keeping every connection and answering nothing, while a source dies. */
class BackendStallIT {
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SimulatedService.Size SMALL =
            new SimulatedService.Size(2, 4, Duration.ofSeconds(1), Duration.ofMillis(200));

    @Test
    void analysis_and_answers_go_on_from_memory_and_what_needs_the_backend_waits_for_it() {
        try (RealServer server = RealServers.start(ServerFlavor.MYSQL);
                SimulatedService service = SimulatedService.start(settings(server), SMALL, new InMemoryMetrics());
                HeardLines heard = new HeardLines()) {
            assertThat(health(service).healthy()).isTrue();
            InstanceKey source = service.cluster(0).getFirst();

            long stopped = System.nanoTime();
            server.sigstop();
            try {
                service.kill(source);

                Await.until("the stall to be noticed within the lease",
                        LEASE.plus(Duration.ofSeconds(1)), () -> !service.uses().nodes().isLeader());
                Await.until("the node to be unhealthy", LEASE, () -> !health(service).healthy());
                Await.until("the analysis to go on", PATIENCE,
                        () -> codesOf(service, source).contains(AnalysisCode.DEAD_MASTER),
                        () -> "analyses: " + codesOf(service, source));
                while (System.nanoTime() - stopped < STALL.toNanos()) {
                    long asked = System.nanoTime();
                    assertThat(SimulatedService.get(service.uses().fleet().picture()).fleet().instances()).hasSize(8);
                    assertThat(health(service).healthy()).isFalse();
                    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
                    long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                    Await.until("a second to pass", PATIENCE, () -> System.nanoTime() - until >= 0);
                }
                assertThat(heard.lines()).as("nothing was begun").noneMatch(line -> line.contains("promoted"));
            } finally {
                server.sigcont();
            }

            Await.until("the node to be healthy", PATIENCE, () -> health(service).healthy());
            Await.until("the node to lead", PATIENCE, () -> service.uses().nodes().isLeader());
            Await.until("the recovery that waited", PATIENCE, () -> recoveries(service).stream()
                    .anyMatch(recovery -> recovery.failed().equals(source) && recovery.outcome() != null),
                    () -> recoveries(service).toString());
            assertThat(heard.lines()).filteredOn(line -> line.startsWith("WARN") || line.startsWith("ERROR"))
                    .as("a repeated failure is told when it changes, heard: %s", heard.lines())
                    .hasSizeLessThan(8);
            assertThat(heard.lines()).anyMatch(line -> line.contains("does not answer writes"))
                    .anyMatch(line -> line.contains("answers writes again"));
            Await.until("what was decided meanwhile to be written", PATIENCE, () -> server.sql()
                    .number("select count(*) from orchestrator.orcj_event where verdict = 'suspended'") == 1);
        }
    }

    private static NodeQueries.Health health(SimulatedService service) {
        return SimulatedService.get(service.uses().nodes().health());
    }

    private static List<AnalysisCode> codesOf(SimulatedService service, InstanceKey key) {
        return SimulatedService.get(service.uses().fleet().analyses())
                .stream()
                .filter(analysis -> analysis.key().equals(key))
                .map(Analysis::code)
                .toList();
    }

    private static List<RecoveryRecord> recoveries(SimulatedService service) {
        return SimulatedService.get(service.uses().history().recoveries(RecoveryStore.Query.page(0)));
    }

    private static BackendSettings settings(RealServer server) {
        return new BackendSettings.MySql("127.0.0.1", server.port(), "orchestrator", Account.TOPOLOGY.user(),
                Account.TOPOLOGY.password(), TlsSettings.off(), Duration.ofSeconds(2), Duration.ofSeconds(30), 32, 0);
    }
}
