package io.orchestrator.http.api;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.http.testing.SampleFleet;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driving.FleetPicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

/** Which server a path means (http-api.md 1.7, discovery.md 1). */
class LookUpTest extends SteadyFleet {
    private static final InstanceKey ADDRESS = new InstanceKey("::1", 3307);
    private static final Duration LATELY = Duration.ofMinutes(5);

    private void known(InstanceKey... keys) {
        useCases.picture = new FleetPicture(Fleets.of(Stream.of(keys).map(ObservedInstance::unseen).toList()),
                Duration.ZERO, SampleFleet.instant("2026-11-23 09:09:07"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"instance/::1/3307", "instance/%5B::1%5D/3307", "instance/%5B%3A%3A1%5D/3307/"})
    void shouldTakeAnAddressWithAndWithoutBrackets(String path) {
        known(ADDRESS);

        assertThatJson(server.body("/api/" + path)).node("Key").isEqualTo("{\"Hostname\":\"::1\",\"Port\":3307}");
        assertThat(useCases.lookedUp).containsExactly(ADDRESS);
    }

    @Test
    void shouldShowAnAddressWithoutBrackets() {
        known();

        assertError("instance/%5B::1%5D/3307", "Cannot read instance: ::1:3307", "null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"topology/::1/3307", "topology/%5B::1%5D/3307", "topology/::1:3307", "topology/%5B::1%5D:3307",
                    "topology-tabulated/::1/3307", "topology-tags/%5B::1%5D/3307"})
    void shouldFindTheClusterOfAnAddress(String path) {
        known(ADDRESS, new InstanceKey("db1", 3306));

        assertThatJson(server.body("/api/" + path)).node("Message").isEqualTo("Topology for cluster ::1:3307");
    }

    @Test
    void shouldTakeHostAndPortForAHintAlsoWhereTheyAreNone() {
        known(new InstanceKey("db1", 3306), new InstanceKey("db2", 3306));

        assertThatJson(server.body("/api/topology/b2/3306")).node("Message").isEqualTo("Topology for cluster db2:3306");
        assertError("topology/db1/x",
                "2026-11-23 09:09:07 ERROR Unable to determine cluster name. clusterHint=db1:x", "null");
        assertError("topology/::1/x",
                "2026-11-23 09:09:07 ERROR Unable to determine cluster name. clusterHint=::1:x", "null");
    }

    @Test
    void shouldForgetAServerByAPieceOfItsNameWithoutResolvingThat() {
        useCases.unresolvable = "lookup 127.0.0: no such host";

        assertOk("forget/127.0.0/10112", "Instance forgotten: 127.0.0.1:10112", SteadyFleet.KEY);

        assertThat(useCases.lookedUp).isEmpty();
        assertThat(useCases.done).containsExactly("forget 127.0.0.1:10112");
    }

    @ParameterizedTest
    @ValueSource(strings = {"instance", "instance-replicas", "discover", "refresh", "end-downtime", "tags", "resolve",
            "in-maintenance", "recently-active-instance-recovery"})
    void shouldSayWhyANameCannotBeResolved(String route) {
        useCases.unresolvable = "lookup nobody: no such host";

        assertError(route + "/nobody/3306", "lookup nobody: no such host", "null");
    }

    @Test
    void shouldAskForRecoveriesThatEndedLately() {
        assertThat(server.body("/api/recently-active-cluster-recovery/c:1")).isEqualTo("[]");
        assertThat(server.body("/api/recently-active-instance-recovery/127.0.0.1/10112")).isEqualTo("[]");

        assertThat(useCases.recoveryQueries).isEqualTo(List.of(
                RecoveryStore.Query.endedLately(new ClusterName("c:1"), LATELY),
                RecoveryStore.Query.endedLately(new InstanceKey("127.0.0.1", 10112), LATELY)));
    }
}
