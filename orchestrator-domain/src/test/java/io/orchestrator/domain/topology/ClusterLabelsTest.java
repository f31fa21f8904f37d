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
        return fleet(Map.of(), servers);
    }

    private static Fleet fleet(Map<InstanceKey, Annotations> annotations, InstanceBuilder... servers) {
        List<ObservedInstance> observed = Stream.of(servers).map(InstanceBuilder::observed).toList();
        return Fleets.of(observed, annotations, ClusterLabels.NONE);
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
        Fleet fleet = fleet(server("m").suggestsAlias("shop"));

        assertThat(overriding(M, "mine").suggestedAliases(fleet)).containsEntry(M, "mine");
        assertThat(pattern("^m", "pattern").suggestedAliases(fleet)).containsEntry(M, "shop");
        assertThat(pattern("^m", "pattern").suggestedAliases(fleet(server("m")))).containsEntry(M, "pattern");
        assertThat(pattern("^x", "pattern").suggestedAliases(fleet(server("m")))).containsEntry(M, "m:3306");
    }

    @Test
    void aReplicaSaysWhatItsSourceSaysAlsoWhileThatCannotBeRead() {
        InstanceBuilder replica = server("r").suggestsAlias("other").replicaOf("m");

        assertThat(ClusterLabels.NONE.suggestedAliases(fleet(server("m").suggestsAlias("shop").down(), replica)))
                .containsEntry(M, "shop");
        assertThat(ClusterLabels.NONE.suggestedAliases(fleet(server("m"), replica))).containsEntry(M, "other");
    }

    @Test
    void coMastersSayWhatTheFirstOfThemSays() {
        Fleet fleet = fleet(server("a").suggestsAlias("shop").replicaOf("b"),
                server("b").suggestsAlias("other").replicaOf("a"));

        assertThat(ClusterLabels.NONE.suggestedAliases(fleet)).containsEntry(new ClusterName("a:3306"), "shop");
    }

    @Test
    void anAliasThatTwoClustersSuggestGoesToTheMoreCredibleOne() {
        assertThat(ClusterLabels.NONE.suggestedAliases(
                fleet(server("old").suggestsAlias("shop").down(), server("new").suggestsAlias("shop"))))
                .containsEntry(NEW, "shop")
                .containsEntry(OLD, "old:3306");
        assertThat(ClusterLabels.NONE.suggestedAliases(
                fleet(server("old").suggestsAlias("shop").readOnly(), server("new").suggestsAlias("shop"))))
                .containsEntry(NEW, "shop");
        assertThat(ClusterLabels.NONE.suggestedAliases(
                fleet(server("old").suggestsAlias("shop").reportsReplicas("r"), server("new").suggestsAlias("shop"))))
                .containsEntry(OLD, "shop");
    }

    @Test
    void theClusterWithoutTheAliasIsNotShownWithIt() {
        Fleet fleet = fleet(server("old").suggestsAlias("shop").down(), server("new").suggestsAlias("shop"));
        var labels = new ClusterLabels(Map.of(), ClusterLabels.NONE.suggestedAliases(fleet), Map.of(), List.of());

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

        assertThat(ClusterLabels.NONE.suggestedAliases(fleet)).containsEntry(M, "m:3306");
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
        assertThat(LostServers.back(fleet(lost("old"), server("old").suggestsAlias("shop").down()))).isEmpty();
        assertThat(LostServers.back(fleet(server("old").suggestsAlias("shop")))).isEmpty();
    }
}
