package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.Analyzer;
import io.orchestrator.domain.detection.Remembered;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.promotion.ReplicaFacts;
import io.orchestrator.domain.testing.ChannelBuilder;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.domain.topology.Topology;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testing.Instances.key;
import static io.orchestrator.domain.testing.Instances.server;
import static io.orchestrator.domain.testing.ReplicaBuilder.made;
import static io.orchestrator.domain.testing.ReplicaBuilder.madeBy;
import static org.assertj.core.api.Assertions.assertThat;

class RecoveryContextsTest {
    private static RecoveryContext context(InstanceBuilder... servers) {
        Topology topology = Fleets.of(Stream.of(servers).map(InstanceBuilder::observed).toList())
                .cluster(new ClusterName("m:3306"))
                .orElseThrow();
        Analysis analysis = Analyzer.analyze(topology, Instances.NOW, AnalysisSettings.DEFAULTS, Remembered.NOTHING)
                .stream()
                .filter(a -> a.key().equals(key("m")))
                .findFirst()
                .orElseThrow();
        return RecoveryContexts.of(new RecoveryUid("1:ab"), analysis, topology, InstanceKey.NONE, false, false);
    }

    private static InstanceBuilder dead() {
        return server("m").executed(made(100)).down();
    }

    private static InstanceBuilder replica(String name) {
        return server(name).replicaOf("m").executed(made(99));
    }

    @Test
    void takesTheDirectReplicasAndWhatTheSourceHad() {
        RecoveryContext context = context(dead(), replica("r1").lag(7), replica("r2").delay(60).down(),
                server("r3").replicaOf("r1"));

        assertThat(context.failed()).isEqualTo(key("m"));
        assertThat(context.sourceExecuted()).isEqualTo(made(100));
        assertThat(context.acknowledgements()).isZero();
        assertThat(context.replicas()).extracting(r -> r.key().hostname()).containsExactly("r1", "r2");
        assertThat(context.replicas()).extracting(ReplicaFacts::lag)
                .containsExactly(Duration.ofSeconds(7), Duration.ZERO);
        assertThat(context.replicas()).extracting(ReplicaFacts::configuredDelay)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(60));
        assertThat(context.replicas()).extracting(ReplicaFacts::valid).containsExactly(true, false);
        assertThat(context.neverSeen()).isEmpty();
    }

    @Test
    void errantTransactionsAreTakenAsTheyAre() {
        RecoveryContext context = context(dead(), replica("r1").executed(made(99).union(madeBy("r1", 1, 2))));

        assertThat(context.replicas().getFirst().errant()).isEqualTo(madeBy("r1", 1, 2));
    }

    @Test
    void severalChannelsAreToldAndTheUnnamedOneCounts() {
        RecoveryContext context =
                context(dead(), replica("r1").channel(new ChannelBuilder("other").source("x").filtered()));

        assertThat(context.replicas().getFirst().multiSource()).isTrue();
        assertThat(context.replicas().getFirst().filtered()).isFalse();
    }

    @Test
    void acknowledgementsCountOnlyWhileSemiSyncIsInEffect() {
        assertThat(context(dead().semiSyncSource(true, 2, 2), replica("r1").semiSyncReplica()).acknowledgements())
                .isEqualTo(2);
        assertThat(context(dead().semiSyncSource(true, 0, 2), replica("r1")).acknowledgements()).isEqualTo(1);
        assertThat(context(dead().semiSyncSource(false, 2, 0), replica("r1")).acknowledgements()).isZero();
    }

    @Test
    void replicasThatWereReportedAndNeverSeenAreNamed() {
        RecoveryContext context = context(dead().reportsReplicas("r1", "ghost", "phantom").semiSyncSource(true, 1, 2),
                replica("r1").semiSyncReplica());

        assertThat(context.neverSeen()).containsExactly(key("ghost"), key("phantom"));
        assertThat(context.unseenAcknowledging()).isEqualTo(1);
    }

    @Test
    void otherNamesOfKnownReplicasAreNoReplicasNeverSeen() {
        assertThat(context(dead().reportsReplicas("10.0.0.1", "10.0.0.2"), replica("r1"), replica("r2")).neverSeen())
                .isEmpty();
    }

    @Test
    void mariaDbSpeaksItsOwnTransactions() {
        RecoveryContext context = context(server("m").mariaDb().executed(GtidSet.mariadb("0-1-9")).down(),
                server("r1").replicaOf("m").mariaDb());
        List<GtidSet> sets = new ArrayList<>(List.of(context.sourceExecuted()));

        assertThat(sets).containsExactly(GtidSet.mariadb("0-1-9"));
        assertThat(context.replicas().getFirst().uuid()).isNull();
    }

    @Test
    void ofASourceNeverSeenNothingIsKnown() {
        assertThat(context(server("m").mariaDb().neverSeen(), server("r1").replicaOf("m").mariaDb()).sourceExecuted())
                .isEqualTo(GtidSet.emptyMariadb());
    }
}
