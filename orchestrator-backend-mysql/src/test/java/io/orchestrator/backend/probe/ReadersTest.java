package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.ReplicaStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadersTest {
    @Test
    void statusIsReadUnderEitherName() {
        SemiSyncStatus older = SemiSyncStatus.of(List.of(status("Rpl_semi_sync_master_status", "ON"),
                status("Rpl_semi_sync_master_clients", "3"), status("Uptime", "90")));
        SemiSyncStatus newer = SemiSyncStatus.of(List.of(status("Rpl_semi_sync_source_status", "OFF"),
                status("Rpl_semi_sync_source_clients", "1"), status("Rpl_semi_sync_replica_status", "ON")));

        assertThat(older).isEqualTo(new SemiSyncStatus(true, 3, false, Duration.ofSeconds(90)));
        assertThat(newer).isEqualTo(new SemiSyncStatus(false, 1, true, null));
    }

    @Test
    void heartbeatsAreAddedToTheirChannelOnly() {
        List<ReplicaStatus> channels = new Recorded("mysql-8.0.21").channels();
        Row row = RecordedRows.row("CHANNEL_NAME: east\nheartbeat_interval: 0.500\nsilent_micros: 1250000");

        List<ReplicaStatus> heard = HeartbeatReader.addTo(channels, List.of(row));

        assertThat(heard.getLast().silence()).isEqualTo(Duration.ofMillis(1250));
        assertThat(heard.getLast().heartbeatPeriod()).isEqualTo(Duration.ofMillis(500));
        assertThat(heard.getLast().applyingFor()).isNull();
        assertThat(heard.getFirst().silence()).isNull();
    }

    @Test
    void applierThatDoesNotRunIsBusyWithNothing() {
        List<ReplicaStatus> stopped = new Recorded("mysql-5.7.44").channels();
        Row row = RecordedRows.row("channel_name:\nsilent_micros: 1\napplying_micros: 7");

        assertThat(HeartbeatReader.addTo(stopped, List.of(row)).getFirst().applyingFor()).isNull();
    }

    @Test
    void silenceGrowsWhileNothingArrivesAndNeverExceedsTheTruth() {
        var tracker = new SilenceTracker();
        Row quiet = new Recorded("mariadb-10.5.23").rows("replica-status").getFirst();
        Row beat = quiet.with("Slave_received_heartbeats", "4");

        assertThat(tracker.observe(List.of(quiet), seconds(10), seconds(11))).containsEntry("", Duration.ZERO);
        assertThat(tracker.observe(List.of(quiet), seconds(15), seconds(16))).containsEntry("", seconds(4));
        assertThat(tracker.observe(List.of(beat), seconds(20), seconds(21))).containsEntry("", Duration.ZERO);
        assertThat(tracker.observe(List.of(beat), seconds(22), seconds(23))).containsEntry("", seconds(1));
    }

    @Test
    void replicaListsAreFiltered() {
        var filters = new ProbeFilters(List.of("10.0.0.9", "bad.*:3306"), List.of("^dumper$")).compile();
        List<Row> registered = List.of(RecordedRows.row("Host: r1\nPort: 3306\nUser: repl"),
                RecordedRows.row("Host: bad1\nPort: 3306\nUser: repl"),
                RecordedRows.row("Host: bad1\nPort: 3307\nUser: repl"),
                RecordedRows.row("Host: 10.0.0.9\nPort: 3306"), RecordedRows.row("Host:\nPort: 0"),
                RecordedRows.row("Host: r2\nPort: 3306\nUser: dumper"));
        List<Row> dumping = List.of(RecordedRows.row("user: repl\nhost: r1:50122"),
                RecordedRows.row("user: dumper\nhost: r2:50123"), RecordedRows.row("user: repl\nhost: ::1:50124"));

        assertThat(ReplicaListReader.registered(registered, filters).orElseThrow())
                .containsExactly(new InstanceKey("r1", 3306), new InstanceKey("bad1", 3307));
        assertThat(ReplicaListReader.dumping(dumping, 3310, filters)).containsExactly(new InstanceKey("r1", 3310),
                new InstanceKey("::1", 3310));
    }

    @Test
    void addressIsNoPatternAndAPortIsNoAddress() {
        var filters = new ProbeFilters(List.of("::1", ":3307", "2001:db8::7"), List.of()).compile();

        assertThat(filters.leavesOutReplica(new InstanceKey("::1", 3306))).isTrue();
        assertThat(filters.leavesOutReplica(new InstanceKey("2001:db8::7", 1))).isTrue();
        assertThat(filters.leavesOutReplica(new InstanceKey("2001:db8::71", 3306))).isFalse();
        assertThat(filters.leavesOutReplica(new InstanceKey("db1", 3307))).isTrue();
        assertThat(filters.leavesOutReplica(new InstanceKey("db1", 3306))).isFalse();
    }

    @Test
    void invalidPatternsNeverMatch() {
        var filters = new ProbeFilters(List.of("("), List.of("[")).compile();

        assertThat(filters.leavesOutReplica(new InstanceKey("(", 1))).isFalse();
        assertThat(filters.leavesOutUser("[")).isFalse();
    }

    /** discovery.md 5.8: a pattern that matches the empty text leaves out every replica that tells no user. */
    @ParameterizedTest
    @CsvSource({"^$,'',true", "^$,repl,false", "'',repl,true", ".*,'',true", "repl,repl2,true", "^repl$,repl2,false",
            "repl,'',false"})
    void userPatternsAreTriedOnTheEmptyUserToo(String pattern, String user, boolean leftOut) {
        var filters = new ProbeFilters(List.of(), List.of(pattern)).compile();
        Row client = Row.of(Map.of("user", user, "host", "r1:5000"));
        Row registered = Row.of(Map.of("Host", "r1", "Port", "3306"));

        assertThat(filters.leavesOutUser(user)).isEqualTo(leftOut);
        assertThat(ReplicaListReader.dumping(List.of(client), 3306, filters)).hasSize(leftOut ? 0 : 1);
        assertThat(ReplicaListReader.registered(List.of(registered), filters).orElseThrow())
                .as("a server that does not show users")
                .hasSize(filters.leavesOutUser("") ? 0 : 1);
    }

    @Test
    void whomAUserLeavesOutIsToldOnceAndOnlyIfWanted() {
        var told = new ProbeFilters(List.of(), List.of("repl")).compile();
        var mute = new ProbeFilters(List.of(), List.of("repl"), false).compile();
        var key = new InstanceKey("r1", 3306);

        for (ProbeFilters.Compiled filters : List.of(told, mute)) {
            assertThat(filters.leavesOutListed("repl", key)).isTrue();
            assertThat(filters.leavesOutListed("repl", key)).isTrue();
        }

        assertThat(told.leftOut()).containsExactly(key);
        assertThat(mute.leftOut()).isEmpty();
    }

    @Test
    void patternsGiveTheirFirstGroup() {
        assertThat(ClassificationPatterns.firstGroup(Pattern.compile("[.]([^.]+)[.]"), "db1.ams.example"))
                .isEqualTo("ams");
        assertThat(ClassificationPatterns.firstGroup(Pattern.compile("ams"), "db1.ams.example")).isEmpty();
        assertThat(ClassificationPatterns.firstGroup(Pattern.compile("(x)?db"), "db1")).isEmpty();
        assertThat(ClassificationPatterns.firstGroup(null, "db1")).isEmpty();
    }

    @Test
    void scriptAsksOnlyForWhatTheServerHas() {
        var old = new ServerTraits(new ServerVersion("5.7.44"), false, Set.of("read_only", "server_uuid"), true, true,
                false);
        var maria = new ServerTraits(new ServerVersion("10.11.6-MariaDB"), true, Set.of("read_only"), true, false,
                false);
        var group = new ServerTraits(new ServerVersion("8.4.0"), false,
                Set.of("read_only", "group_replication_group_name"), true, true, true);

        assertThat(ProbeScript.of(old, false, false).text()).isEqualTo("SELECT @@global.server_uuid AS server_uuid, "
                + "@@global.read_only AS read_only; SHOW SLAVE STATUS; SHOW MASTER STATUS");
        assertThat(ProbeScript.of(old, false, true).text()).contains("s.last_heartbeat_timestamp")
                .doesNotContain("last_queued_transaction");
        assertThat(ProbeScript.of(maria, true, true).parts()).containsExactly(ProbeScript.Part.VARIABLES,
                ProbeScript.Part.REPLICA_STATUS, ProbeScript.Part.STATUS);
        assertThat(ProbeScript.of(group, false, true).parts()).containsExactly(ProbeScript.Part.VARIABLES,
                ProbeScript.Part.REPLICA_STATUS, ProbeScript.Part.BINARY_LOG_STATUS, ProbeScript.Part.GROUP_MEMBERS,
                ProbeScript.Part.HEARTBEATS);
    }

    @Test
    void traitsAreReadFromTheVariablesThatAreThere() {
        ServerTraits traits = ServerTraits.of(new ServerVersion("8.0.21"), false, List.of(status("log_bin", "ON"),
                status("performance_schema", "ON"), status("read_only", "OFF"), status("unknown", "1")));

        assertThat(traits.variables()).containsExactlyInAnyOrder("log_bin", "read_only");
        assertThat(traits.binaryLog()).isTrue();
        assertThat(traits.performanceSchema()).isTrue();
        assertThat(traits.hasPerformanceSchemaProcessList()).isFalse();
        assertThat(ReplicaListReader.processListQuery(traits)).contains("information_schema.processlist");
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Row status(String name, String value) {
        return Row.of(Map.of("Variable_name", name, "Value", value));
    }
}
