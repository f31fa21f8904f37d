package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.InstanceStore.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A process reads again and again what another one writes: it takes over what changed and nothing else (ADR 0029). */
public abstract class RepeatedReadingScenarios extends StoreScenarios {

    private static final Duration NOW = Instances.NOW;
    private static final InstanceKey KEY = Instances.key("db1");

    /** Of the process that only reads. */
    @SuppressWarnings("NullAway.Init") private InstanceStore reader;

    @BeforeEach
    void storeTwo() {
        reader = backend.storesOfAnother().instances();
        write(Instances.server("db1").serverId(1), 20_000, true);
        write(Instances.server("db2").replicaOf("db1"), 20_000, true);
        assertThat(get(reader.readAll(NOW))).hasSize(2);
    }

    private void write(InstanceBuilder server, long ageMillis, boolean changed) {
        write(server.observed(), ageMillis, changed);
    }

    private void write(ObservedInstance observed, long ageMillis, boolean changed) {
        var age = Duration.ofMillis(ageMillis);
        var placed = new FleetInstance(observed, new ClusterName("db1:3306"), 0, false, List.of(),
                GtidSet.emptyMysql(), Annotations.NONE);
        var seen = observed.isSeen() ? age : Duration.ofSeconds(30);
        get(stores.instances().write(List.of(new Row(placed, age, seen, age, "main", changed))));
    }

    private ObservedInstance read(InstanceKey key) {
        return get(reader.readAll(NOW)).stream().filter(read -> read.key().equals(key)).findFirst().orElseThrow();
    }

    private InstanceSnapshot snapshot(InstanceKey key) {
        return read(key).lastSnapshot().orElseThrow();
    }

    @Test
    void whatDidNotChangeIsTheSameObjectWithItsTimes() {
        var before = read(KEY);

        var after = read(KEY);

        assertThat(after.snapshot()).isSameAs(before.snapshot());
        assertThat(NOW.minus(after.lastChecked())).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
    }

    @Test
    void whatChangedIsReadAnewAndNothingElse() {
        var other = snapshot(Instances.key("db2"));

        write(Instances.server("db1").serverId(2), 10, true);

        assertThat(snapshot(KEY).server().serverId()).isEqualTo(2);
        assertThat(snapshot(Instances.key("db2"))).isSameAs(other);
    }

    @Test
    void newTimesOfAnUnchangedServerAreSeen() {
        write(Instances.server("db1").serverId(1), 10, false);

        assertThat(NOW.minus(read(KEY).lastChecked())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aFailureAndTheEndOfItAreSeen() {
        write(Instances.server("db1").serverId(1).down().observed(), 5_000, true);
        assertThat(read(KEY).isSeen()).isFalse();

        write(Instances.server("db1").serverId(1), 10, true);
        assertThat(read(KEY).isSeen()).isTrue();
    }

    @Test
    void serversThatComeAndGoAreSeen() {
        write(Instances.server("db3").replicaOf("db1"), 10, true);
        get(stores.instances().forget(Instances.key("db2")));

        assertThat(get(reader.readAll(NOW))).extracting(ObservedInstance::key)
                .containsExactlyInAnyOrder(KEY, Instances.key("db3"));

        write(Instances.server("db2").replicaOf("db1").serverId(9), 10, true);
        assertThat(snapshot(Instances.key("db2")).server().serverId()).isEqualTo(9);
    }

    @Test
    void aRowThatTheReferenceWroteIsReadFromItsColumnsAndOursAgainLater() {
        execute("update database_instance set server_id = 77, last_discovery_latency = 4711, last_checked = "
                + secondsAgo(5) + ", last_attempted_check = " + secondsAgo(5) + ", last_seen = " + secondsAgo(5)
                + " where hostname = 'db1'");
        assertThat(snapshot(KEY).server().serverId()).isEqualTo(77);

        write(Instances.server("db1").serverId(3), 10, true);
        assertThat(snapshot(KEY).server().serverId()).isEqualTo(3);
    }

    @Test
    void aFailureThatTheReferenceSawIsSeen() {
        execute("update database_instance set last_checked = " + secondsAgo(1) + ", last_seen = " + secondsAgo(20)
                + " where hostname = 'db1'");

        assertThat(read(KEY).isSeen()).isFalse();
    }

    @Test
    void aReaderThatWritesReadsWholeAgain() {
        var before = snapshot(KEY);
        get(reader.write(List.of()));

        assertThat(snapshot(KEY)).isEqualTo(before);
        assertThat(snapshot(KEY)).isSameAs(snapshot(KEY));
    }
}
