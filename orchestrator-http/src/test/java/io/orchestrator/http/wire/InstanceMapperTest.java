package io.orchestrator.http.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.domain.topology.TopologySettings;
import io.orchestrator.http.testing.TestServer;
import io.orchestrator.ports.driving.FleetPicture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that no sample shows (discovery.md 3.3, 3.7, 3.8, 3.11). */
class InstanceMapperTest {
    private final InstanceMapper mapper = new InstanceMapper(new Rendering(TopologySettings.DEFAULTS,
            new BackendTimes(BackendTimes.Backend.MYSQL, ZoneOffset.UTC), ZoneOffset.UTC, TestServer.ALL_CLUSTERS));

    private InstanceWire stored(ObservedInstance server, Annotations annotations, Duration now) {
        Fleet fleet = Fleets.of(List.of(server), Map.of(server.key(), annotations), ClusterLabels.NONE);
        return mapper.stored(fleet.find(server.key()).orElseThrow(), new FleetPicture(fleet, now, Instant.EPOCH));
    }

    @Test
    void shouldShowTheQueriedLagOfAServerThatReplicatesFromNobody() {
        var lagging = new Classification("", "", "", "", "", "", null, 0, false, Duration.ofSeconds(4));

        InstanceWire wire = stored(Instances.server("m").classification(lagging).observed(), Annotations.NONE,
                Instances.NOW);

        assertThat(wire.replicationLagSeconds()).isEqualTo(new NullableInt(4, true));
        assertThat(wire.slaveLagSeconds()).isEqualTo(wire.replicationLagSeconds());
        assertThat(wire.progress().secondsBehindMaster()).isEqualTo(NullableInt.MISSING);
    }

    @Test
    void shouldShowWhatOtherProcessesNoted() {
        InstanceWire wire = stored(Instances.server("m").observed(),
                Annotations.NONE.withMysqlSnapshots(3).withPseudoGtid(true), Instances.NOW);

        assertThat(wire.freshness().countMySQLSnapshots()).isEqualTo(3);
        assertThat(wire.gtidUse().usingPseudoGTID()).isTrue();
    }

    /** discovery.md 8.1. */
    @Test
    void shouldShowTheAliasThatAServerInherits() {
        Fleet fleet = Fleets.of(List.of(Instances.server("m").suggestsAlias("shop").observed(),
                Instances.server("r").suggestsAlias("other").replicaOf("m").observed()));

        InstanceWire wire = mapper.stored(fleet.find(Instances.key("r")).orElseThrow(),
                new FleetPicture(fleet, Instances.NOW, Instant.EPOCH));

        assertThat(wire.place().suggestedClusterAlias()).isEqualTo("shop");
    }

    @Test
    void shouldTakeAServerThatWasNeverSeenForMySql() {
        InstanceWire wire = stored(ObservedInstance.unseen(Instances.key("m")), Annotations.NONE, Instances.NOW);

        assertThat(wire.identity().version()).isEqualTo("Unknown");
        assertThat(wire.identity().flavorName()).isEqualTo("MySQL");
        assertThat(wire.source().replicationIOThreadState()).isZero();
        assertThat(wire.source().replicationSQLThreadState()).isZero();
    }

    @Test
    void shouldNotShowASkippedServerAsInvalid() {
        ObservedInstance seen = Instances.server("m").observed();
        Duration began = Instances.NOW.plusSeconds(30);

        InstanceWire wire = stored(seen.after(new ProbeOutcome.Unseen(seen.key(),
                new ProbeFailure(ProbeFailure.Kind.EXCLUDED, "filter"), new ProbeTimes(began, began))),
                Annotations.NONE, began);

        assertThat(wire.freshness().isLastCheckValid()).isTrue();
        assertThat(wire.problems()).containsExactly("not_recently_checked");
    }
}
