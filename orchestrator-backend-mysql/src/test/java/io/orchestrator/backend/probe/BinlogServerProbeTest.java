package io.orchestrator.backend.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole probe of a MaxScale binlog server, over the real driver (discovery.md 5.3, steps 6, 7, 21 and 23). */
class BinlogServerProbeTest {
    private static final String GREETING = "5.5.5-10.2.12 2.2.21-maxscale";

    private static Function<String, Optional<List<Map<String, String>>>> answersOf(String folder) {
        Recorded recorded = new Recorded(folder);
        return statement -> switch (statement) {
            case "SHOW VARIABLES LIKE 'maxscale%'" -> Optional.of(recorded.columns("maxscale-variables"));
            case "SELECT @@server_id" -> Optional.of(recorded.columns("server-id"));
            case "SELECT @@server_uuid" -> some(recorded.columns("server-uuid"));
            case "SELECT @@hostname" -> some(recorded.columns("hostname"));
            case "SHOW SLAVE STATUS" -> Optional.of(recorded.columns("replica-status"));
            case "SHOW SLAVE HOSTS" -> Optional.of(recorded.columns("replicas"));
            default -> Optional.empty();
        };
    }

    private static Optional<List<Map<String, String>>> some(List<Map<String, String>> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxscale-1.1.0", "maxscale-2.2.21"})
    void itIsSeenThoughItUnderstandsAHandfulOfStatements(String folder) throws Exception {
        try (var server = new ScriptedServer(GREETING, answersOf(folder)); var fixture = new ScriptedProbing()) {
            ProbeOutcome outcome = fixture.probe(server);

            assertThat(outcome).isInstanceOf(ProbeOutcome.Seen.class);
            InstanceSnapshot seen = ((ProbeOutcome.Seen) outcome).snapshot();
            assertThat(seen.key()).isEqualTo(server.key());
            assertThat(seen.isBinlogServer()).isTrue();
            assertThat(seen.server().version().text()).isEqualTo(folder.substring("maxscale-".length()) + "-maxscale");
            assertThat(seen.server().serverId()).isEqualTo(93);
            assertThat(seen.sourceKey()).isEqualTo(new InstanceKey("db1.example", 3306));
            assertThat(seen.isReplicating()).isTrue();
            assertThat(seen.replicas()).containsExactly(new InstanceKey("db4.example", 3306));
        }
    }

    @Test
    void furtherProbesAskForItsReplicationAlone() throws Exception {
        try (var server = new ScriptedServer(GREETING, answersOf("maxscale-2.2.21"));
                var fixture = new ScriptedProbing()) {
            fixture.probe(server);
            int before = server.asked().size();

            fixture.probe(server);
            fixture.probe(server);

            assertThat(server.asked().subList(before, server.asked().size())).containsExactly("SHOW SLAVE STATUS",
                    "SHOW SLAVE STATUS");
        }
    }

    @Test
    void withoutReplicaStatusItIsNotSeen() throws Exception {
        var answers = answersOf("maxscale-2.2.21");
        try (var server = new ScriptedServer(GREETING,
                statement -> statement.equals("SHOW SLAVE STATUS") ? Optional.of(List.of()) : answers.apply(statement));
                var fixture = new ScriptedProbing()) {
            ProbeOutcome outcome = fixture.probe(server);

            assertThat(outcome).isInstanceOf(ProbeOutcome.Unseen.class);
            ProbeFailure failure = ((ProbeOutcome.Unseen) outcome).failure();
            assertThat(failure.kind()).isEqualTo(ProbeFailure.Kind.STATEMENT_FAILED);
            assertThat(failure.message()).contains(server.key().display()).contains("no replica status");
        }
    }

    @Test
    void otherServerThatRefusesTheDriversFirstStatementIsNotSeenAsOne() throws Exception {
        try (var server = new ScriptedServer("8.0.36", _ -> Optional.empty()); var fixture = new ScriptedProbing()) {
            ProbeOutcome outcome = fixture.probe(server);

            assertThat(outcome).isInstanceOf(ProbeOutcome.Unseen.class);
            assertThat(((ProbeOutcome.Unseen) outcome).failure().message()).contains("error 1064");
        }
    }
}
