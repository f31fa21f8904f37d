package io.orchestrator.backend.probe;

import java.time.Duration;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ServerFacts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Identity and configuration of each version (discovery.md 3.1). */
class RecordedIdentityTest {
    private static final String OWN = "4f22fa47-71ca-11e1-9e33-c80aa9429562";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql-5.7.44    | 5.7.44-log                | MYSQL   | 2          | true  | false | false | 86400
            mysql-8.0.21    | 8.0.21                    | MYSQL   | 2          | true  | true  | false | 7200
            mysql-8.0.36    | 8.0.36                    | MYSQL   | 2          | true  | true  | true  | 60
            mysql-8.4.3     | 8.4.3                     | MYSQL   | 2          | true  | true  | true  | 600
            mysql-9.7.0     | 9.7.0                     | MYSQL   | 2          | true  | true  | false | 10
            percona-8.0.36  | 8.0.36-28                 | PERCONA | 4294967295 | true  | false | false | 3600
            mariadb-10.5.23 | 10.5.23-MariaDB-log       | MARIADB | 2          | false | true  | false | 500
            mariadb-10.6.16 | 10.6.16-MariaDB           | MARIADB | 2          | false | true  | false | 500
            mariadb-11.4.4  | 11.4.4-MariaDB-log        | MARIADB | 2          | false | false | false | 500
            """)
    void serverIsWhatItSays(String folder, String version, Flavor flavor, long serverId, boolean hasUuid,
            boolean readOnly, boolean superReadOnly, long uptime) {
        ServerFacts server = new Recorded(folder).snapshot().server();

        assertThat(server.version().text()).isEqualTo(version);
        assertThat(server.flavor()).isEqualTo(flavor);
        assertThat(server.serverId()).isEqualTo(serverId);
        assertThat(server.uuid()).isEqualTo(hasUuid ? new ServerUuid(OWN) : null);
        assertThat(server.readOnly()).isEqualTo(readOnly);
        assertThat(server.superReadOnly()).isEqualTo(superReadOnly);
        assertThat(server.uptime()).isEqualTo(Duration.ofSeconds(uptime));
        assertThat(server.versionComment()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql-5.7.44    | ROW   | FULL    | mysql-bin.000021   | 154
            mysql-8.0.21    | ROW   | FULL    | binlog.000002      | 156
            mysql-8.0.36    | ROW   | FULL    | binlog.000012      | 157
            mysql-8.4.3     | ROW   | FULL    | binlog.000003      | 158
            mysql-9.7.0     | ROW   | FULL    | binlog.000001      | 1065
            percona-8.0.36  | MIXED | MINIMAL | binlog.000044      | 4095
            mariadb-10.5.23 | MIXED | ''      | mariadb-bin.000004 | 342
            mariadb-10.6.16 | ROW   | ''      | mariadb-bin.000009 | 512
            mariadb-10.11.6 | ROW   | ''      | mysql-bin.000001   | 642
            mariadb-11.4.4  | ROW   | ''      | mysql-bin.000077   | 4
            """)
    void binaryLogIsReadUnderOldAndNewNames(String folder, String format, String image, String file, long position) {
        InstanceSnapshot seen = new Recorded(folder).snapshot();

        assertThat(seen.binlog().enabled()).isTrue();
        assertThat(seen.binlog().logsReplicaUpdates()).isTrue();
        assertThat(seen.binlog().format()).isEqualTo(format);
        assertThat(seen.binlog().rowImage()).isEqualTo(image);
        assertThat(seen.binlog().position()).isEqualTo(BinlogCoordinates.binaryLog(file, position));
    }

    /** discovery.md 3.2 and P-5: MySQL 8.3 and later have no such variable and keep the account in a table. */
    @ParameterizedTest
    @CsvSource({"mysql-5.7.44,false", "mysql-8.0.21,true", "mysql-8.4.3,true", "mysql-9.7.0,true",
            "percona-8.0.36,true",
            "mariadb-10.11.6,false"})
    void replicationAccountIsLookedForWhereItIsKept(String folder, boolean inTable) {
        assertThat(new Recorded(folder).traits().metadataInTable()).isEqualTo(inTable);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "unread", value = {"true", "false", "unread"})
    void whetherTheReplicationAccountCanBeHadIsRemembered(@Nullable Boolean available) {
        var kept = new KeptReadings();
        if (available != null) {
            kept.learnReplicationCredentials(available);
        }

        assertThat(new Recorded("mysql-9.7.0").snapshot(ProbeSettings.DEFAULT, kept, false)
                .server()
                .replicationCredentials()).isEqualTo(available);
    }

    @ParameterizedTest
    @CsvSource({"PROBED,percona-8.0.36,probed.example", "HOSTNAME,percona-8.0.36,db2",
            "REPORT_HOST,percona-8.0.36,db2.example"})
    void serverGoesByTheNameThatIsConfigured(ProbeSettings.HostnameMethod method, String folder, String name) {
        ProbeSettings settings = ProbeSettings.DEFAULT.withHostnameMethod(method);

        assertThat(new Recorded(folder).snapshot(settings, new KeptReadings(), false).key())
                .isEqualTo(new InstanceKey(name, 3306));
    }

    @Test
    void serverThatReportsNoHostHasNoNameWhereThatIsAskedFor() {
        Recorded server = new Recorded("mysql-9.7.0");
        var assembler = new SnapshotAssembler(Recorded.PROBED,
                ProbeSettings.DEFAULT.withHostnameMethod(ProbeSettings.HostnameMethod.REPORT_HOST), new KeptReadings(),
                Recorded.NOW);

        assertThat(assembler.hostname(server.variables())).isEmpty();
    }
}
