package io.orchestrator.backend.probe;

import java.util.List;

import ch.qos.logback.classic.Level;
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
    @ParameterizedTest
    @ValueSource(
            strings = {"mysql-5.7.44", "mysql-8.0.21", "mysql-8.0.36", "mysql-8.4.3", "mysql-9.7.0", "percona-8.0.36",
                    "mariadb-10.5.23", "mariadb-10.6.16", "mariadb-10.11.6", "mariadb-11.4.4"})
    void everyVersionIsSeenWholeInItsOwnWords(String folder) throws Exception {
        Recorded recorded = new Recorded(folder);
        InstanceSnapshot expected = recorded.snapshot();
        try (ScriptedServer server = RecordedServer.of(recorded); var probing = new ScriptedProbing()) {
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
        try (ScriptedServer server = RecordedServer.of(new Recorded(folder)); var probing = new ScriptedProbing()) {
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
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.21"));
                var probing = new ScriptedProbing()) {
            assertThat(probing.see(server, Depth.ROUTINE).replicas()).containsExactlyInAnyOrder(
                    new InstanceKey("10.0.0.7", server.key().port()),
                    new InstanceKey("2001:db8::7", server.key().port()));
        }
    }

    /** Its outcome says so, which is told where outcomes are; a list of replicas has nobody else to tell it. */
    @Test
    void serverThatIsLeftOutIsNotToldOfHere() throws Exception {
        var filters = new ProbeFilters(List.of(), List.of("^repl$"));
        try (ScriptedServer server = RecordedServer.of(new Recorded("mysql-8.0.36"));
                var probing = new ScriptedProbing(ProbeSettings.DEFAULT.withFilters(filters));
                HeardLines heard = new HeardLines(ProbeFilters.class, Level.INFO)) {
            assertThat(probing.probe(server)).isInstanceOfSatisfying(ProbeOutcome.Unseen.class,
                    unseen -> assertThat(unseen.failure().kind()).isEqualTo(ProbeFailure.Kind.EXCLUDED));

            assertThat(heard.lines()).noneMatch(line -> line.contains(server.key().display()));
        }
    }

    @Test
    void evidenceIsReadWithTheRest() throws Exception {
        Recorded recorded = new Recorded("mysql-8.0.36");
        try (ScriptedServer server = RecordedServer.of(recorded); var probing = new ScriptedProbing()) {
            probing.see(server, Depth.ROUTINE);

            assertThat(probing.see(server, Depth.EVIDENCE).channels())
                    .isEqualTo(recorded.snapshot(ProbeSettings.DEFAULT, new KeptReadings(), true).channels());
        }
    }
}
