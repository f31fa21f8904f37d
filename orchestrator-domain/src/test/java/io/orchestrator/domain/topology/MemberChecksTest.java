package io.orchestrator.domain.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Movability, problems, kinship and selections. */
class MemberChecksTest {
    private static Fleet fleet(InstanceBuilder... servers) {
        return Fleets.of(Stream.of(servers).map(InstanceBuilder::observed).toList());
    }

    private static FleetInstance r(InstanceBuilder r) {
        return fleet(Instances.server("m"), r).find(r.key()).orElseThrow();
    }

    private static InstanceBuilder replica() {
        return Instances.server("r").replicaOf("m");
    }

    private static Optional<String> refusal(Movability kind, InstanceBuilder r) {
        return kind.refusal(r(r), TopologySettings.DEFAULTS, Instances.NOW);
    }

    @Test
    void refusesToMoveAServerInADoubtfulState() {
        assertThat(refusal(Movability.ORDINARY, replica())).isEmpty();
        assertThat(refusal(Movability.ORDINARY, replica().down())).contains("r:3306: last check invalid");
        assertThat(refusal(Movability.ORDINARY, replica().ioStopped())).contains("r:3306: instance is not replicating");
        assertThat(refusal(Movability.ORDINARY, replica().unknownLag()))
                .contains("r:3306: cannot determine replication lag");
        assertThat(refusal(Movability.ORDINARY, replica().lag(21))).contains("r:3306: lags too much");
        assertThat(refusal(Movability.ORDINARY, replica().lag(620).delay(600))).isEmpty();
        assertThat(refusal(Movability.ORDINARY, replica().lag(0).behindSource(21))).contains("r:3306: lags too much");
        assertThat(refusal(Movability.ORDINARY, replica().lag(60).behindSource(3))).isEmpty();
        assertThat(refusal(Movability.ORDINARY, replica().lag(0).delay(600))).contains("r:3306: lags too much");
        assertThat(Movability.VIA_MATCH.refusal(r(replica()), TopologySettings.DEFAULTS, Instances.NOW.plusSeconds(26)))
                .contains("r:3306: not recently checked");
    }

    @Test
    void movesCoMastersAndMatchesWithoutReplication() {
        assertThat(refusal(Movability.AS_CO_MASTER, replica().ioStopped().unknownLag())).isEmpty();
        assertThat(refusal(Movability.VIA_MATCH, replica().ioStopped())).isEmpty();
        assertThat(refusal(Movability.AS_CO_MASTER, replica().down())).contains("r:3306: last check invalid");
    }

    private static List<String> problems(InstanceBuilder r, Duration now) {
        return Problems.of(r(r), TopologySettings.DEFAULTS, now).stream().map(Problem::contractName).toList();
    }

    @Test
    void listsProblemsInTheOrderOfTheContract() {
        String group = "group_replication_member_not_online";
        assertThat(problems(replica(), Instances.NOW)).isEmpty();
        assertThat(problems(replica().down(), Instances.NOW)).containsExactly("last_check_invalid");
        assertThat(problems(replica().lag(60), Instances.NOW.plusSeconds(26))).containsExactly("not_recently_checked");
        assertThat(problems(replica().lag(60).ioStopped(), Instances.NOW)).containsExactly("not_replicating");
        assertThat(problems(replica().lag(11), Instances.NOW)).containsExactly("replication_lag");
        assertThat(problems(replica().lag(0).delay(60), Instances.NOW)).containsExactly("replication_lag");
        assertThat(problems(Instances.server("r").group("RECOVERING", "SECONDARY", "", "m"), Instances.NOW))
                .containsExactly(group);
    }

    /** discovery.md 3.7, 3.10, 10.4: the query is asked of every server. */
    @Test
    void judgesTheQueriedLagOfAServerThatReplicatesFromNobody() {
        assertThat(problems(Instances.server("r").queriedLag(11), Instances.NOW)).containsExactly("replication_lag");
        assertThat(problems(Instances.server("r").queriedLag(10), Instances.NOW)).isEmpty();
        assertThat(isReported(Instances.server("r").queriedLag(11), Instances.NOW)).isTrue();
        assertThat(isReported(Instances.server("r").queriedLag(10), Instances.NOW)).isFalse();
        assertThat(Selections.heuristicLag(List.of(r(Instances.server("r").queriedLag(11)), r(replica().lag(3)))))
                .contains(Duration.ofSeconds(11));
    }

    @Test
    void serverThatAFilterSkipsIsNotInvalidButGrowsOld() {
        ObservedInstance seen = replica().observed();
        Duration checked = Objects.requireNonNull(seen.lastChecked());
        ObservedInstance skipped = seen.after(new ProbeOutcome.Unseen(seen.key(),
                new ProbeFailure(ProbeFailure.Kind.EXCLUDED, "filter"),
                new ProbeTimes(checked.plusSeconds(5), checked.plusSeconds(6))));
        FleetInstance r = Fleets.of(List.of(Instances.server("m").observed(), skipped))
                .find(seen.key())
                .orElseThrow();

        assertThat(Problems.of(r, TopologySettings.DEFAULTS, checked.plusSeconds(6))).isEmpty();
        assertThat(Problems.of(r, TopologySettings.DEFAULTS, checked.plusSeconds(26)))
                .containsExactly(Problem.NOT_RECENTLY_CHECKED);
        assertThat(Movability.VIA_MATCH.refusal(r, TopologySettings.DEFAULTS, checked.plusSeconds(26)))
                .contains("r:3306: not recently checked");
        assertThat(InstanceDescription.plain(r, TopologySettings.DEFAULTS, checked.plusSeconds(6)))
                .startsWith("[0s,ok,8.0.36");
        assertThat(InstanceDescription.plain(r, TopologySettings.DEFAULTS, checked.plusSeconds(26)))
                .startsWith("[unknown,unchecked,8.0.36");
    }

    /** discovery.md 5.4. */
    @Test
    void serverThatAFilterSkipsIsSelectedAndDrawnAsValid() {
        ObservedInstance seen = replica().observed();
        Duration checked = Objects.requireNonNull(seen.lastChecked());
        Topology topology = Fleets.of(List.of(Instances.server("m").observed(),
                seen.after(new ProbeOutcome.Unseen(seen.key(), new ProbeFailure(ProbeFailure.Kind.EXCLUDED, "filter"),
                        new ProbeTimes(checked.plusSeconds(5), checked.plusSeconds(6))))))
                .clusterOf(seen.key())
                .orElseThrow();

        assertThat(Selections.ghostReplicas(topology)).hasSize(1);
        assertThat(Selections.oscReplicas(topology, _ -> false)).hasSize(1);
        assertThat(Selections.usable(topology, Set.of(seen.key()))).hasSize(1);
        assertThat(AsciiTopology.plain(topology, TopologySettings.DEFAULTS, checked.plusSeconds(6)))
                .contains("+ r:3306");
    }

    @Test
    void pseudoGtidIsUsedWhereAQueryOrTheTableOfInjectionsSaysSo() {
        FleetInstance plain = r(replica());

        assertThat(plain.usesPseudoGtid()).isFalse();
        assertThat(r(replica().pseudoGtid()).usesPseudoGtid()).isTrue();
        assertThat(plain.annotated(Annotations.NONE.withPseudoGtid(true)).usesPseudoGtid()).isTrue();
    }

    @Test
    void knowsWhoIsRelatedToWhom() {
        Fleet fleet = fleet(Instances.server("m"), replica(), Instances.server("r2").replicaOf("m"));
        FleetInstance m = fleet.find(Instances.key("m")).orElseThrow();
        FleetInstance r = fleet.find(Instances.key("r")).orElseThrow();
        FleetInstance r2 = fleet.find(Instances.key("r2")).orElseThrow();

        assertThat(Kinship.areSiblings(r, r2)).isTrue();
        assertThat(Kinship.areSiblings(r, r)).isFalse();
        assertThat(Kinship.isSourceOf(m, r)).isTrue();
        assertThat(Kinship.isSourceOf(r, m)).isFalse();
        assertThat(Kinship.canPositionByGtid(replica().snapshot(), Instances.server("m").snapshot())).isTrue();
        assertThat(Kinship.canPositionByGtid(replica().withoutGtid().snapshot(), Instances.server("m").snapshot()))
                .isFalse();
    }

    @Test
    void selectsTheSourceOfACluster() {
        Topology topology = fleet(Instances.server("a").replicaOf("b").readOnly(), Instances.server("b").replicaOf("a"))
                .cluster(new ClusterName("a:3306"))
                .orElseThrow();

        assertThat(Selections.source(topology)).map(FleetInstance::key).contains(Instances.key("b"));
        assertThat(Selections.writableSources(topology)).extracting(FleetInstance::key)
                .containsExactly(Instances.key("b"));
    }

    @Test
    void selectsWhatPeopleMarked() {
        var lost = new Downtime(Instances.key("r"), "o", Downtime.LOST_IN_RECOVERY, Instant.EPOCH, Instant.EPOCH);
        Fleet fleet = Fleets.of(List.of(Instances.server("m").observed(), replica().observed()),
                Map.of(Instances.key("r"), Annotations.NONE.withDowntime(lost), Instances.key("m"),
                        Annotations.NONE.withPromotionRule(PromotionRule.PREFER)),
                ClusterLabels.NONE);
        Topology topology = fleet.clusters().values().iterator().next();

        assertThat(Selections.downtimed(fleet)).extracting(FleetInstance::key).containsExactly(Instances.key("r"));
        assertThat(Selections.lostInRecovery(fleet)).hasSize(1);
        assertThat(Selections.candidates(topology)).extracting(FleetInstance::key).containsExactly(Instances.key("m"));
    }

    @Test
    void findsTheClusterThatAHintNames() {
        Fleet fleet = Fleets.of(List.of(Instances.server("db-main").suggestsAlias("shop").observed(),
                Instances.server("db-r").replicaOf("db-main").observed(), Instances.server("other").observed()));
        ClusterName main = new ClusterName("db-main:3306");

        assertThat(Selections.clusterOf(fleet, "db-main:3306", 3306)).contains(main);
        assertThat(Selections.clusterOf(fleet, "shop", 3306)).contains(main);
        assertThat(Selections.clusterOf(fleet, "db-r", 3306)).contains(main);
        assertThat(Selections.clusterOf(fleet, "-ma", 3306)).contains(main);
        assertThat(Selections.clusterOf(fleet, "db-", 3306)).isEmpty();
        assertThat(Selections.clusterOf(fleet, "", 3306)).isEmpty();
    }

    private static Fleet known(String... keys) {
        return Fleets.of(Stream.of(keys)
                .map(key -> ObservedInstance.unseen(InstanceKey.readings(key, 3306).getLast()))
                .toList());
    }

    private static String completed(Fleet fleet, String given) {
        return Selections.completed(fleet, InstanceKey.parse(given, 3306)).display();
    }

    @Test
    void completesAPieceOfANameThatOnlyOneServerOnThatPortHas() {
        Fleet fleet = known("db1.example.com:3306", "db1.example.com:3307", "db2.example.com:3306", "my_db:3306");

        assertThat(completed(fleet, "db1")).isEqualTo("db1.example.com:3306");
        assertThat(completed(fleet, "1.exa:3307")).isEqualTo("db1.example.com:3307");
        assertThat(completed(fleet, "db2:3307")).isEqualTo("db2:3307");
        assertThat(completed(fleet, "example")).isEqualTo("example:3306");
        assertThat(completed(fleet, "DB1")).isEqualTo("DB1:3306");
        assertThat(completed(fleet, "db2.example.com")).isEqualTo("db2.example.com:3306");
        assertThat(completed(known("db1:3306", "db1.example.com:3306"), "db1")).isEqualTo("db1:3306");
        assertThat(completed(fleet, "unknown")).isEqualTo("unknown:3306");
    }

    @Test
    void takesAnAddressAsItIs() {
        Fleet fleet = known("110.0.0.1:3306", "10.0.0.19:3306", "fe80::1:2222:3306");

        assertThat(completed(fleet, "10.0.0.1")).isEqualTo("10.0.0.1:3306");
        assertThat(completed(fleet, "110.0.0")).isEqualTo("110.0.0.1:3306");
        assertThat(completed(fleet, "::1:2222")).isEqualTo("::1:2222:3306");
        assertThat(Selections.clusterOf(fleet, "10.0.0.1", 3306)).isEmpty();
        assertThat(Selections.clusterOf(fleet, "0.0.19", 3306)).contains(new ClusterName("10.0.0.19:3306"));
    }

    @Test
    void findsAServerByTheAddressAndPortThatItIsShownWith() {
        Fleet fleet =
                Fleets.of(List.of(Instances.server("m").observed(), Instances.server("r").replicaOf("m").observed(),
                        ObservedInstance.unseen(new InstanceKey("::1", 3307))));
        InstanceKey shown = new InstanceKey("::1", 3307);

        assertThat(Selections.meant(fleet, InstanceKey.readings("::1:3307", 3306))).isEqualTo(shown);
        assertThat(Selections.meant(fleet, InstanceKey.readings("[::1]:3307", 3306))).isEqualTo(shown);
        assertThat(Selections.meant(fleet, InstanceKey.readings("::2:3307", 3306)))
                .isEqualTo(new InstanceKey("::2:3307", 3306));
        assertThat(Selections.clusterOf(fleet, "::1:3307", 3306)).contains(ClusterName.of(shown));
        assertThat(Selections.clusterOf(fleet, shown)).contains(ClusterName.of(shown));
        assertThat(Selections.clusterOf(fleet, Instances.key("r"))).contains(new ClusterName("m:3306"));
        assertThat(Selections.clusterOf(fleet, new InstanceKey("x", 3306))).isEmpty();
    }

    @Test
    void selectsReplicasForSchemaChanges() {
        Topology topology = fleet(Instances.server("m"), replica().dataCenter("a").lag(3),
                Instances.server("r2").replicaOf("m").dataCenter("a").lag(7),
                Instances.server("r3").replicaOf("m").dataCenter("a").lag(5),
                Instances.server("r4").replicaOf("m").dataCenter("b").reportsReplicas("s"),
                Instances.server("s").replicaOf("r4"), Instances.server("down").replicaOf("m").down())
                .clusters()
                .values()
                .iterator()
                .next();

        List<FleetInstance> found = Selections.oscReplicas(topology, _ -> false);

        assertThat(found).extracting(m -> m.key().hostname()).containsExactly("r4", "r2", "r3", "s");
        assertThat(Selections.heuristicLag(found)).contains(Duration.ofSeconds(7));
        assertThat(Selections.ghostReplicas(topology)).extracting(m -> m.key().hostname())
                .containsExactly("r", "r2", "r3", "s", "r4");
    }

    /** topology-ops.md 7.2. */
    @Test
    void unknownLagsDoNotCountAndOnlyWithoutAServerThereIsNoLag() {
        assertThat(Selections.heuristicLag(List.of())).isEmpty();
        assertThat(Selections.heuristicLag(List.of(r(replica().unknownLag())))).contains(Duration.ZERO);
        assertThat(Selections.heuristicLag(List.of(r(replica().unknownLag()), r(replica().lag(2)))))
                .contains(Duration.ofSeconds(2));
        assertThat(Selections.heuristicLag(List.of(r(replica().neverSeen())))).contains(Duration.ZERO);
    }

    private static boolean isReported(InstanceBuilder r, Duration now) {
        return Problems.isReported(r(r), TopologySettings.DEFAULTS, now);
    }

    @Test
    void reportsWhateverIsListedAndMore() {
        assertThat(isReported(replica(), Instances.NOW)).isFalse();
        assertThat(isReported(replica().down(), Instances.NOW)).isTrue();
        assertThat(isReported(replica().neverSeen(), Instances.NOW)).isTrue();
        assertThat(isReported(replica().lag(11), Instances.NOW)).isTrue();
        assertThat(isReported(replica().lag(0).behindSource(11), Instances.NOW)).isTrue();
        assertThat(isReported(replica().lag(11).behindSource(0), Instances.NOW)).isTrue();
        assertThat(isReported(replica().lag(600).behindSource(0).delay(600), Instances.NOW)).isTrue();
        assertThat(isReported(replica().lag(600).behindSource(605).delay(600), Instances.NOW)).isFalse();
        assertThat(isReported(replica().ioStopped().lag(0), Instances.NOW)).isTrue();
        assertThat(isReported(replica().failingToConnect(), Instances.NOW)).isTrue();
    }
}
