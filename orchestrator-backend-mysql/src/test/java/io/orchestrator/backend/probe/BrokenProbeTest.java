package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Probes whose server breaks, hangs or talks nonsense in the middle (discovery.md 5.4; P-6, P-16, P-18). */
class BrokenProbeTest {
    private static final Duration SHORT = Duration.ofMillis(700);

    private static ProbeFailure failureOf(ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Unseen unseen -> unseen.failure();
            case ProbeOutcome.PartlySeen partly -> partly.failure();
            case ProbeOutcome.Seen seen -> throw new AssertionError("it was seen: " + seen);
        };
    }

    /** P-18: wherever the connection is cut, what is missing is not taken for nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"mysql-8.0.36", "mariadb-10.5.23"})
    void connectionThatIsCutAnywhereInTheAnswersIsAFailure(String folder) throws Exception {
        try (ScriptedServer server = RecordedServer.of(new Recorded(folder)); var probing = new ScriptedProbing()) {
            InstanceSnapshot whole = probing.see(server, Depth.ROUTINE);
            int before = server.sent();
            assertThat(probing.see(server, Depth.ROUTINE).channels()).isEqualTo(whole.channels());
            int packets = server.sent() - before;
            assertThat(packets).isGreaterThan(60);

            for (int i = 0; i < packets; i++) {
                server.cutAfter(i);
                ProbeOutcome outcome = probing.probe(server);
                assertThat(outcome).as("cut after packet %d of %d", i, packets)
                        .isNotInstanceOf(ProbeOutcome.Seen.class);
                assertThat(failureOf(outcome).kind()).as("cut after packet %d", i).isEqualTo(ProbeFailure.Kind.LOST);
                server.heal();
                probing.see(server, Depth.ROUTINE);
            }
        }
    }

    @Test
    void serverThatAnsweredTheBasicsBeforeItsConnectionWasCutIsPartlySeen() throws Exception {
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.36"));
                var probing = new ScriptedProbing()) {
            probing.see(server, Depth.ROUTINE);
            server.cutAt("SHOW REPLICA STATUS");

            ProbeOutcome outcome = probing.probe(server);

            assertThat(outcome).isInstanceOf(ProbeOutcome.PartlySeen.class);
            assertThat(failureOf(outcome).kind()).isEqualTo(ProbeFailure.Kind.LOST);
        }
    }

    @ParameterizedTest
    @CsvSource({"SELECT @@global.,false", "SHOW REPLICA STATUS,true", "SHOW MASTER STATUS,true"})
    void serverThatStopsInTheMiddleIsGivenUpAtTheDeadline(String where, boolean partly) throws Exception {
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.36"));
                var probing = new ScriptedProbing()) {
            probing.see(server, Depth.ROUTINE);
            server.hangAt(where);

            ProbeOutcome outcome = probing.probe(server, Depth.ROUTINE, SHORT);

            assertThat(outcome instanceof ProbeOutcome.PartlySeen).isEqualTo(partly);
            assertThat(failureOf(outcome).kind()).isEqualTo(ProbeFailure.Kind.TIMED_OUT);
            assertThat(outcome.times().latency()).isBetween(SHORT.minusMillis(2), SHORT.plusSeconds(5));
        }
    }

    /** It was heard of before it stopped, not when it was given up. */
    @Test
    void serverThatStopsInAConfiguredQueryWasSeenBeforeIt() throws Exception {
        var lag = new ClassificationQueries("", "", "", "", "", "", "", "", "", "select lag");
        var answers = Map.of("select lag", List.of(Map.of("lag", "70")));
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.21"),
                statement -> Optional.ofNullable(answers.get(statement)));
                var probing = new ScriptedProbing(ProbeSettings.DEFAULT.withQueries(lag))) {
            assertThat(probing.see(server, Depth.ROUTINE).replicationLag()).isEqualTo(Duration.ofSeconds(70));
            server.hangAt("select lag");
            Duration began = ScriptedProbing.now();

            ProbeOutcome outcome = probing.probe(server, Depth.ROUTINE, Duration.ofSeconds(2));

            assertThat(outcome).isInstanceOf(ProbeOutcome.Seen.class);
            assertThat(outcome.times().latency()).isLessThan(Duration.ofSeconds(2).minusMillis(100));
            assertThat(ScriptedProbing.now().minus(began)).isGreaterThan(Duration.ofSeconds(2).minusMillis(100));
            assertThat(((ProbeOutcome.Seen) outcome).snapshot().replicationLag()).as("what the server itself says")
                    .isEqualTo(Duration.ofSeconds(3));
        }
    }

    /** Asked once in ten seconds: a query that hangs delays one look for evidence, not each. */
    @Test
    void serverThatStopsInItsLagQueryIsSeenForEvidence() throws Exception {
        var lag = new ClassificationQueries("", "", "", "", "", "", "", "", "", "select lag");
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.21"));
                var probing = new ScriptedProbing(ProbeSettings.DEFAULT.withQueries(lag))) {
            server.hangAt("select lag");

            ProbeOutcome first = probing.probe(server, Depth.EVIDENCE, Duration.ofSeconds(2));
            ProbeOutcome second = probing.probe(server, Depth.EVIDENCE, Duration.ofSeconds(2));

            for (ProbeOutcome outcome : List.of(first, second)) {
                assertThat(outcome).isInstanceOf(ProbeOutcome.Seen.class);
                assertThat(((ProbeOutcome.Seen) outcome).snapshot().replicationLag())
                        .isEqualTo(Duration.ofSeconds(3));
            }
            assertThat(server.asked()).filteredOn(statement -> statement.equals("select lag")).hasSize(1);
        }
    }

    /** discovery.md 4: of a text that is no set, what comes before is used. */
    @Test
    void serverWhoseGtidsCannotBeReadIsSeen() throws Exception {
        Recorded recorded = new Recorded("mysql-9.7.0");
        String known = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-4:blue:1-2";
        try (ScriptedServer server = RecordedServer.of(recorded, statement -> {
            if (!statement.startsWith("SELECT @@global.")) {
                return Optional.empty();
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (String part : statement.substring("SELECT ".length()).split(", ", -1)) {
                String name = part.substring(part.indexOf(" AS ") + 4);
                row.put(name, recorded.variables().text(name));
            }
            row.put("gtid_executed", known + ",\nfuture[x]:1");
            return Optional.of(List.of(row));
        }); var probing = new ScriptedProbing()) {
            assertThat(probing.see(server, Depth.ROUTINE).gtid().executed()).isEqualTo(GtidSet.mysql(known));
        }
    }

    /** P-16: no host is no source, and no crash. */
    @Test
    void replicaStatusWithoutHostOrColumnsIsRead() throws Exception {
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.36"),
                statement -> statement.equals("SHOW REPLICA STATUS")
                        ? Optional.of(List.of(Map.of("Source_Host", "", "Source_UUID", "none")))
                        : Optional.empty());
                var probing = new ScriptedProbing()) {
            InstanceSnapshot seen = probing.see(server, Depth.ROUTINE);

            assertThat(seen.channels()).hasSize(1);
            assertThat(seen.isReplica()).isFalse();
        }
    }

    /** P-6: a missing privilege is no missing answer. */
    @Test
    void statementThatIsRefusedInTheMiddleIsAFailureOfAServerThatAnswers() throws Exception {
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.36"));
                var probing = new ScriptedProbing()) {
            probing.see(server, Depth.ROUTINE);
            server.refuse("SHOW MASTER STATUS");

            ProbeOutcome outcome = probing.probe(server);

            assertThat(outcome).isInstanceOf(ProbeOutcome.PartlySeen.class);
            assertThat(failureOf(outcome).kind()).isEqualTo(ProbeFailure.Kind.STATEMENT_FAILED);
            assertThat(failureOf(outcome).message()).contains(server.key().display()).contains("error 1064");
        }
    }
}
