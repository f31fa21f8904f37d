package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ServerFacts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadersTest {
    private static final ServerUuid OWN = new ServerUuid("aaaaaaaa-0000-0000-0000-000000000001");

    @Test
    void variablesOfAPerconaServer() {
        Row row = RecordedRows.row("""
                version: 8.0.36-28
                version_comment: Percona Server (GPL), Release 28
                server_id: 4294967295
                server_uuid: AAAAAAAA-0000-0000-0000-000000000001
                read_only: 1
                super_read_only: 0
                log_bin: 1
                log_replica_updates: 1
                binlog_format: ROW
                binlog_row_image: MINIMAL
                gtid_mode: ON_PERMISSIVE
                gtid_executed: aaaaaaaa-0000-0000-0000-000000000001:1-9
                gtid_purged:
                """);

        ServerFacts server = VariablesReader.serverFacts(row, Duration.ofHours(1));

        assertThat(server.flavor()).isEqualTo(Flavor.PERCONA);
        assertThat(server.uuid()).isEqualTo(OWN);
        assertThat(server.serverId()).isEqualTo(4_294_967_295L);
        assertThat(server.readOnly()).isTrue();
        assertThat(server.superReadOnly()).isFalse();
        assertThat(server.uptime()).isEqualTo(Duration.ofHours(1));
        assertThat(VariablesReader.binlogFacts(row, BinlogCoordinates.NONE).rowImage()).isEqualTo("MINIMAL");
        assertThat(VariablesReader.gtidFacts(row).supportsOracleGtid()).isTrue();
        assertThat(VariablesReader.gtidFacts(row).executed())
                .isEqualTo(GtidSet.mysql("aaaaaaaa-0000-0000-0000-000000000001:1-9"));
        assertThat(VariablesReader.semiSync(row, SemiSyncStatus.NONE)).isEqualTo(SemiSync.NONE);
    }

    @Test
    void variablesOfAMariaDbServer() {
        Row row = RecordedRows.row("""
                version: 10.11.6-MariaDB-log
                version_comment: Debian 12
                server_id: 7
                read_only: 0
                log_bin: 1
                log_slave_updates: 0
                binlog_format: MIXED
                gtid_current_pos: 0-7-12,1-8-3
                rpl_semi_sync_master_enabled: 1
                rpl_semi_sync_master_timeout: 10000
                rpl_semi_sync_slave_enabled: 0
                """);

        assertThat(VariablesReader.serverFacts(row, null).flavor()).isEqualTo(Flavor.MARIADB);
        assertThat(VariablesReader.serverFacts(row, null).uuid()).isNull();
        assertThat(VariablesReader.gtidFacts(row).executed()).isEqualTo(GtidSet.mariadb("0-7-12,1-8-3"));
        SemiSync semiSync = VariablesReader.semiSync(row, new SemiSyncStatus(true, 2, false, null));
        assertThat(semiSync).isEqualTo(new SemiSync(true, false, false, true, true, 2, 1, 10_000, false, false));
    }

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
        List<ReplicaStatus> channels = ReplicaStatusReader.channels(
                List.of(RecordedRows.row(RecordedRows.MYSQL_97), RecordedRows.row(RecordedRows.MYSQL_80_NEW_WORDS)));
        Row row = RecordedRows.row("CHANNEL_NAME: east\nheartbeat_interval: 0.500\nsilent_micros: 1250000");

        List<ReplicaStatus> heard = HeartbeatReader.addTo(channels, List.of(row));

        assertThat(heard.getFirst().silence()).isEqualTo(Duration.ofMillis(1250));
        assertThat(heard.getFirst().heartbeatPeriod()).isEqualTo(Duration.ofMillis(500));
        assertThat(heard.getLast().silence()).isNull();
    }

    @Test
    void silenceGrowsWhileNothingArrivesAndNeverExceedsTheTruth() {
        var tracker = new SilenceTracker();
        Row quiet = RecordedRows.row(RecordedRows.MARIADB_1011);
        Row beat = RecordedRows.row(
                RecordedRows.MARIADB_1011.replace("Slave_received_heartbeats: 0", "Slave_received_heartbeats: 1"));

        assertThat(tracker.observe(List.of(quiet), seconds(10), seconds(11))).containsEntry("", Duration.ZERO);
        assertThat(tracker.observe(List.of(quiet), seconds(15), seconds(16))).containsEntry("", seconds(4));
        assertThat(tracker.observe(List.of(beat), seconds(20), seconds(21))).containsEntry("", Duration.ZERO);
        assertThat(tracker.observe(List.of(beat), seconds(22), seconds(23))).containsEntry("", seconds(1));
    }

    @Test
    void groupMembersAreReadWithThePrimary() {
        GroupReplication group = GroupReader.read(
                List.of(member(OWN.value(), "a", "SECONDARY", "1"),
                        member("bbbbbbbb-0000-0000-0000-000000000002", "b", "PRIMARY", "1")),
                OWN);

        assertThat(group).isEqualTo(new GroupReplication("g", true, "ONLINE", "SECONDARY",
                List.of(new InstanceKey("b", 3306)), new InstanceKey("b", 3306)));
    }

    @Test
    void multiPrimaryGroupsAndStrangersAreNoGroup() {
        assertThat(GroupReader.read(List.of(member(OWN.value(), "a", "PRIMARY", "0")), OWN)).isNull();
        assertThat(GroupReader.read(List.of(), OWN)).isNull();
        assertThat(GroupReader.read(List.of(member(OWN.value(), "a", "PRIMARY", "1")), null)).isNull();
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

        assertThat(ReplicaListReader.registered(registered, filters)).containsExactly(new InstanceKey("r1", 3306),
                new InstanceKey("bad1", 3307));
        assertThat(ReplicaListReader.dumping(dumping, 3310, filters)).containsExactly(new InstanceKey("r1", 3310),
                new InstanceKey("::1", 3310));
    }

    @Test
    void invalidPatternsNeverMatch() {
        var filters = new ProbeFilters(List.of("("), List.of("[")).compile();

        assertThat(filters.leavesOutReplica(new InstanceKey("(", 1))).isFalse();
        assertThat(filters.leavesOutUser("[")).isFalse();
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
        var old = new ServerTraits(new ServerVersion("5.7.44"), false, Set.of("read_only", "server_uuid"), true, true);
        var maria = new ServerTraits(new ServerVersion("10.11.6-MariaDB"), true, Set.of("read_only"), true, false);
        var group = new ServerTraits(new ServerVersion("8.4.0"), false,
                Set.of("read_only", "group_replication_group_name"), true, true);

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

    private static Row member(String id, String host, String role, String singlePrimary) {
        return Row.of(Map.of("member_id", id, "member_host", host, "member_port", "3306", "member_state", "ONLINE",
                "member_role", role, "group_name", "g", "single_primary", singlePrimary));
    }
}
