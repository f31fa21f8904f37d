package io.orchestrator.domain.topology;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What clusters are called beside their names (discovery.md 8.1, 8.2). */
class ClusterLabelsTest {
    private static final ClusterName M = new ClusterName("m:3306");
    private static final ClusterName NEW = new ClusterName("new:3306");
    private static final ClusterName OLD = new ClusterName("old:3306");

    private static InstanceBuilder server(String name) {
        return Instances.server(name);
    }

    private static Fleet fleet(InstanceBuilder... servers) {
        return fleet(ClusterLabels.NONE, servers);
    }

    private static Fleet fleet(ClusterLabels labels, InstanceBuilder... servers) {
        return fleet(labels, Map.of(), servers);
    }

    private static Fleet fleet(Map<InstanceKey, Annotations> annotations, InstanceBuilder... servers) {
        return fleet(ClusterLabels.NONE, annotations, servers);
    }

    private static Fleet fleet(ClusterLabels labels, Map<InstanceKey, Annotations> annotations,
            InstanceBuilder... servers) {
        List<ObservedInstance> observed = Stream.of(servers).map(InstanceBuilder::observed).toList();
        return Fleets.of(observed, annotations, labels);
    }

    private static List<String> suggestions(Fleet fleet) {
        return fleet.instances().stream().map(m -> m.key().hostname() + " " + m.suggestedAlias()).toList();
    }

    private static Map<InstanceKey, Annotations> lost(String... names) {
        return Stream.of(names)
                .collect(Collectors.toMap(Instances::key,
                        name -> Annotations.NONE.withDowntime(new Downtime(Instances.key(name), "orchestrator",
                                Downtime.LOST_IN_RECOVERY, Instant.EPOCH, Instant.EPOCH.plusSeconds(60)))));
    }

    private static ClusterLabels overriding(ClusterName cluster, String alias) {
        return new ClusterLabels(Map.of(cluster, alias), Map.of(), Map.of(), List.of());
    }

    private static ClusterLabels pattern(String expression, String alias) {
        return new ClusterLabels(Map.of(), Map.of(), Map.of(),
                List.of(new ClusterLabels.AliasPattern(Pattern.compile(expression), alias)));
    }

    @Test
    void theOverrideComesBeforeTheSourcesQueryAndThatBeforeThePattern() {
        InstanceBuilder shop = server("m").suggestsAlias("shop");

        assertThat(ClusterLabels.suggestedAliases(fleet(overriding(M, "mine"), shop))).containsEntry(M, "mine");
        assertThat(ClusterLabels.suggestedAliases(fleet(pattern("^m", "pattern"), shop))).containsEntry(M, "shop");
        assertThat(ClusterLabels.suggestedAliases(fleet(pattern("^m", "pattern"), server("m"))))
                .containsEntry(M, "pattern");
        assertThat(ClusterLabels.suggestedAliases(fleet(pattern("^x", "pattern"), server("m"))))
                .containsEntry(M, "m:3306");
    }

    @Test
    void eachMemberSuggestsTheFirstOfOverrideUpstreamOwnQueryAndPattern() {
        InstanceBuilder m = server("m").suggestsAlias("shop");
        InstanceBuilder r = server("r").suggestsAlias("other").replicaOf("m");
        InstanceBuilder below = server("s").replicaOf("r");

        assertThat(suggestions(fleet(overriding(M, "mine"), m, r, below))).containsExactly("m mine", "r mine",
                "s mine");
        assertThat(suggestions(fleet(pattern("^m", "pattern"), m, r, below)))
                .containsExactly("m shop", "r shop", "s shop");
        assertThat(suggestions(fleet(server("m"), r, below))).containsExactly("m ", "r other", "s other");
        assertThat(suggestions(fleet(pattern("^m", "pattern"), server("m"), r, below)))
                .containsExactly("m pattern", "r pattern", "s pattern");
        assertThat(suggestions(fleet(server("m"), below.replicaOf("m")))).containsExactly("m ", "s ");
    }

    @Test
    void thatTheNameIsStoredInPlaceOfAnAliasIsNoSuggestion() {
        var dummy = new ClusterLabels(Map.of(), Map.of(M, "m:3306"), Map.of(), List.of());

        assertThat(suggestions(fleet(dummy, server("m"), server("r").replicaOf("m")))).containsExactly("m ", "r ");
    }

    @Test
    void noPatternIsAppliedToABinlogServer() {
        assertThat(suggestions(fleet(pattern("^m", "pattern"), server("m").binlogServer(),
                server("r").replicaOf("m")))).containsExactly("m ", "r pattern");
    }

    @Test
    void aReplicaSaysWhatItsSourceSaysAlsoWhileThatCannotBeRead() {
        InstanceBuilder replica = server("r").suggestsAlias("other").replicaOf("m");

        assertThat(ClusterLabels.suggestedAliases(fleet(server("m").suggestsAlias("shop").down(), replica)))
                .containsEntry(M, "shop");
        assertThat(ClusterLabels.suggestedAliases(fleet(server("m"), replica))).containsEntry(M, "other");
    }

    @Test
    void coMastersSayWhatTheFirstOfThemSays() {
        Fleet fleet = fleet(server("a").suggestsAlias("shop").replicaOf("b"),
                server("b").suggestsAlias("other").replicaOf("a"));

        assertThat(ClusterLabels.suggestedAliases(fleet)).containsEntry(new ClusterName("a:3306"), "shop");
    }

    @Test
    void anAliasThatTwoClustersSuggestGoesToTheMoreCredibleOne() {
        assertThat(ClusterLabels.suggestedAliases(
                fleet(server("old").suggestsAlias("shop").down(), server("new").suggestsAlias("shop"))))
                .containsEntry(NEW, "shop")
                .containsEntry(OLD, "old:3306");
        assertThat(ClusterLabels.suggestedAliases(
                fleet(server("old").suggestsAlias("shop").readOnly(), server("new").suggestsAlias("shop"))))
                .containsEntry(NEW, "shop");
        assertThat(ClusterLabels.suggestedAliases(
                fleet(server("old").suggestsAlias("shop").reportsReplicas("r"), server("new").suggestsAlias("shop"))))
                .containsEntry(OLD, "shop");
    }

    @Test
    void theClusterWithoutTheAliasIsNotShownWithIt() {
        Fleet fleet = fleet(server("old").suggestsAlias("shop").down(), server("new").suggestsAlias("shop"));
        var labels = new ClusterLabels(Map.of(), ClusterLabels.suggestedAliases(fleet), Map.of(), List.of());

        assertThat(fleet.clusters()
                .keySet()
                .stream()
                .map(name -> labels.alias(name,
                        fleet.cluster(name).orElseThrow().instances())))
                .containsExactly("shop", "old:3306");
    }

    @Test
    void aServerLostInARecoverySuggestsNoAlias() {
        Fleet fleet = fleet(lost("m"), server("m").suggestsAlias("shop"));

        assertThat(ClusterLabels.suggestedAliases(fleet)).containsEntry(M, "m:3306");
    }

    @Test
    void theServerAtTheTopSuggestsTheDomain() {
        Fleet fleet = fleet(server("m").suggestsDomain("shop.example.com"),
                server("r").suggestsDomain("other.example.com").replicaOf("m"), server("lone"));

        assertThat(ClusterLabels.suggestedDomains(fleet)).isEqualTo(Map.of(M, "shop.example.com"));
    }

    @Test
    void aLostServerIsBackWhenItReplicatesOrIsTheOnlyOneToClaimItsAlias() {
        assertThat(LostServers.back(fleet(lost("old", "r", "stopped", "down"),
                server("new").suggestsAlias("shop"), server("old").suggestsAlias("shop"),
                server("r").replicaOf("new"), server("stopped").replicaOf("new").ioStopped(),
                server("down").replicaOf("new").down())))
                .containsExactly(Instances.key("r"));
        assertThat(LostServers.back(fleet(lost("old"), server("old").suggestsAlias("shop"), server("new"))))
                .containsExactly(Instances.key("old"));
        assertThat(LostServers.back(fleet(lost("old"), server("old"), server("new")))).isEmpty();
        assertThat(LostServers.back(fleet(pattern("^old", "shop"), lost("old"), server("old"), server("new"))))
                .containsExactly(Instances.key("old"));
        assertThat(LostServers.back(fleet(pattern(":3306", "shop"), lost("old"), server("old"), server("new"))))
                .isEmpty();
        assertThat(LostServers.back(fleet(lost("old"), server("old").suggestsAlias("shop").down()))).isEmpty();
        assertThat(LostServers.back(fleet(server("old").suggestsAlias("shop")))).isEmpty();
    }
}
