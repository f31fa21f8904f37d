package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.instance.ChannelTls;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.instance.ThreadState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Replication of each version as a replica (discovery.md 3.2). */
class RecordedReplicationTest {
    private static final ServerUuid SOURCE = new ServerUuid("3e11fa47-71ca-11e1-9e33-c80aa9429562");

    private static ReplicaStatus channel(String folder) {
        return new Recorded(folder).snapshot().defaultChannel().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            mysql-5.7.44    | db1         | 3306  | true  | RUNNING | STOPPED | -  | 3600 | FILE_POSITION
            mysql-8.0.21    | db1.example | 3306  | true  | RUNNING | RUNNING | 3  | 0    | ORACLE_AUTO_POSITION
            mysql-8.0.36    | db1.example | 3307  | true  | OTHER   | RUNNING | -  | 0    | ORACLE_AUTO_POSITION
            mysql-9.7.0     | ::1         | 10111 | true  | RUNNING | RUNNING | 4  | 0    | ORACLE_AUTO_POSITION
            mariadb-10.5.23 | db1.example | 3306  | false | RUNNING | RUNNING | 1  | 0    | MARIADB_SLAVE_POS
            mariadb-10.6.16 | db1.example | 3306  | false | OTHER   | RUNNING | -  | 60   | MARIADB_CURRENT_POS
            mariadb-10.11.6 | db1.example | 3306  | false | RUNNING | STOPPED | -  | 0    | FILE_POSITION
            """)
    void defaultChannelIsRead(String folder, String host, int port, boolean hasUuid, ThreadState receiver,
            ThreadState applier, @Nullable Long lag, long delay, GtidPositioning positioning) {
        ReplicaStatus channel = channel(folder);

        assertThat(channel.source()).isEqualTo(new InstanceKey(host, port));
        assertThat(channel.sourceUuid()).isEqualTo(hasUuid ? SOURCE : null);
        assertThat(channel.sourceUser()).isEqualTo("repl");
        assertThat(channel.receiver()).isEqualTo(receiver);
        assertThat(channel.applier()).isEqualTo(applier);
        assertThat(channel.lag()).isEqualTo(lag == null ? null : Duration.ofSeconds(lag));
        assertThat(channel.behindSource()).isEqualTo(channel.lag());
        assertThat(channel.configuredDelay()).isEqualTo(Duration.ofSeconds(delay));
        assertThat(channel.positioning()).isEqualTo(positioning);
        assertThat(channel.read()).isEqualTo(BinlogCoordinates.binaryLog("binlog.000007", 2110));
        assertThat(channel.relayLog()).isEqualTo(BinlogCoordinates.relayLog("relay-bin.000003", 1204));
        assertThat(channel.isConfigured()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"percona-8.0.36", "mariadb-11.4.4"})
    void serverThatReplicatesFromNobodyHasNoChannel(String folder) {
        InstanceSnapshot seen = new Recorded(folder).snapshot();

        assertThat(seen.channels()).isEmpty();
        assertThat(seen.isReplica()).isFalse();
        assertThat(seen.sourceKey()).isEqualTo(InstanceKey.NONE);
    }

    @Test
    void executedPlaceIsThatOfTheApplier() {
        assertThat(channel("mysql-5.7.44").executed()).isEqualTo(BinlogCoordinates.binaryLog("binlog.000006", 991));
    }

    @ParameterizedTest
    @CsvSource({"mysql-5.7.44,true", "mysql-8.0.36,false", "mariadb-10.6.16,true", "mariadb-10.5.23,false"})
    void anyFilterCounts(String folder, boolean filtered) {
        assertThat(channel(folder).filtered()).isEqualTo(filtered);
    }

    @Test
    void errorsKeepNumberAndText() {
        assertThat(channel("mysql-5.7.44").applierError())
                .isEqualTo(new ReplicationError(1062, "Could not execute Write_rows event on table shop.orders"));
        assertThat(channel("mysql-5.7.44").receiverError()).isEqualTo(ReplicationError.NONE);
        assertThat(channel("mysql-8.0.36").isFailingToConnect()).isTrue();
        assertThat(channel("mariadb-10.6.16").isFailingToConnect()).isTrue();
    }

    @Test
    void tlsOptionsOfTheNewWords() {
        assertThat(channel("mysql-8.0.36").tls()).isEqualTo(new ChannelTls(true, "/etc/mysql/ca.pem", "/etc/mysql/ca",
                "/etc/mysql/client.pem", "ECDHE-RSA-AES256-GCM-SHA384", "/etc/mysql/crl.pem", "/etc/mysql/crls",
                "/etc/mysql/client-key.pem", true, "TLSv1.2,TLSv1.3", "", "", true));
    }

    /** discovery.md 3.2 and P-12: the name of the column begins with a capital in the middle. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"mysql-5.7.44,false,false,-,''", "mysql-8.0.21,false,false,false,''",
            "mysql-9.7.0,false,false,false,/etc/mysql/source.pub", "mariadb-10.11.6,true,true,-,''"})
    void tlsAndKeyOptions(String folder, boolean allowed, @Nullable Boolean verify, @Nullable Boolean getKey,
            String path) {
        ChannelTls tls = channel(folder).tls();

        assertThat(tls.allowed()).isEqualTo(allowed);
        assertThat(tls.verifyServerCert()).isEqualTo(verify);
        assertThat(tls.getSourcePublicKey()).isEqualTo(getKey);
        assertThat(tls.publicKeyPath()).isEqualTo(path);
    }

    @Test
    void ignoredTlsIsNotAllowed() {
        assertThat(channel("mysql-9.7.0").tls().allowed()).isFalse();
    }

    @Test
    void everyChannelIsKeptAndTheUnnamedOneDrawsTheTree() {
        InstanceSnapshot mysql = new Recorded("mysql-8.0.21").snapshot();
        InstanceSnapshot mariaDb = new Recorded("mariadb-10.11.6").snapshot();

        assertThat(mysql.channels()).extracting(ReplicaStatus::channel).containsExactly("", "east");
        assertThat(mysql.isMultiSource()).isTrue();
        assertThat(mysql.sourceKey()).isEqualTo(new InstanceKey("db1.example", 3306));
        ReplicaStatus east = mysql.channels().getLast();
        assertThat(east.source()).isEqualTo(new InstanceKey("db9.example", 3309));
        assertThat(east.receiver()).isEqualTo(ThreadState.STOPPED);
        assertThat(east.sourceUser()).isEmpty();
        assertThat(mariaDb.channels()).extracting(ReplicaStatus::channel).containsExactly("west", "");
        assertThat(mariaDb.sourceKey()).isEqualTo(new InstanceKey("db1.example", 3306));
    }

    @Test
    void channelThatHasTheOnlyNameDrawsTheTree() {
        InstanceSnapshot seen = new Recorded("mysql-9.7.0").snapshot();

        assertThat(seen.defaultChannel()).map(ReplicaStatus::channel).contains("east");
        assertThat(seen.isMultiSource()).isFalse();
        assertThat(seen.isReplicating()).isTrue();
    }

    @Test
    void channelsOfGroupReplicationAreKeptAndDrawNothing() {
        InstanceSnapshot seen = new Recorded("mysql-8.4.3").snapshot();

        assertThat(seen.channels()).hasSize(1).allMatch(ReplicaStatus::isGroupChannel);
        assertThat(seen.isReplica()).isFalse();
        assertThat(seen.sourceKey()).isEqualTo(InstanceKey.NONE);
        assertThat(seen.isMultiSource()).isFalse();
    }

    @Test
    void configuredLagIsThatOfTheDefaultChannelAndLeavesTheServersOwn() {
        var kept = new KeptReadings();
        kept.learnLag(Duration.ofSeconds(7), Recorded.NOW);

        List<ReplicaStatus> channels =
                new Recorded("mysql-8.0.21").snapshot(ProbeSettings.DEFAULT, kept, false).channels();

        assertThat(channels.getFirst().lag()).isEqualTo(Duration.ofSeconds(7));
        assertThat(channels.getFirst().behindSource()).isEqualTo(Duration.ofSeconds(3));
        assertThat(channels.getLast().lag()).isNull();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-",
            value = {"mysql-5.7.44,1500,30000,-", "mysql-8.0.21,250,30000,3000", "mysql-8.0.36,9000,1000,4500",
                    "mysql-9.7.0,0,1000,0"})
    void evidenceTellsSilenceHeartbeatAndAgeOfWhatIsApplied(String folder, long silent, long heartbeat,
            @Nullable Long applying) {
        InstanceSnapshot seen = new Recorded(folder).snapshot(ProbeSettings.DEFAULT, new KeptReadings(), true);
        ReplicaStatus channel = seen.defaultChannel().orElseThrow();

        assertThat(channel.silence()).isEqualTo(Duration.ofMillis(silent));
        assertThat(channel.heartbeatPeriod()).isEqualTo(Duration.ofMillis(heartbeat));
        assertThat(channel.applyingFor()).isEqualTo(applying == null ? null : Duration.ofMillis(applying));
        assertThat(channel(folder).silence()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb-10.5.23", "mariadb-10.6.16", "mariadb-10.11.6"})
    void mariaDbTellsItsHeartbeatWithTheStatus(String folder) {
        assertThat(channel(folder).heartbeatPeriod()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aRowWithoutThreadColumnsIsNeitherRunningNorStopped() {
        ReplicaStatus channel = ReplicaStatusReader
                .channels(List.of(RecordedRows.row("Master_Host: db1\nMaster_Port: 3306")))
                .getFirst();

        assertThat(channel.receiver()).isEqualTo(ThreadState.OTHER);
        assertThat(channel.isConfigured()).isFalse();
    }

    /** discovery.md P-16: a source without a host, and a UUID that is none, are what they are. */
    @Test
    void oddSourcesDoNotStopTheReader() {
        ReplicaStatus channel = ReplicaStatusReader
                .channels(List.of(RecordedRows.row("Source_Host:\nSource_Port: 99999\nSource_UUID: none")))
                .getFirst();

        assertThat(channel.source()).isEqualTo(InstanceKey.NONE);
        assertThat(channel.sourceUuid()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql-8.0.21    | 3e11fa47-71ca-11e1-9e33-c80aa9429562:6-20
            mysql-8.0.36    | 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-20
            mysql-9.7.0     | 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-4:blue:1-2
            """)
    void retrievedSetsOfMySql(String folder, String set) {
        assertThat(channel(folder).retrieved()).isEqualTo(GtidSet.mysql(set));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mariadb-10.5.23 | 0-1-13
            mariadb-10.6.16 | 0-1-12,1-4-7
            mariadb-10.11.6 | ''
            """)
    void retrievedPositionsOfMariaDb(String folder, String positions) {
        assertThat(channel(folder).retrieved()).isEqualTo(GtidSet.mariadb(positions));
    }
}
