package io.orchestrator.domain.topology;

import java.util.List;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** discovery.md 10.4. */
class InstanceSearchTest {
    private static Fleet fleet(InstanceBuilder... servers) {
        return Fleets.of(Stream.of(servers).map(InstanceBuilder::observed).toList());
    }

    private static List<String> found(String text, Fleet fleet) {
        return fleet.instances()
                .stream()
                .filter(instance -> InstanceSearch.finds(text, instance))
                .sorted(InstanceSearch.BY_RANK)
                .map(FleetInstance::key)
                .map(InstanceKey::display)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"'',main:3306 solo:4407 r:3306", "MAIN,main:3306 r:3306", "olo:44,solo:4407",
            "main:3306,main:3306 r:3306",
            "8.0.77,solo:4407", "shop,main:3306 r:3306", "4407,solo:4407", "4711,solo:4407", "471,''", "mariadb,''",
            "community,main:3306 solo:4407 r:3306"})
    void findsAPieceOfATextAndAWholeNumber(String text, String keys) {
        Fleet fleet = fleet(Instances.server("main").suggestsAlias("Shop").reportsReplicas("r").serverId(1),
                Instances.server("r").replicaOf("main").serverId(2),
                Instances.server("solo:4407").version("8.0.77").serverId(4711));

        assertThat(String.join(" ", found(text, fleet))).isEqualTo(keys);
    }

    @Test
    void findsServersThatWereNeverSeenByTheirNameOnly() {
        Fleet fleet = Fleets.of(List.of(ObservedInstance.unseen(Instances.key("db1"))));

        assertThat(found("b1", fleet)).containsExactly("db1:3306");
        assertThat(found("3306", fleet)).containsExactly("db1:3306");
        assertThat(found("8.0", fleet)).isEmpty();
    }

    @Test
    void listsTheTopmostFirstThenThoseWithMostReplicasThenByClusterHostAndPort() {
        Fleet fleet = fleet(Instances.server("b").reportsReplicas("b2", "b1"), Instances.server("b2").replicaOf("b"),
                Instances.server("b1").replicaOf("b").reportsReplicas("x"), Instances.server("x").replicaOf("b1"),
                Instances.server("c:3307"), Instances.server("c:3306"), Instances.server("a").reportsReplicas("a1"),
                Instances.server("a1").replicaOf("a"));

        assertThat(found("", fleet)).containsExactly("b:3306", "a:3306", "c:3306", "c:3307", "b1:3306", "a1:3306",
                "b2:3306", "x:3306");
    }
}
