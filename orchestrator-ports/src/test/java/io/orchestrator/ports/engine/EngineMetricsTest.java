package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.ports.driving.BatchSample;
import io.orchestrator.ports.driving.MetricsQueries;
import io.orchestrator.ports.driving.ProbeSample;
import io.orchestrator.ports.inmemory.InMemoryBackend;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import io.orchestrator.ports.inmemory.VirtualPatience;
import io.orchestrator.ports.inmemory.VirtualTime;
import io.orchestrator.ports.inmemory.fleet.FleetSettings;
import io.orchestrator.ports.inmemory.fleet.SimulatedFleet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a leader of a small fleet tells of its own work (discovery.md 10). */
class EngineMetricsTest {
    private static final Duration POLL = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPatience patience = new VirtualPatience(time);
    private final SimulatedFleet fleet = new SimulatedFleet(time, new SplittableRandom(1), FleetSettings.DEFAULT);
    private final List<InstanceKey> keys = fleet.addCluster("db.example.com", 3306, 3, 0);
    private final InMemoryBackend backend = new InMemoryBackend(time);
    private final InMemoryMetrics counted = new InMemoryMetrics();
    private Tuning.Samples samples = new Tuning.Samples(Duration.ofSeconds(30), 10, Duration.ofHours(1));
    private final Orchestrator engine = new NodeBuilder(time, fleet, backend)
            .counting(counted)
            .polling(POLL)
            .seeds(List.of(keys.getFirst()))
            .tuned(this::tuning)
            .build();

    private Tuning tuning() {
        Tuning.Retention some = Tuning.Retention.DEFAULT;
        return new Tuning(AnalysisSettings.DEFAULTS, RecoverySettings.DEFAULT, Tuning.Probing.DEFAULT,
                new Tuning.Retention(some.recoveryBlock(), some.detectionBlock(), some.unseenForget(),
                        some.candidateExpire(), some.history(), some.registered(), samples),
                List.of(), List.of());
    }

    @BeforeEach
    void start() {
        engine.start();
        patience.until("all servers to be seen",
                () -> patience.await(engine.metrics().standing()).known() == keys.size());
        time.pass(Duration.ofMinutes(2));
    }

    private MetricsQueries.Standing standing() {
        return patience.await(engine.metrics().standing());
    }

    @Test
    void aLeaderTellsHowItStands() {
        assertThat(standing()).satisfies(now -> {
            assertThat(now.leads()).isTrue();
            assertThat(now.healthy()).isTrue();
            assertThat(now.known()).isEqualTo(keys.size());
            assertThat(now.recent()).isBetween(1, keys.size());
            assertThat(now.sick()).isZero();
            assertThat(now.recoveries()).isZero();
            assertThat(now.unwritten()).isLessThan(Duration.ofSeconds(2));
        });
    }

    @Test
    void probesAreKeptForAsLongAsIsConfiguredAndThatMayChange() {
        List<ProbeSample> probes = patience.await(engine.fleet().probes());
        assertThat(probes).hasSizeBetween(4 * keys.size(), 9 * keys.size());
        assertThat(probes).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));

        samples = new Tuning.Samples(Duration.ofSeconds(10), 10, Duration.ZERO);

        assertThat(patience.await(engine.fleet().probes())).hasSizeBetween(keys.size(), 3 * keys.size());
    }

    @Test
    void theQueueIsSampledEachSecondAndTheLatestSamplesAreKept() {
        assertThat(patience.await(engine.metrics().queue())).hasSize(10)
                .allSatisfy(sample -> assertThat(sample.active() + sample.queued()).isBetween(0, 2 * keys.size()));

        samples = new Tuning.Samples(Duration.ofSeconds(30), 3, Duration.ZERO);
        time.pass(Duration.ofSeconds(1));

        assertThat(patience.await(engine.metrics().queue())).hasSize(3);
    }

    @Test
    void batchesThatWereWrittenAreTold() {
        List<BatchSample> batches = patience.await(engine.metrics().batches());

        assertThat(batches).isNotEmpty().allSatisfy(batch -> {
            assertThat(batch.instances()).isBetween(1, keys.size());
            assertThat(batch.waited()).isLessThan(Duration.ofSeconds(2));
        });
        assertThat(counted.counted("instance.write"))
                .isGreaterThanOrEqualTo(batches.stream().mapToInt(BatchSample::instances).sum());
        assertThat(counted.counted("instance.read_topology")).isEqualTo(counted.counted("discoveries.attempt"));
    }

    @Test
    void aLeaderRecordsAllTopologiesAsOftenAsIsConfigured() {
        ClusterName cluster = patience.await(engine.fleet().clusterNames()).getFirst();
        assertThat(patience.await(engine.discovery().recordedTopology(cluster, _ -> true)).sources()).isEmpty();

        time.pass(Duration.ofHours(1));

        assertThat(patience.await(engine.discovery().recordedTopology(cluster, _ -> true)).sources())
                .containsOnlyKeys(keys);
    }

    @Test
    void aWholeClusterIsForgotten() {
        ClusterName cluster = patience.await(engine.fleet().clusterNames()).getFirst();

        assertThat(patience.await(engine.discovery().forgetCluster(cluster))).isEqualTo(keys.size());

        assertThat(patience.await(engine.fleet().clusterNames())).isEmpty();
        assertThat(patience.await(engine.discovery().forgetCluster(cluster))).isZero();
    }
}
