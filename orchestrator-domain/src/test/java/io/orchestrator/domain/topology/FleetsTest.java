package io.orchestrator.domain.topology;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FleetsTest {
    private static final ClusterName M = new ClusterName("m:3306");

    private static List<ObservedInstance> observed(InstanceBuilder... servers) {
        return Stream.of(servers).map(InstanceBuilder::observed).toList();
    }

    private static FleetInstance find(Fleet fleet, String name) {
        return fleet.find(Instances.key(name)).orElseThrow();
    }

    private static Topology cluster(ClusterLabels labels, InstanceBuilder... servers) {
        return Fleets.of(observed(servers), Map.of(), labels).cluster(M).orElseThrow();
    }

    @Test
    void listsTheUuidsAboveAServerTopmostFirst() {
        Fleet fleet = Fleets.of(observed(Instances.server("m"), Instances.server("i").replicaOf("m"),
                Instances.server("s").replicaOf("i")));

        assertThat(find(fleet, "s").ancestry()).containsExactly(Instances.uuid("m"), Instances.uuid("i"),
                Instances.uuid("s"));
        assertThat(Kinship.isDescendantOf(find(fleet, "s"), find(fleet, "m"))).isTrue();
        assertThat(Kinship.isDescendantOf(find(fleet, "m"), find(fleet, "s"))).isFalse();
    }

    @Test
    void namesTheGroupAfterTheMember() {
        Fleet fleet = Fleets.of(observed(Instances.server("g1").group("ONLINE", "PRIMARY", "g1", "g2"),
                Instances.server("g2").group("ONLINE", "SECONDARY", "g1", "g1")));

        assertThat(find(fleet, "g2").ancestry()).containsExactly(Instances.uuid("g1"), Instances.uuid("group"),
                Instances.uuid("g2"), Instances.uuid("group"));
    }

    @Test
    void memberThatKnowsNoPrimaryIsShownWithTheOneThatIs() {
        Fleet fleet = Fleets.of(observed(Instances.server("g1").group("ONLINE", "PRIMARY", "g1", "g2"),
                Instances.server("g2").group("ERROR", "", "")));

        assertThat(find(fleet, "g2").snapshot().orElseThrow().group())
                .extracting(GroupReplication::primary)
                .isEqualTo(Instances.key("g1"));
    }

    @Test
    void findsTransactionsThatNoServerAboveHas() {
        String m = Instances.uuid("m").value();
        String r = Instances.uuid("r").value();
        String alien = Instances.uuid("alien").value();
        Fleet fleet = Fleets.of(observed(Instances.server("m").executed(m + ":1-10," + alien + ":1-3"),
                Instances.server("r")
                        .replicaOf("m")
                        .executed(m + ":1-12," + alien + ":1-4," + r + ":1")));

        assertThat(find(fleet, "r").errant().text().split(",")).containsExactlyInAnyOrder(alien + ":4", r + ":1");
        assertThat(find(fleet, "m").errant().isEmpty()).isTrue();
    }

    @Test
    void callsNothingErrantThatRingMembersWrote() {
        String a = Instances.uuid("a").value();
        String b = Instances.uuid("b").value();
        Fleet fleet = Fleets.of(observed(Instances.server("a").replicaOf("b").executed(a + ":1-10," + b + ":1-4"),
                Instances.server("b").replicaOf("a").executed(a + ":1-9," + b + ":1-5")));

        assertThat(fleet.instances()).allMatch(i -> i.errant().isEmpty());
    }

    @Test
    void mariaDbServersHaveNoAncestryAndNothingErrant() {
        Fleet fleet =
                Fleets.of(observed(Instances.server("m").mariaDb(), Instances.server("r").replicaOf("m").mariaDb()));

        assertThat(find(fleet, "r").ancestry()).isEmpty();
        assertThat(find(fleet, "r").errant().isEmpty()).isTrue();
    }

    @Test
    void givesAClusterTheFirstAliasThatIsThere() {
        InstanceBuilder m = Instances.server("m").suggestsAlias("suggested");
        var patterns = List.of(new ClusterLabels.AliasPattern(Pattern.compile("^m:"), "pattern"));
        var all = new ClusterLabels(Map.of(M, "override"), Map.of(M, "stored"), Map.of(M, "domain"), patterns);

        assertThat(cluster(all, m).alias()).isEqualTo("override");
        assertThat(cluster(all, m).domain()).isEqualTo("domain");
        assertThat(cluster(new ClusterLabels(Map.of(), Map.of(M, "stored"), Map.of(), patterns), m).alias())
                .isEqualTo("stored");
        assertThat(cluster(new ClusterLabels(Map.of(), Map.of(), Map.of(), patterns), m).alias())
                .isEqualTo("suggested");
        assertThat(cluster(new ClusterLabels(Map.of(), Map.of(M, "m:3306"), Map.of(), patterns), m).alias())
                .as("the name is stored where nobody may have the alias")
                .isEqualTo("pattern");
        assertThat(cluster(new ClusterLabels(Map.of(), Map.of(), Map.of(), patterns), Instances.server("m")).alias())
                .isEqualTo("pattern");
        assertThat(cluster(ClusterLabels.NONE, Instances.server("m")).alias()).isEqualTo("m:3306");
    }

    /** discovery.md 8.2. */
    @Test
    void theServerAtTheTopSuggestsTheDomain() {
        var main = new Classification("", "", "", "", "", "main.example", null, 0, false);
        var other = new Classification("", "", "", "", "", "other.example", null, 0, false);
        Fleet fleet = Fleets.of(observed(Instances.server("m").classification(main),
                Instances.server("r").replicaOf("m").classification(other), Instances.server("n"),
                Instances.server("s").replicaOf("n").classification(other)));

        assertThat(ClusterLabels.suggestedDomains(fleet)).isEqualTo(Map.of(M, "main.example"));
    }

    @Test
    void showsASourceUnderTheNameItIsKnownBy() {
        List<ObservedInstance> servers = observed(Instances.server("m"), Instances.server("r").replicaOf("mm"));
        FleetIndex index = FleetIndex.EMPTY.next(servers.stream().map(FleetLink::of).toList(),
                new HostAliases(Map.of("m", "mm")));

        Topology topology = Fleets.of(servers, Map.of(), ClusterLabels.NONE, index).cluster(M).orElseThrow();

        assertThat(topology.replicasOf(Instances.key("m"))).extracting(FleetInstance::key)
                .containsExactly(Instances.key("r"));
    }
}
