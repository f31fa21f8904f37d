package io.orchestrator.domain.topology;

import java.time.Duration;
import java.util.stream.Stream;

import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.testing.ChannelBuilder;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicationRulesTest {
    private static final TopologySettings STRICT = new TopologySettings(Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofSeconds(20), false, true);
    private static final TopologySettings LENIENT = new TopologySettings(Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofSeconds(20), true, true);

    private static InstanceBuilder r() {
        return Instances.server("r").serverId(1);
    }

    private static InstanceBuilder s() {
        return Instances.server("s").serverId(2);
    }

    static Stream<Arguments> refusals() {
        var uuid = Instances.uuid("r").value();
        InstanceSnapshot sameUuid = s().snapshot().withServer(r().serverId(3).snapshot().server());
        return Stream.of(
                Arguments.of(r().snapshot(), r().snapshot(), "instance cannot replicate from itself: r:3306"),
                Arguments.of(r().snapshot(), s().withoutBinlog().snapshot(),
                        "instance does not have binary logs enabled: s:3306"),
                Arguments.of(r().snapshot(), s().replicaOf("m").withoutReplicaUpdates().snapshot(),
                        "instance does not have log_slave_updates enabled: s:3306"),
                Arguments.of(r().version("5.7.40").snapshot(), s().snapshot(),
                        "instance r:3306 has version 5.7.40, which is lower than 8.0.36 on s:3306 "),
                Arguments.of(r().format("STATEMENT").snapshot(), s().snapshot(),
                        "Cannot replicate from ROW binlog format on s:3306 to STATEMENT on r:3306"),
                Arguments.of(r().snapshot(), s().channel(new ChannelBuilder("").source("m").filtered()).snapshot(),
                        "s:3306 has replication filters"),
                Arguments.of(r().snapshot(), s().serverId(1).snapshot(),
                        "Identical server id: s:3306, r:3306 both have 1"),
                Arguments.of(r().snapshot(), sameUuid,
                        "Identical server UUID: s:3306, r:3306 both have " + uuid),
                Arguments.of(r().replicaOf("m").delay(5).snapshot(), s().replicaOf("m").delay(21).snapshot(),
                        "s:3306 has higher SQL_Delay (21 seconds) than r:3306 does (5 seconds)"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWithTheTextOfTheContract(InstanceSnapshot replica, InstanceSnapshot source, String reason) {
        assertThat(ReplicationRules.canReplicateFrom(replica, source, STRICT))
                .isEqualTo(new Compatibility.Incompatible(reason));
    }

    @Test
    void allowsWhatBreaksNoRule() {
        Stream.of(s(), s().withoutReplicaUpdates(), s().replicaOf("m"), s().version("5.7.40"),
                s().replicaOf("m").delay(20), s().format("STATEMENT"))
                .forEach(source -> assertThat(
                        ReplicationRules.canReplicateFrom(r().snapshot(), source.snapshot(), STRICT).isCompatible())
                        .isTrue());
        assertThat(ReplicationRules.canReplicateFrom(r().format("STATEMENT").withoutReplicaUpdates().snapshot(),
                s().snapshot(), STRICT).isCompatible()).isTrue();
    }

    @Test
    void warnsAboutALowerVersionWhereItIsAllowed() {
        Compatibility result =
                ReplicationRules.canReplicateFrom(r().version("5.7.40").snapshot(), s().snapshot(), LENIENT);

        assertThat(result).isInstanceOfSatisfying(Compatibility.Compatible.class,
                c -> assertThat(c.warnings()).singleElement().asString().contains("lower than 8.0.36"));
    }

    private static Compatibility byGtid(InstanceBuilder replica, InstanceBuilder source) {
        return ReplicationRules.canReplicateFromByGtid(replica.snapshot(), source.snapshot(), STRICT);
    }

    @Test
    void byGtidTheReplicaMustUseGtidAndHaveWhatTheSourcePurged() {
        String set = Instances.uuid("m").value() + ":1-";
        InstanceBuilder replica = r().replicaOf("m").executed(set + "5");

        assertThat(byGtid(replica, s().purged(set + "5")).isCompatible()).isTrue();
        assertThat(byGtid(replica, s().purged(set + "6"))).isEqualTo(
                new Compatibility.Incompatible("Instance s:3306 has purged GTID entries not found on r:3306"));
        assertThat(byGtid(r(), s())).isEqualTo(
                new Compatibility.Incompatible("Instances r:3306, s:3306 not GTID compatible or not using GTID"));
        assertThat(byGtid(replica, s().withoutBinlog())).isEqualTo(
                new Compatibility.Incompatible("instance does not have binary logs enabled: s:3306"));
    }
}
