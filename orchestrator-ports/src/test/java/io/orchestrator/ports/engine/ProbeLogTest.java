package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.ports.inmemory.InMemoryAuditLog;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.InMemoryHooks;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.InMemoryResolver;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProbeLogTest {
    private static final InstanceKey KEY = Instances.key("db1");
    private static final ProbeTimes SHORT = new ProbeTimes(Duration.ZERO, Duration.ofMillis(5));

    private final VirtualTime time = new VirtualTime();
    private final VirtualTime.SimulatedProcess process = time.process();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final ProbeLog log = new ProbeLog(new Loop(process, time),
            new World(time, process,
                    new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT).viewpoint("node", process)
                            .servers(),
                    new InMemoryBackend(time).stores(), new InMemoryAuditLog(10), InMemoryHooks.none(), metrics,
                    new InMemoryResolver(), () -> new RecoveryUid("uid")),
            () -> new Tuning(AnalysisSettings.DEFAULTS, RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT,
                    Tuning.Retention.DEFAULT, List.of(), List.of()));

    private void failed(ProbeFailure.Kind kind) {
        log.ended(KEY, new ProbeOutcome.Unseen(KEY, new ProbeFailure(kind, "why"), SHORT));
    }

    @Test
    void probesAreCountedByHowTheyEnd() {
        log.ended(KEY, new ProbeOutcome.Seen(KEY, Instances.server("db1").snapshot(), SHORT));
        failed(ProbeFailure.Kind.REFUSED);
        failed(ProbeFailure.Kind.ACCESS_DENIED);
        log.ended(KEY, new ProbeOutcome.Seen(KEY, Instances.server("db1").snapshot(),
                new ProbeTimes(Duration.ZERO, Duration.ofSeconds(6))));

        assertThat(metrics.counted("discoveries.attempt")).isEqualTo(4);
        assertThat(metrics.counted("instance.read_topology")).isEqualTo(4);
        assertThat(metrics.counted("discoveries.fail")).isEqualTo(2);
        assertThat(metrics.counted("instance.access_denied")).isEqualTo(1);
        assertThat(metrics.counted("discoveries.instance_poll_seconds_exceeded")).isEqualTo(1);
    }
}
