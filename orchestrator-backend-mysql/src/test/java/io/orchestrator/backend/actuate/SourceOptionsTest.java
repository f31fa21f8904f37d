package io.orchestrator.backend.actuate;

import java.util.List;
import java.util.Map;

import io.orchestrator.backend.probe.ReplicaStatusReader;
import io.orchestrator.backend.target.Row;
import io.orchestrator.backend.target.StatementDialect;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.ReplicaStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SourceOptionsTest {
    private static final StatementDialect MYSQL = new StatementDialect(false, new ServerVersion("8.4.3"));
    private static final StatementDialect CLASSIC = new StatementDialect(false, new ServerVersion("5.7.44"));
    private static final StatementDialect MARIADB = new StatementDialect(true, new ServerVersion("10.11.6-MariaDB"));
    private static final InstanceKey SOURCE = new InstanceKey("db2", 3307);

    private static ReplicaStatus channel(Map<String, String> columns) {
        return ReplicaStatusReader.channels(List.of(Row.of(columns))).getFirst();
    }

    @Test
    void autoPositionIsKeptWhenItIsOn() {
        SourceOptions options = SourceOptions.byGtid(SOURCE, MYSQL, channel(Map.of("Auto_Position", "1")));

        assertThat(options.text()).isEqualTo("source_host = ?, source_port = ?");
        assertThat(options.values()).containsExactly("db2", 3307);
    }

    @Test
    void autoPositionIsSwitchedOnWhenItIsOff() {
        assertThat(SourceOptions.byGtid(SOURCE, CLASSIC, channel(Map.of("Auto_Position", "0"))).text())
                .isEqualTo("master_host = ?, master_port = ?, master_auto_position = ?");
        assertThat(SourceOptions.byGtid(SOURCE, MYSQL, null).values()).containsExactly("db2", 3307, 1);
    }

    @Test
    void mariaDbReplicasUseTheirReplicaPositionAndFormerSourcesTheirOwn() {
        assertThat(SourceOptions.byGtid(SOURCE, MARIADB, channel(Map.of("Using_Gtid", "Current_Pos"))).text())
                .isEqualTo("master_host = ?, master_port = ?");
        assertThat(SourceOptions.byGtid(SOURCE, MARIADB, channel(Map.of("Using_Gtid", "No"))).text())
                .endsWith("master_use_gtid = slave_pos");
        assertThat(SourceOptions.byGtid(SOURCE, MARIADB, null).text()).endsWith("master_use_gtid = current_pos");
    }

    @Test
    void tlsAndKeyOptionsAreSentAgain() {
        ReplicaStatus channel = channel(Map.of("Auto_Position", "1", "Source_SSL_Allowed", "Yes", "Source_SSL_CA_File",
                "/ca.pem", "Source_SSL_Crl", "/crl.pem", "Source_SSL_Verify_Server_Cert", "No", "Source_TLS_Version",
                "TLSv1.3", "Get_Source_public_key", "1"));

        SourceOptions options = SourceOptions.byGtid(SOURCE, MYSQL, channel);

        assertThat(options.text()).isEqualTo("source_host = ?, source_port = ?, source_ssl = ?, source_ssl_ca = ?, "
                + "source_ssl_crl = ?, source_ssl_verify_server_cert = ?, source_tls_version = ?, "
                + "get_source_public_key = ?");
        assertThat(options.values()).containsExactly("db2", 3307, 1, "/ca.pem", "/crl.pem", 0, "TLSv1.3", 1);
    }

    @Test
    void tlsOptionsAreNotSentWhereTlsIsOffButKeyOptionsAre() {
        ReplicaStatus channel = channel(Map.of("Auto_Position", "1", "Master_SSL_Allowed", "No", "Master_SSL_CA_File",
                "/ca.pem", "Master_public_key_path", "/key.pub"));

        assertThat(SourceOptions.byGtid(SOURCE, CLASSIC, channel).text()).isEqualTo(
                "master_host = ?, master_port = ?, master_public_key_path = ?, get_master_public_key = ?");
    }

    @Test
    void leadingAFilePositionedChannelElsewhereKeepsItsPlace() {
        ReplicaStatus channel = channel(
                Map.of("Auto_Position", "0", "Relay_Source_Log_File", "bin.000004", "Exec_Source_Log_Pos", "12"));

        SourceOptions options = SourceOptions.leadingTo(SOURCE.detached(), MYSQL, channel);

        assertThat(options.text())
                .isEqualTo("source_host = ?, source_port = ?, source_log_file = ?, source_log_pos = ?");
        assertThat(options.values()).containsExactly("//db2", 3307, "bin.000004", 12L);
    }
}
