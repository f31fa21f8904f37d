package io.orchestrator.ports.engine;

import java.util.List;
import java.util.Map;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the servers in memory are called (discovery.md 3.6). */
class FleetViewTest {
    private final FleetView view = new FleetView();

    @Test
    void aRingIsCalledAsItWasStored() {
        var ring = List.of(Instances.server("m").replicaOf("a").observed(),
                Instances.server("a").replicaOf("m").observed());

        view.load(ring, List.of(new ClusterName("m:3306")));
        assertThat(view.clusterOf(Instances.key("a"))).contains(new ClusterName("m:3306"));

        view.load(ring, List.of());
        assertThat(view.clusterOf(Instances.key("a"))).contains(new ClusterName("a:3306"));
    }

    @Test
    void tellsOnceWhoBelongsToAnotherCluster() {
        view.load(List.of(Instances.server("m").observed(), Instances.server("r").replicaOf("m").observed()),
                List.of());
        view.clusters();
        assertThat(view.takeMoved()).isEmpty();

        view.forget(Instances.key("m"));
        view.clusters();

        assertThat(view.takeMoved()).isEqualTo(Map.of(Instances.key("r"), new ClusterName("r:3306")));
        assertThat(view.takeMoved()).isEmpty();
    }
}
