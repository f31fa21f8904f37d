package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.instance.ThreadState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicaStatusReaderTest {
    private static ReplicaStatus read(String recorded) {
        return ReplicaStatusReader.channels(List.of(RecordedRows.row(recorded))).getFirst();
    }

    @Test
    void readsFilePositionsDelayFilterAndApplierErrorOf57() {
        ReplicaStatus channel = read(RecordedRows.MYSQL_57);

        assertThat(channel.source()).isEqualTo(new InstanceKey("db1", 3306));
        assertThat(channel.receiver()).isEqualTo(ThreadState.RUNNING);
        assertThat(channel.applier()).isEqualTo(ThreadState.STOPPED);
        assertThat(channel.read()).isEqualTo(BinlogCoordinates.binaryLog("mysql-bin.000007", 2110));
        assertThat(channel.executed()).isEqualTo(BinlogCoordinates.binaryLog("mysql-bin.000006", 991));
        assertThat(channel.relayLog()).isEqualTo(BinlogCoordinates.relayLog("relay.000003", 1204));
        assertThat(channel.lag()).isNull();
        assertThat(channel.configuredDelay()).isEqualTo(Duration.ofHours(1));
        assertThat(channel.positioning()).isEqualTo(GtidPositioning.FILE_POSITION);
        assertThat(channel.retrieved()).isEqualTo(GtidSet.emptyMysql());
        assertThat(channel.applierError())
                .isEqualTo(new ReplicationError(1062, "Could not execute Write_rows event"));
        assertThat(channel.receiverError()).isEqualTo(ReplicationError.NONE);
        assertThat(channel.filtered()).isTrue();
        assertThat(channel.tls().allowed()).isFalse();
        assertThat(channel.tls().verifyServerCert()).isFalse();
        assertThat(channel.tls().getSourcePublicKey()).isNull();
    }

    @Test
    void readsConnectionErrorAndTlsOfTheNewWords() {
        ReplicaStatus channel = read(RecordedRows.MYSQL_80_NEW_WORDS);

        assertThat(channel.source()).isEqualTo(new InstanceKey("db1.example", 3307));
        assertThat(channel.sourceUuid()).isEqualTo(new ServerUuid("3e11fa47-71ca-11e1-9e33-c80aa9429562"));
        assertThat(channel.receiver()).isEqualTo(ThreadState.OTHER);
        assertThat(channel.isFailingToConnect()).isTrue();
        assertThat(channel.positioning()).isEqualTo(GtidPositioning.ORACLE_AUTO_POSITION);
        assertThat(channel.retrieved()).isEqualTo(GtidSet.mysql("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-20"));
        assertThat(channel.filtered()).isFalse();
        assertThat(channel.tls().allowed()).isTrue();
        assertThat(channel.tls().caFile()).isEqualTo("/etc/mysql/ca.pem");
        assertThat(channel.tls().cert()).isEqualTo("/etc/mysql/client.pem");
        assertThat(channel.tls().key()).isEqualTo("/etc/mysql/client-key.pem");
        assertThat(channel.tls().crlFile()).isEqualTo("/etc/mysql/crl.pem");
        assertThat(channel.tls().crlPath()).isEqualTo("/etc/mysql/crls");
        assertThat(channel.tls().verifyServerCert()).isTrue();
        assertThat(channel.tls().tlsVersion()).isEqualTo("TLSv1.2,TLSv1.3");
        assertThat(channel.tls().getSourcePublicKey()).isTrue();
    }

    @Test
    void readsTagsAndNamedChannelsOf97() {
        ReplicaStatus channel = read(RecordedRows.MYSQL_97);

        assertThat(channel.channel()).isEqualTo("east");
        assertThat(channel.isRunning()).isTrue();
        assertThat(channel.lag()).isEqualTo(Duration.ofSeconds(4));
        assertThat(channel.retrieved())
                .isEqualTo(GtidSet.mysql("00010111-1111-1111-1111-111111111111:1-4:blue:1-2"));
        assertThat(channel.tls().allowed()).isFalse();
        assertThat(channel.tls().publicKeyPath()).isEqualTo("/etc/mysql/source.pub");
        assertThat(channel.tls().getSourcePublicKey()).isFalse();
    }

    @Test
    void readsGtidPositionsAndHeartbeatOfMariaDb() {
        ReplicaStatus channel = read(RecordedRows.MARIADB_1011);

        assertThat(channel.channel()).isEmpty();
        assertThat(channel.sourceUuid()).isNull();
        assertThat(channel.positioning()).isEqualTo(GtidPositioning.MARIADB_SLAVE_POS);
        assertThat(channel.retrieved()).isEqualTo(GtidSet.mariadb("0-23301-2"));
        assertThat(channel.heartbeatPeriod()).isEqualTo(Duration.ofSeconds(1));
        assertThat(channel.silence()).isNull();
        assertThat(channel.lag()).isEqualTo(Duration.ZERO);
    }

    @Test
    void serverWithoutReplicationHasNoChannels() {
        assertThat(ReplicaStatusReader.channels(List.of())).isEmpty();
    }

    @Test
    void aRowWithoutThreadColumnsIsNeitherRunningNorStopped() {
        ReplicaStatus channel = read("Master_Host: db1\nMaster_Port: 3306");

        assertThat(channel.receiver()).isEqualTo(ThreadState.OTHER);
        assertThat(channel.isConfigured()).isFalse();
    }
}
