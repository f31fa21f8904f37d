package io.orchestrator.domain.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.domain.topology.Topology;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnalyzerTest {
    private static Topology locked(long position) {
        return topology(SourceScenarios.m().semiSyncSource(true, 2, 1).position("binlog.000001", position),
                SourceScenarios.r1(), SourceScenarios.r2());
    }

    private static Topology topology(InstanceBuilder... servers) {
        return new Scenario("", "").with(servers).fleet().cluster(new ClusterName("m:3306")).orElseThrow();
    }

    private static Duration at(int seconds) {
        return Instances.NOW.plusSeconds(seconds);
    }

    private static AnalysisCode code(Topology topology, Duration now, StaleCoordinates stale) {
        return Analyzer.analyze(topology, now, AnalysisSettings.DEFAULTS, Remembered.NOTHING.with(stale))
                .getFirst()
                .code();
    }

    @Test
    void aLockedSourceStaysLockedForAsLongAsItIs() {
        StaleCoordinates stale = StaleCoordinates.NONE;
        for (int second = 0; second <= 600; second += 5) {
            stale = stale.observe(locked(100), at(second));
            assertThat(code(locked(100), at(second), stale)).as("after %d s", second)
                    .isEqualTo(second <= 10
                            ? AnalysisCode.LOCKED_SEMI_SYNC_MASTER_HYPOTHESIS
                            : AnalysisCode.LOCKED_SEMI_SYNC_MASTER);
        }
    }

    @Test
    void aPositionThatMovedStartsAgainAndEnoughAcknowledgementsEndIt() {
        StaleCoordinates stale = StaleCoordinates.NONE.observe(locked(100), at(0)).observe(locked(101), at(20));

        assertThat(code(locked(101), at(25), stale)).isEqualTo(AnalysisCode.LOCKED_SEMI_SYNC_MASTER_HYPOTHESIS);
        assertThat(stale.observe(topology(SourceScenarios.m(), SourceScenarios.r1()), at(30)).marks()).isEmpty();
        assertThat(stale.observe(locked(101), at(40))).isSameAs(stale);
        assertThat(stale.retaining(Set.of()).marks()).isEmpty();
    }

    @Test
    void namesServersWithoutAProblemOnRequest() {
        Topology topology = topology(SourceScenarios.m(), SourceScenarios.r1());

        assertThat(Analyzer.analyze(topology, Instances.NOW, AnalysisSettings.DEFAULTS, Remembered.NOTHING))
                .isEmpty();
        assertThat(Analyzer.analyze(topology, Instances.NOW, AnalysisSettings.DEFAULTS, Remembered.NOTHING,
                Analyzer.Scope.ALL)).extracting(Analysis::key).containsExactly(Instances.key("m"));
        assertThat(Analyzer.analyze(topology, Instances.NOW, AnalysisSettings.DEFAULTS.withReducedCount(false),
                Remembered.NOTHING, Analyzer.Scope.ALL)).extracting(Analysis::key)
                .containsExactly(Instances.key("m"), Instances.key("r1"));
    }

    @Test
    void lagOfAReplicaThatVanishedIsNoEvidence() {
        assertThat(new Scenario("D-13", "").with(SourceScenarios.m().down(), SourceScenarios.r1().lag(60),
                SourceScenarios.r2().lag(60).down()).result()).isEqualTo("m UnreachableMaster");
    }

    @Test
    void clusterFiltersDecideWhatRecoversByItself() {
        ClusterName name = new ClusterName("db1:3306");
        assertThat(ClusterFilters.of(List.of("db1:3306")).matches(name, "shop")).isTrue();
        assertThat(ClusterFilters.of(List.of("shop")).matches(name, "shop")).isTrue();
        assertThat(ClusterFilters.of(List.of("sho")).matches(name, "shop")).isFalse();
        assertThat(ClusterFilters.of(List.of("b1:33")).matches(name, "shop")).isTrue();
        assertThat(ClusterFilters.of(List.of("alias=shop")).matches(name, "shop")).isTrue();
        assertThat(ClusterFilters.of(List.of("alias=sho")).matches(name, "shop")).isFalse();
        assertThat(ClusterFilters.of(List.of("alias~=^sh")).matches(name, "shop")).isTrue();
        assertThat(ClusterFilters.of(List.of("*")).matches(name, "shop")).isTrue();
        assertThat(ClusterFilters.of(List.of("")).matches(name, "shop")).isFalse();
        assertThat(ClusterFilters.of(List.of("")).matches(name, "")).isTrue();
        assertThat(ClusterFilters.NONE.matches(name, "shop")).isFalse();
        assertThatThrownBy(() -> ClusterFilters.of(List.of("a(b"))).hasMessageContaining("'a(b'");
    }

    @Test
    void analysesSayWhetherTheirClusterRecoversByItself() {
        var settings = AnalysisSettings.DEFAULTS.withRecoveryOf(ClusterFilters.of(List.of("*")), ClusterFilters.NONE);
        Analysis analysis = Analyzer.analyze(topology(SourceScenarios.m().down(), SourceScenarios.r1().ioStopped()),
                Instances.NOW, settings, Remembered.NOTHING).getFirst();

        assertThat(analysis.automatedSourceRecovery()).isTrue();
        assertThat(analysis.automatedIntermediateRecovery()).isFalse();
        assertThat(analysis.clusterDomain()).isEqualTo("m:3306");
    }

    private static AnalysisInputs inputs(InstanceBuilder server) {
        return AnalysisInputs.of(server.observed(), AnalysisSettings.DEFAULTS);
    }

    @Test
    void inputsDifferOnlyWhereItMatters() {
        InstanceBuilder r = SourceScenarios.r1();
        assertThat(inputs(SourceScenarios.r1().position("binlog.000009", 9).lag(3))).isEqualTo(inputs(r));
        assertThat(inputs(SourceScenarios.r1().lag(11))).isNotEqualTo(inputs(r));
        assertThat(inputs(SourceScenarios.r1().down())).isNotEqualTo(inputs(r));
        assertThat(inputs(SourceScenarios.r1().ioStopped())).isNotEqualTo(inputs(r));
        assertThat(inputs(SourceScenarios.r1().silence(Duration.ofSeconds(9), Duration.ofSeconds(1))))
                .isNotEqualTo(inputs(r));
        assertThat(inputs(SourceScenarios.m().semiSyncSource(true, 1, 1).position("binlog.000009", 9)))
                .isNotEqualTo(inputs(SourceScenarios.m().semiSyncSource(true, 1, 1)));
    }

    @Test
    void analysesAnyFleetWithoutFailing() {
        for (int seed = 0; seed < 2_000; seed++) {
            Fleet fleet = randomFleet(new SplittableRandom(seed));
            StaleCoordinates stale = StaleCoordinates.NONE;
            for (Topology topology : fleet.clusters().values()) {
                stale = stale.observe(topology, Instances.NOW);
                var settings = AnalysisSettings.DEFAULTS.withReducedCount(seed % 2 == 0);
                List<Analysis> analyses =
                        Analyzer.analyze(topology, at(seed % 20), settings, Remembered.NOTHING.with(stale),
                                Analyzer.Scope.ALL);
                assertThat(analyses).as("seed %d", seed).allSatisfy(AnalyzerTest::isWellFormed);
            }
        }
    }

    private static void isWellFormed(Analysis analysis) {
        assertThat(analysis.structure()).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
        assertThat(analysis.explain()).isNotEmpty();
        Evidence.Replicas replicas = analysis.evidence().replicas();
        assertThat(replicas.seen()).isBetween(0, replicas.count());
        assertThat(replicas.replicating() + replicas.failingToConnect()).isBetween(0, replicas.seen());
        assertThat(analysis.code() == AnalysisCode.DEAD_REPLICATION_GROUP_MEMBER_WITH_REPLICAS)
                .isEqualTo(analysis.evidence().role().groupMember() && analysis.code() != AnalysisCode.NO_PROBLEM);
    }

    private static Fleet randomFleet(SplittableRandom random) {
        int size = 1 + random.nextInt(12);
        List<ObservedInstance> servers = new ArrayList<>();
        Map<InstanceKey, Annotations> annotations = new HashMap<>();
        for (int i = 0; i < size; i++) {
            String name = "s" + i;
            servers.add(random.nextInt(12) == 0 ? ObservedInstance.unseen(Instances.key(name))
                    : randomServer(name, size, random));
            if (random.nextInt(10) == 0) {
                var downtime = new Downtime(Instances.key(name), "ops", "x", Instant.EPOCH, Instant.EPOCH);
                annotations.put(Instances.key(name), Annotations.NONE.withDowntime(downtime));
            }
        }
        return Fleets.of(servers, annotations, ClusterLabels.NONE);
    }

    private static ObservedInstance randomServer(String name, int size, SplittableRandom random) {
        InstanceBuilder server = Instances.server(name);
        if (random.nextInt(4) > 0) {
            String detached = random.nextInt(12) == 0 ? "//" : "";
            server.replicaOf(detached + "s" + random.nextInt(size + 2)).lag(random.nextInt(30));
            switch (random.nextInt(6)) {
                case 0 -> server.ioStopped();
                case 1 -> server.sqlStopped();
                case 2 -> server.failingToConnect();
                case 3 -> server.silence(Duration.ofSeconds(random.nextInt(6)), Duration.ofSeconds(1));
                default -> server.delay(random.nextInt(2));
            }
        }
        if (random.nextInt(5) == 0) {
            server.group(random.nextBoolean() ? "ONLINE" : "OFFLINE", random.nextBoolean() ? "PRIMARY" : "SECONDARY",
                    random.nextBoolean() ? "" : "s" + random.nextInt(size));
        }
        switch (random.nextInt(8)) {
            case 0 -> server.down();
            case 1 -> server.partial();
            case 2 -> server.neverSeen();
            case 3 -> server.probingFor(Duration.ofSeconds(random.nextInt(12)));
            case 4 -> server.semiSyncSource(random.nextBoolean(), 2, random.nextInt(4));
            case 5 -> server.readOnly().withoutGtid();
            default -> server.executed(Instances.uuid("s" + random.nextInt(size)).value() + ":1-"
                    + (1 + random.nextInt(9)));
        }
        return server.observed();
    }
}
