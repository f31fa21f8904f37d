package io.orchestrator.domain.discovery;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.testing.ChannelBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NeighboursTest {
    private static DiscoverySettings settings(String ignored, String ignoredReplicas, String ignoredSources) {
        return new DiscoverySettings(Duration.ofSeconds(5), 1, Duration.ofSeconds(300), filter(ignored),
                filter(ignoredReplicas), filter(ignoredSources));
    }

    private static HostFilters filter(String text) {
        return text.isEmpty() ? HostFilters.NONE : HostFilters.of(List.of(text));
    }

    @Test
    void namesGroupMembersThenReplicasThenSourcesOfAllChannels() {
        var snapshot = Instances.server("m")
                .group("ONLINE", "PRIMARY", "m", "g3", "g2")
                .reportsReplicas("r2", "r1")
                .replicaOf("s1")
                .channel(new ChannelBuilder("other").source("s2"))
                .snapshot();

        assertThat(Neighbours.of(snapshot, DiscoverySettings.DEFAULTS)).extracting(k -> k.hostname())
                .containsExactly("g2", "g3", "r1", "r2", "s1", "s2");
    }

    @Test
    void leavesOutWhatFiltersExclude() {
        var snapshot = Instances.server("m").reportsReplicas("r1", "r2", "s1", "x").replicaOf("s1").snapshot();

        assertThat(Neighbours.of(snapshot, settings("^x", "^r2", "^r1"))).extracting(k -> k.hostname())
                .containsExactly("r1", "s1");
        assertThat(Neighbours.of(snapshot, settings("", "s1", "s1"))).extracting(k -> k.hostname())
                .containsExactly("r1", "r2", "x");
    }

    @Test
    void leavesOutItselfAndWhatIsNoServer() {
        var snapshot = Instances.server("m").reportsReplicas("m").replicaOf("//gone").snapshot();

        assertThat(Neighbours.of(snapshot, DiscoverySettings.DEFAULTS)).isEmpty();
    }
}
