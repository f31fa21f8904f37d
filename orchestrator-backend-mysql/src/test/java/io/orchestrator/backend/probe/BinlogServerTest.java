package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ThreadState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** MaxScale binlog servers (discovery.md 3.1, 3.2, 5.3), from what they answer. */
class BinlogServerTest {
    private static final Recorded OLDEST = new Recorded("maxscale-1.1.0");
    private static final Recorded NEWER = new Recorded("maxscale-2.2.21");

    private static BinlogServer server(Recorded recorded) {
        return new BinlogServer(BinlogServer.versionOf(recorded.rows("maxscale-variables")).orElseThrow(),
                cell(recorded.rows("server-id")), cell(recorded.rows("server-uuid")),
                cell(recorded.rows("hostname")));
    }

    private static String cell(List<Row> rows) {
        return rows.isEmpty() ? "" : rows.getFirst().first().orElse("");
    }

    private static InstanceSnapshot snapshot(Recorded recorded) {
        BinlogServer server = server(recorded);
        return new SnapshotAssembler(Recorded.PROBED, ProbeSettings.DEFAULT, new KeptReadings(), Recorded.NOW).assemble(
                Recorded.PROBED.hostname(), server.variables(), server.replicaStatus(recorded.rows("replica-status")),
                List.of(), List.of(), List.of(), Map.of(), false);
    }

    @Test
    void versionIsItsOwnAndSaysWhatItIs() {
        assertThat(server(OLDEST).version()).isEqualTo("1.1.0-maxscale");
        assertThat(server(NEWER).version()).isEqualTo("2.2.21-maxscale");
        assertThat(BinlogServer.versionOf(List.of(variable("MAXSCALE_THREADS", "4")))).contains("0.0.0-maxscale");
        assertThat(BinlogServer.versionOf(List.of(variable("maxscale_version", " ")))).contains("0.0.0-maxscale");
        assertThat(BinlogServer.versionOf(List.of())).isEmpty();
        assertThat(BinlogServer.versionOf(List.of(variable("max_connections", "4")))).isEmpty();
    }

    @Test
    void itIsABinlogServerThatInheritsItsFormat() {
        InstanceSnapshot seen = snapshot(NEWER);

        assertThat(seen.key()).isEqualTo(Recorded.PROBED);
        assertThat(seen.isBinlogServer()).isTrue();
        assertThat(seen.server().flavor()).isEqualTo(Flavor.MAXSCALE);
        assertThat(seen.server().flavor().contractName()).isEqualTo("MaxScale");
        assertThat(seen.server().serverId()).isEqualTo(93);
        assertThat(seen.server().uuid()).isEqualTo(new ServerUuid("5a33fa47-71ca-11e1-9e33-c80aa9429562"));
        assertThat(seen.isReadOnly()).isFalse();
        assertThat(seen.binlog().enabled()).isTrue();
        assertThat(seen.binlog().logsReplicaUpdates()).isTrue();
        assertThat(seen.binlog().format()).isEqualTo("INHERIT");
        assertThat(seen.binlog().position().isEmpty()).isTrue();
        assertThat(seen.gtid().supportsOracleGtid()).isFalse();
        assertThat(seen.semiSync()).isEqualTo(SemiSync.NONE);
        assertThat(seen.group()).isNull();
    }

    @Test
    void itReplicatesLikeAnyOther() {
        ReplicaStatus channel = snapshot(NEWER).defaultChannel().orElseThrow();

        assertThat(channel.source()).isEqualTo(new InstanceKey("db1.example", 3306));
        assertThat(channel.isRunning()).isTrue();
        assertThat(channel.lag()).isEqualTo(Duration.ofSeconds(2));
        assertThat(channel.sourceUuid()).isNotNull();
    }

    @Test
    void theOldestNamesItsSourceElsewhereAndHasNoUuid() {
        InstanceSnapshot seen = snapshot(OLDEST);

        assertThat(seen.sourceKey()).isEqualTo(new InstanceKey("db1.example", 3306));
        assertThat(seen.server().uuid()).isNull();
        assertThat(seen.isReplicating()).isTrue();
    }

    @Test
    void theOldestReceivesOnlyWhileItsStateSaysSo() {
        List<Row> waiting = OLDEST.rows("replica-status")
                .stream()
                .map(row -> row.with("Slave_IO_State", "Binlog dump failed"))
                .toList();

        ReplicaStatus channel = ReplicaStatusReader.channels(server(OLDEST).replicaStatus(waiting)).getFirst();

        assertThat(channel.receiver()).isEqualTo(ThreadState.OTHER);
        assertThat(channel.applier()).isEqualTo(ThreadState.RUNNING);
        assertThat(ReplicaStatusReader.channels(server(NEWER).replicaStatus(waiting)).getFirst().receiver())
                .isEqualTo(ThreadState.RUNNING);
    }

    private static Row variable(String name, String value) {
        return Row.of(Map.of("Variable_name", name, "Value", value));
    }
}
