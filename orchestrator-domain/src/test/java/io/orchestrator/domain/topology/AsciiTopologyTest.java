package io.orchestrator.domain.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.testing.ChannelBuilder;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AsciiTopologyTest {
    private final Map<InstanceKey, Annotations> annotations = new HashMap<>();

    private Topology topology(InstanceBuilder... servers) {
        return Fleets.of(Stream.of(servers).map(InstanceBuilder::observed).toList(), annotations, ClusterLabels.NONE)
                .clusters()
                .values()
                .iterator()
                .next();
    }

    private String plain(InstanceBuilder... servers) {
        return AsciiTopology.plain(topology(servers), TopologySettings.DEFAULTS, Instances.NOW);
    }

    private String tabulated(InstanceBuilder... servers) {
        return AsciiTopology.tabulated(topology(servers), TopologySettings.DEFAULTS, Instances.NOW);
    }

    private static InstanceBuilder db(int number) {
        InstanceBuilder server = Instances.server("db" + number);
        return number == 1 ? server : server.replicaOf("db1").readOnly();
    }

    private void downtime(String name) {
        annotations.put(Instances.key(name), Annotations.NONE.withDowntime(
                new Downtime(Instances.key(name), "ops", "x", Instant.EPOCH, Instant.EPOCH.plusSeconds(1))));
    }

    @Test
    void drawsTheExampleOfTheContract() {
        assertThat(plain(db(1).semiSyncSource(true, 1, 1), db(2).semiSyncReplica())).isEqualTo("""
                db1:3306   [0s,ok,8.0.36,rw,ROW,>>,GTID,semi:master]
                + db2:3306 [0s,ok,8.0.36,ro,ROW,>>,GTID,semi:replica]""");
    }

    @Test
    void tabulatesTheExampleOfTheContract() {
        assertThat(tabulated(db(1).semiSyncSource(true, 1, 1), db(2).semiSyncReplica()).lines()).containsExactly(
                "db1:3306  |0s|ok|8.0.36|rw|ROW|>>,GTID,semi:master ",
                "+ db2:3306|0s|ok|8.0.36|ro|ROW|>>,GTID,semi:replica");
    }

    @Test
    void drawsAFailedSource() {
        assertThat(plain(db(1).down(), db(2).failingToConnect(), db(3).ioStopped())).isEqualTo("""
                db1:3306   [unknown,invalid,8.0.36,rw,ROW,>>,GTID]
                - db2:3306 [null,nonreplicating,8.0.36,ro,ROW,>>,GTID]
                - db3:3306 [null,nonreplicating,8.0.36,ro,ROW,>>,GTID]""");
        assertThat(tabulated(db(1).down(), db(2).failingToConnect())).isEqualTo("""
                db1:3306  |unknown|invalid       |8.0.36|rw|ROW|>>,GTID
                - db2:3306|   null|nonreplicating|8.0.36|ro|ROW|>>,GTID""");
    }

    @Test
    void showsTagsSortedByName() {
        annotations.put(Instances.key("db2"), new Annotations(null, PromotionRule.NEUTRAL, false,
                Map.of("role", "backup", "a", ""), ""));

        assertThat(AsciiTopology.withTags(topology(db(1), db(2)), TopologySettings.DEFAULTS, Instances.NOW))
                .isEqualTo("""
                        db1:3306   [0s,ok,8.0.36,rw,ROW,>>,GTID] []
                        + db2:3306 [0s,ok,8.0.36,ro,ROW,>>,GTID] [a,role=backup]""");
    }

    @Test
    void saysWhatIsSpecialAboutAServer() {
        downtime("db4");
        var detached = new ChannelBuilder("").source("db1").executed("//binlog.000001:4", 1);

        assertThat(plain(db(1).withoutBinlog(), db(2).lag(60), db(3).withoutGtid().pseudoGtid().unknownLag(),
                db(4).withoutReplicaUpdates().instanceAlias("four"), Instances.server("db5").channel(detached)))
                .isEqualTo("""
                        db1:3306          [0s,ok,8.0.36,rw,nobinlog,GTID]
                        + db2:3306        [60s,lag,8.0.36,ro,ROW,>>,GTID]
                        + db3:3306        [null,ok,8.0.36,ro,ROW,>>,P-GTID]
                        + db4:3306 (four) [0s,ok,8.0.36,ro,ROW,GTID,downtimed]
                        + db5:3306        [detached,ok,8.0.36,rw,ROW,>>,GTID]""");
    }

    @Test
    void drawsDeeperTreesAndGroups() {
        assertThat(plain(db(1).group("ONLINE", "PRIMARY", "db1", "sec"),
                Instances.server("sec").group("ONLINE", "SECONDARY", "db1", "db1"), db(2),
                Instances.server("leaf").replicaOf("db2")).lines()).containsExactly(
                        "db1:3306      [0s,ok,8.0.36,rw,ROW,>>,GTID]",
                        "+ db2:3306    [0s,ok,8.0.36,ro,ROW,>>,GTID]",
                        "  + leaf:3306 [0s,ok,8.0.36,rw,ROW,>>,GTID]",
                        // Two columns short, as the contract: the mark takes three bytes.
                        "\u2021 sec:3306  [0s,ok,8.0.36,rw,ROW,>>,GTID]");
    }

    @Test
    void drawsCoMastersSideBySide() {
        assertThat(plain(Instances.server("a").replicaOf("b"), Instances.server("b").replicaOf("a"),
                Instances.server("r").replicaOf("b"))).isEqualTo("""
                        + a:3306   [0s,ok,8.0.36,rw,ROW,>>,GTID]
                        + b:3306   [0s,ok,8.0.36,rw,ROW,>>,GTID]
                          + r:3306 [0s,ok,8.0.36,rw,ROW,>>,GTID]""");
    }

    @Test
    void drawsALongRingOnce() {
        assertThat(plain(Instances.server("a").replicaOf("c"), Instances.server("b").replicaOf("a"),
                Instances.server("c").replicaOf("b")).lines().map(l -> l.replaceAll(" *\\[.*", "")))
                .containsExactly("a:3306", "+ b:3306", "  + c:3306");
    }

    @Test
    void marksAServerThatNobodyProbedForLong() {
        Duration later = Instances.NOW.plusSeconds(26);

        assertThat(AsciiTopology.plain(topology(db(1)), TopologySettings.DEFAULTS, later))
                .isEqualTo("db1:3306 [unknown,unchecked,8.0.36,rw,ROW,>>,GTID]");
    }
}
