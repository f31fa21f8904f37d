package io.orchestrator.backend.target;

import io.orchestrator.domain.identity.ServerVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatementDialectTest {
    private static StatementDialect mysql(String version) {
        return new StatementDialect(false, new ServerVersion(version));
    }

    private static StatementDialect mariaDb(String version) {
        return new StatementDialect(true, new ServerVersion(version));
    }

    @ParameterizedTest
    @CsvSource({"5.7.44-log, SHOW SLAVE STATUS, SHOW MASTER STATUS, SHOW SLAVE HOSTS, STOP SLAVE",
            "8.0.21, SHOW SLAVE STATUS, SHOW MASTER STATUS, SHOW SLAVE HOSTS, STOP SLAVE",
            "8.0.22, SHOW REPLICA STATUS, SHOW MASTER STATUS, SHOW REPLICAS, STOP REPLICA",
            "8.0.36-28, SHOW REPLICA STATUS, SHOW MASTER STATUS, SHOW REPLICAS, STOP REPLICA",
            "8.4.3, SHOW REPLICA STATUS, SHOW BINARY LOG STATUS, SHOW REPLICAS, STOP REPLICA",
            "9.7.4-2, SHOW REPLICA STATUS, SHOW BINARY LOG STATUS, SHOW REPLICAS, STOP REPLICA"})
    void mysqlSpeaksTheNewWordsAsSoonAsItKnowsThem(String version, String status, String log, String replicas,
            String stop) {
        StatementDialect dialect = mysql(version);

        assertThat(dialect.showReplicaStatus()).isEqualTo(status);
        assertThat(dialect.showBinaryLogStatus()).isEqualTo(log);
        assertThat(dialect.showReplicas()).isEqualTo(replicas);
        assertThat(dialect.stop("")).isEqualTo(stop);
    }

    @Test
    void sourceOptionsAreKnownOneVersionLaterThanReplica() {
        assertThat(mysql("8.0.22").change("", mysql("8.0.22").option("host") + " = ?"))
                .isEqualTo("CHANGE MASTER TO master_host = ?");
        assertThat(mysql("8.0.23").change("", mysql("8.0.23").option("host") + " = ?"))
                .isEqualTo("CHANGE REPLICATION SOURCE TO source_host = ?");
        assertThat(mysql("8.0.22").getPublicKeyOption()).isEqualTo("get_master_public_key");
        assertThat(mysql("9.1.0").getPublicKeyOption()).isEqualTo("get_source_public_key");
    }

    @Test
    void mariaDbKeepsTheClassicWordsInEveryVersion() {
        StatementDialect dialect = mariaDb("11.4.5-MariaDB");

        assertThat(dialect.showReplicaStatus()).isEqualTo("SHOW ALL SLAVES STATUS");
        assertThat(dialect.showBinaryLogStatus()).isEqualTo("SHOW MASTER STATUS");
        assertThat(dialect.stopReceiver("")).isEqualTo("STOP SLAVE IO_THREAD");
        assertThat(dialect.resetAll("")).isEqualTo("RESET SLAVE ALL");
        assertThat(dialect.change("", "x")).isEqualTo("CHANGE MASTER TO x");
    }

    @Test
    void namedChannelsAreNamedWhereEachFlavorWantsIt() {
        assertThat(mysql("8.4.0").stopReceiver("c1")).isEqualTo("STOP REPLICA IO_THREAD FOR CHANNEL 'c1'");
        assertThat(mysql("8.4.0").resetAll("c1")).isEqualTo("RESET REPLICA ALL FOR CHANNEL 'c1'");
        assertThat(mysql("8.4.0").change("it's", "x"))
                .isEqualTo("CHANGE REPLICATION SOURCE TO x FOR CHANNEL 'it''s'");
        assertThat(mariaDb("10.11.6-MariaDB").startApplier("c1")).isEqualTo("START SLAVE 'c1' SQL_THREAD");
        assertThat(mariaDb("10.11.6-MariaDB").change("c1", "x")).isEqualTo("CHANGE MASTER 'c1' TO x");
    }
}
