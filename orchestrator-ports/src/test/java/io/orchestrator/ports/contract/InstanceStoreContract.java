package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.Analyzer;
import io.orchestrator.domain.detection.Evidence;
import io.orchestrator.domain.detection.Remembered;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.PortException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What every {@link InstanceStore} does. */
public abstract class InstanceStoreContract extends StoreContract {
    private static final InstanceSnapshot FIRST = Samples.snapshot(Samples.FAILED);
    private static final InstanceSnapshot SECOND = FIRST.withServer(FIRST.server().withReadOnly(false, false));
    private static final Duration NOW = Duration.ofHours(1);
    private static final int FLEETS = 40;

    /** The store, on an empty backend. */
    protected abstract InstanceStore store();

    /** The store of another process on the same backend. */
    protected abstract InstanceStore another();

    private void write(InstanceStore.Row... rows) {
        await(store().write(List.of(rows)));
    }

    private ObservedInstance stored() {
        return await(store().readAll(NOW)).getFirst();
    }

    @Test
    void aWrittenServerIsReadWithItsPicture() {
        write(Samples.row(FIRST, Duration.ofSeconds(2)));

        ObservedInstance read = stored();

        assertThat(read.key()).isEqualTo(Samples.FAILED);
        assertThat(read.snapshot()).isEqualTo(FIRST);
        assertThat(read.isSeen()).isTrue();
        assertThat(await(store().keys())).containsExactly(Samples.FAILED);
    }

    @Test
    void timesAreRelativeToTheReader() {
        write(Samples.row(FIRST, Duration.ofSeconds(20)));
        age(Duration.ofSeconds(10));

        Duration began = Objects.requireNonNull(stored().lastBegan());
        Duration seen = Objects.requireNonNull(stored().lastSeen());

        assertThat(began.toMillis()).isCloseTo(NOW.minusSeconds(30).toMillis(), within(3_000L));
        assertThat(seen.toMillis()).isCloseTo(NOW.minusSeconds(30).toMillis(), within(3_000L));
    }

    @Test
    void aServerNeverSeenHasNoPicture() {
        write(Samples.unseenRow(Samples.FAILED, Duration.ofSeconds(1)));

        assertThat(stored().snapshot()).isNull();
        assertThat(stored().lastSeen()).isNull();
        assertThat(stored().isSeen()).isFalse();
    }

    @Test
    void aRowIsReplacedByAProbeThatBeganLater() {
        write(Samples.row(FIRST, Duration.ofSeconds(9)));

        write(Samples.row(SECOND, Duration.ofSeconds(4)));

        assertThat(stored().snapshot()).isEqualTo(SECOND);
    }

    @Test
    void aRowIsNotReplacedByAProbeThatBeganEarlier() {
        write(Samples.row(SECOND, Duration.ofSeconds(4)));

        write(Samples.row(FIRST, Duration.ofSeconds(9)));

        assertThat(stored().snapshot()).isEqualTo(SECOND);
    }

    @Test
    void theOrderOfProbesIsJudgedByTheBackendsClock() {
        write(Samples.row(FIRST, Duration.ofSeconds(2)));
        age(Duration.ofSeconds(60));

        write(Samples.row(SECOND, Duration.ofSeconds(30)));

        assertThat(stored().snapshot()).isEqualTo(SECOND);
    }

    @Test
    void twoHundredRowsAreWrittenAtOnceAndNoMore() {
        List<InstanceStore.Row> rows = new ArrayList<>();
        for (int i = 1; i <= 201; i++) {
            rows.add(Samples.row(Samples.snapshot(new InstanceKey("host", i)), Duration.ofSeconds(1)));
        }

        await(store().write(rows.subList(0, 200)));

        assertThat(await(store().keys())).hasSize(200);
        assertThatThrownBy(() -> await(store().write(rows)))
                .asInstanceOf(InstanceOfAssertFactories.type(PortException.class))
                .extracting(PortException::category)
                .isEqualTo(PortException.Category.INVALID);
    }

    @Test
    void aServerThatCannotBeStoredHoldsUpNoOther() {
        InstanceStore.Row odd =
                Samples.row(Samples.snapshot(new InstanceKey("x".repeat(300), 3306)), Duration.ofSeconds(1));
        for (int age : List.of(9, 4)) {
            write(Samples.row(FIRST, Duration.ofSeconds(age)), odd,
                    Samples.row(Samples.snapshot(Samples.REPLICA), Duration.ofSeconds(age)));
        }
        write(Samples.row(SECOND, Duration.ofSeconds(1)), odd);

        assertThat(await(store().keys())).contains(Samples.FAILED, Samples.REPLICA);
        assertThat(await(store().readAll(NOW))).extracting(ObservedInstance::snapshot).contains(SECOND);
    }

    @Test
    void verdictsOnTlsAreTaken() {
        await(store().writeTlsVerdicts(Map.of(Samples.FAILED, true, Samples.REPLICA, false)));
        await(store().writeTlsVerdicts(Map.of(Samples.FAILED, false)));

        assertThat(await(store().keys())).isEmpty();
    }

    @Test
    void clusterNamesAreThoseOfTheWrittenServersOnce() {
        write(Samples.row(Samples.snapshot(Samples.REPLICA), Duration.ofSeconds(1)),
                Samples.row(FIRST, Duration.ofSeconds(1)));

        assertThat(await(store().clusterNames())).containsExactly(ClusterName.of(Samples.FAILED),
                ClusterName.of(Samples.REPLICA));
    }

    @Test
    void aForgottenServerIsGone() {
        write(Samples.row(FIRST, Duration.ofSeconds(1)));

        assertThat(await(store().forget(Samples.FAILED))).isTrue();
        assertThat(await(store().forget(Samples.FAILED))).isFalse();
        assertThat(await(store().keys())).isEmpty();
        assertThat(await(store().readAll(NOW))).isEmpty();
    }

    @Test
    void aServerThatAnotherProcessForgotIsNotBroughtBackByTheNextProbe() {
        write(Samples.row(FIRST, Duration.ofSeconds(9)));
        await(another().forget(Samples.FAILED));

        write(Samples.row(SECOND, Duration.ofSeconds(4)), Samples.row(Samples.snapshot(Samples.REPLICA),
                Duration.ofSeconds(4)));

        assertThat(await(store().keys())).containsExactly(Samples.REPLICA);
    }

    @Test
    void aServerThatAnotherProcessForgotIsStoredAgainWhenItIsFoundAnew() {
        write(Samples.row(FIRST, Duration.ofSeconds(9)));
        await(another().forget(Samples.FAILED));
        await(store().keys());
        await(store().keys());

        write(Samples.row(SECOND, Duration.ofSeconds(4)));

        assertThat(stored().snapshot()).isEqualTo(SECOND);
    }

    @Test
    void aServerThatAnotherProcessStoredAgainIsWrittenOn() {
        write(Samples.row(FIRST, Duration.ofSeconds(9)));
        await(another().forget(Samples.FAILED));
        await(another().write(List.of(Samples.row(FIRST, Duration.ofSeconds(6)))));

        write(Samples.row(SECOND, Duration.ofSeconds(4)));

        assertThat(stored().snapshot()).isEqualTo(SECOND);
    }

    @Test
    void aServerThatThisProcessForgotIsStoredAgainWhenItIsFoundAnew() {
        write(Samples.row(FIRST, Duration.ofSeconds(9)));
        await(store().forget(Samples.FAILED));

        write(Samples.row(SECOND, Duration.ofSeconds(4)));
        assertThat(stored().snapshot()).isEqualTo(SECOND);

        age(Duration.ofHours(5));
        assertThat(await(store().forgetUnseen(Duration.ofHours(4)))).containsExactly(Samples.FAILED);
        write(Samples.row(FIRST, Duration.ofSeconds(1)));
        assertThat(stored().snapshot()).isEqualTo(FIRST);
    }

    @Test
    void serversNotSeenForLongAreForgotten() {
        write(Samples.row(FIRST, Duration.ofSeconds(1)),
                Samples.row(Samples.snapshot(Samples.REPLICA), Duration.ofSeconds(1)));
        age(Duration.ofHours(5));
        write(Samples.row(FIRST, Duration.ofSeconds(1)));

        assertThat(await(store().forgetUnseen(Duration.ofHours(4)))).containsExactly(Samples.REPLICA);
        assertThat(await(store().keys())).containsExactly(Samples.FAILED);
        assertThat(await(store().forgetUnseen(Duration.ofHours(4)))).isEmpty();
    }

    @Test
    void serversThatWereNeverSeenAreNotForgottenForThat() {
        write(Samples.unseenRow(Samples.FAILED, Duration.ofSeconds(1)));
        age(Duration.ofHours(5));

        assertThat(await(store().forgetUnseen(Duration.ofHours(4)))).isEmpty();
        assertThat(await(store().keys())).hasSize(1);
    }

    @Test
    void topologiesAreRecordedWithTheClusterAndTheSourceOfEachServer() {
        write(Samples.row(FIRST, Duration.ofSeconds(1)),
                Samples.row(Samples.snapshot(Samples.REPLICA), Duration.ofSeconds(1)));

        assertThat(await(store().recordTopologies())).isEqualTo(2);
        await(store().forget(Samples.FAILED));

        assertThat(await(store().recordedTopology(ClusterName.of(Samples.FAILED), _ -> true)))
                .containsExactly(Map.entry(Samples.FAILED, InstanceKey.NONE));
        assertThat(await(store().recordedTopology(ClusterName.of(Samples.FAILED), second -> second.matches("[0-9]+"))))
                .hasSize(1);
        assertThat(await(store().recordedTopology(ClusterName.of(Samples.FAILED), _ -> false))).isEmpty();
        assertThat(await(store().recordedTopology(new ClusterName("nosuch:1"), _ -> true))).isEmpty();
    }

    /** backend-schema.md 4.3. */
    @Test
    void coordinatesAreRecordedOfServersThatHaveAnyUntilTheyAreOld() {
        Duration kept = Duration.ofMinutes(4);
        write(Samples.row(FIRST, Duration.ofSeconds(1)), Samples.unseenRow(Samples.REPLICA, Duration.ofSeconds(1)));

        assertThat(await(store().recordCoordinates())).isEqualTo(1);
        assertThat(await(store().expireCoordinates(kept))).isZero();

        age(Duration.ofMinutes(3));
        assertThat(await(store().recordCoordinates())).isEqualTo(1);
        age(Duration.ofMinutes(2));
        assertThat(await(store().expireCoordinates(kept))).isEqualTo(1);
        assertThat(await(store().expireCoordinates(kept))).isZero();
        age(Duration.ofMinutes(3));
        assertThat(await(store().expireCoordinates(kept))).isEqualTo(1);
    }

    @Test
    void recordingTopologiesTwiceWithinASecondIsNoFailure() {
        write(Samples.row(FIRST, Duration.ofSeconds(1)));

        await(store().recordTopologies());
        await(store().recordTopologies());

        assertThat(await(store().recordedTopology(ClusterName.of(Samples.FAILED), _ -> true))).hasSize(1);
    }

    /** Whoever does not lead analyses what the leader stored, and comes to the leader's conclusions. */
    @Test
    void analysesOfWhatIsStoredAreThoseOfMemory() {
        for (int seed = 0; seed < FLEETS; seed++) {
            List<ObservedInstance> remembered = new RandomServers(seed, NOW).some();
            Fleet fleet = fleet(remembered);
            await(store().keys()).forEach(key -> await(store().forget(key)));
            write(fleet.instances().stream().map(InstanceStoreContract::row).toArray(InstanceStore.Row[]::new));

            List<ObservedInstance> read = await(store().readAll(NOW));

            assertThat(analyses(fleet(read))).as("seed %d", seed).isEqualTo(analyses(fleet));
        }
    }

    private static Fleet fleet(List<ObservedInstance> servers) {
        return Fleets.of(servers, Map.of(), ClusterLabels.NONE);
    }

    private static InstanceStore.Row row(FleetInstance server) {
        ObservedInstance observed = server.observed();
        Duration seen = observed.lastSeen();
        Duration pending = observed.pendingSince();
        return new InstanceStore.Row(server, NOW.minus(Objects.requireNonNull(observed.lastChecked())),
                seen == null ? Duration.ofSeconds(-1) : NOW.minus(seen),
                NOW.minus(pending == null ? Objects.requireNonNull(observed.lastBegan()) : pending), "", true);
    }

    /** What is said of each server, on which inputs; who said what when differs by the time that storing takes. */
    private static Map<InstanceKey, List<Object>> analyses(Fleet fleet) {
        Map<InstanceKey, List<Object>> said = new TreeMap<>();
        var settings = AnalysisSettings.DEFAULTS.withReducedCount(false);
        for (Topology topology : fleet.clusters().values()) {
            for (Analysis a : Analyzer.analyze(topology, NOW, settings, Remembered.NOTHING, Analyzer.Scope.ALL)) {
                Evidence e = a.evidence();
                said.put(a.key(), List.of(a.cluster(), a.code(), a.structure(), e.role(), e.check(), e.replicas(),
                        e.logging(), e.gtid(), e.semiSync(), e.readOnly(), e.position(), e.replicaKeys()));
            }
        }
        return said;
    }
}
