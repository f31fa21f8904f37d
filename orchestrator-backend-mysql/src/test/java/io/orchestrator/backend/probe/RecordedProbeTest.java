package io.orchestrator.backend.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.backend.target.StatementDialect;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole probe of every recorded version, over the real driver: a server that takes that version's words only. */
class RecordedProbeTest {
    /** What the driver asks first. */
    private static final Map<String, String> SESSION = Map.of("auto_increment_increment", "1", "character_set_client",
            "utf8mb4", "character_set_connection", "utf8mb4", "character_set_results", "utf8mb4",
            "character_set_server",
            "utf8mb4", "collation_server", "utf8mb4_general_ci", "collation_connection", "utf8mb4_general_ci",
            "sql_mode",
            "STRICT_TRANS_TABLES", "time_zone", "SYSTEM", "system_time_zone", "UTC");

    private static ScriptedServer server(Recorded recorded) throws Exception {
        String version = recorded.version().text();
        return new ScriptedServer(recorded.isMariaDb() ? "5.5.5-" + version : version,
                statement -> answer(statement, recorded));
    }

    private static Optional<List<Map<String, String>>> answer(String statement, Recorded recorded) {
        StatementDialect dialect = new StatementDialect(recorded.isMariaDb(), recorded.version());
        if (statement.equals(dialect.showReplicaStatus())) {
            return Optional.of(recorded.columns("replica-status"));
        }
        if (statement.equals(dialect.showBinaryLogStatus())) {
            return Optional.of(recorded.columns("binary-log-status"));
        }
        if (statement.equals(dialect.showReplicas())) {
            return Optional.of(recorded.columns("replicas"));
        }
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("SHOW GLOBAL VARIABLES WHERE", "variables");
        answers.put("SHOW SESSION STATUS", "status");
        answers.put("SELECT member_id", "group-members");
        answers.put("SELECT s.channel_name", "heartbeats");
        answers.put("SELECT user, host FROM ", "process-list");
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            if (statement.startsWith(answer.getKey())) {
                return Optional.of(recorded.columns(answer.getValue()));
            }
        }
        if (statement.startsWith("SELECT @@global.")) {
            return selected(statement, recorded);
        }
        if (statement.contains("mysql.slave_master_info")) {
            return Optional.of(List.of(Map.of("max(User_name)", "repl")));
        }
        if (statement.startsWith("SHOW VARIABLES LIKE 'maxscale%'")) {
            return Optional.of(List.of());
        }
        return statement.contains("@@session.auto_increment_increment") ? Optional.of(List.of(SESSION))
                : Optional.empty();
    }

    /** A variable that the server has not is an error, as on a real one. */
    private static Optional<List<Map<String, String>>> selected(String statement, Recorded recorded) {
        Map<String, String> row = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String part : statement.substring("SELECT ".length()).split(", ", -1)) {
            String name = part.substring(part.indexOf(" AS ") + 4);
            if (recorded.variables().has(name)) {
                row.put(name, recorded.variables().text(name));
            } else {
                unknown.add(name);
            }
        }
        return unknown.isEmpty() ? Optional.of(List.of(row)) : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql-5.7.44", "mysql-8.0.21", "mysql-8.0.36", "mysql-8.4.3", "mysql-9.7.0", "percona-8.0.36",
                    "mariadb-10.5.23", "mariadb-10.6.16", "mariadb-10.11.6", "mariadb-11.4.4"})
    void everyVersionIsSeenWholeInItsOwnWords(String folder) throws Exception {
        Recorded recorded = new Recorded(folder);
        InstanceSnapshot expected = recorded.snapshot();
        try (ScriptedServer server = server(recorded); var probing = new ScriptedProbing()) {
            InstanceSnapshot seen = probing.see(server, Depth.ROUTINE);

            assertThat(seen.key()).isEqualTo(new InstanceKey("db2", server.key().port()));
            assertThat(seen.server().version()).isEqualTo(expected.server().version());
            assertThat(seen.server().uuid()).isEqualTo(expected.server().uuid());
            assertThat(seen.server().flavor()).isEqualTo(expected.server().flavor());
            assertThat(seen.server().uptime()).isNotNull();
            assertThat(seen.server().replicationCredentials()).isEqualTo(recorded.traits().metadataInTable());
            assertThat(seen.binlog()).isEqualTo(expected.binlog());
            assertThat(seen.gtid()).isEqualTo(expected.gtid());
            assertThat(seen.channels()).isEqualTo(expected.channels());
            assertThat(seen.semiSync()).isEqualTo(expected.semiSync());
            assertThat(seen.group()).isEqualTo(expected.group());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql-5.7.44", "mysql-8.0.36", "mysql-8.4.3", "mysql-9.7.0", "percona-8.0.36",
            "mariadb-10.11.6"})
    void routineProbesAreThreeOrFourStatements(String folder) throws Exception {
        try (ScriptedServer server = server(new Recorded(folder)); var probing = new ScriptedProbing()) {
            probing.see(server, Depth.ROUTINE);
            int before = server.asked().size();

            for (int i = 0; i < 5; i++) {
                probing.see(server, Depth.ROUTINE);
            }

            assertThat((server.asked().size() - before) / 5).isBetween(3, 4);
        }
    }

    @Test
    void replicasThatDoNotSayWhereTheyAreAreFoundAmongTheClients() throws Exception {
        try (ScriptedServer server = server(new Recorded("mysql-8.0.21")); var probing = new ScriptedProbing()) {
            assertThat(probing.see(server, Depth.ROUTINE).replicas()).containsExactlyInAnyOrder(
                    new InstanceKey("10.0.0.7", server.key().port()),
                    new InstanceKey("2001:db8::7", server.key().port()));
        }
    }

    @Test
    void evidenceIsReadWithTheRest() throws Exception {
        Recorded recorded = new Recorded("mysql-8.0.36");
        try (ScriptedServer server = server(recorded); var probing = new ScriptedProbing()) {
            probing.see(server, Depth.ROUTINE);

            assertThat(probing.see(server, Depth.EVIDENCE).channels())
                    .isEqualTo(recorded.snapshot(ProbeSettings.DEFAULT, new KeptReadings(), true).channels());
        }
    }

    /** discovery.md P-18: a connection that is cut between two answers is no server without replication. */
    @Test
    void connectionThatIsCutInTheMiddleIsAFailureOfAServerThatAnswers() throws Exception {
        Recorded recorded = new Recorded("mysql-8.0.36");
        try (ScriptedServer server = server(recorded); var probing = new ScriptedProbing()) {
            probing.see(server, Depth.ROUTINE);
            server.cutAt("SHOW REPLICA STATUS");

            ProbeOutcome outcome = probing.probe(server);

            assertThat(outcome).isInstanceOf(ProbeOutcome.PartlySeen.class);
            assertThat(((ProbeOutcome.PartlySeen) outcome).failure().kind()).isEqualTo(ProbeFailure.Kind.LOST);
        }
    }
}
