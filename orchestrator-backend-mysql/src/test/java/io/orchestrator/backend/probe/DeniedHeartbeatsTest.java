package io.orchestrator.backend.probe;

import java.time.Duration;

import ch.qos.logback.classic.Level;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An account that may not read how long receivers have heard nothing sees the rest of the server all the same. */
class DeniedHeartbeatsTest {
    private static final String HEARTBEATS = "SELECT s.channel_name";

    private final Recorded recorded = new Recorded("mysql-8.0.36");
    private final HeardLines heard = new HeardLines(ProbeRun.class, Level.WARN);
    private ScriptedServer server;
    private ScriptedProbing probing;

    @BeforeEach
    void start() throws Exception {
        server = RecordedServer.of(recorded);
        probing = new ScriptedProbing();
        probing.see(server, Depth.ROUTINE);
    }

    @AfterEach
    void end() throws Exception {
        probing.close();
        server.close();
        heard.close();
    }

    private long askedForHeartbeats() {
        return server.asked().stream().filter(statement -> statement.startsWith(HEARTBEATS)).count();
    }

    @ParameterizedTest
    @EnumSource(names = {"EVIDENCE", "LAST_LOOK"})
    void itIsSeenWithoutThem(Depth depth) throws Exception {
        server.deny(HEARTBEATS);

        InstanceSnapshot seen = probing.see(server, depth);

        assertThat(seen.channels()).isNotEmpty().extracting(ReplicaStatus::silence).containsOnlyNulls();
        assertThat(seen.server().uuid()).isEqualTo(recorded.snapshot().server().uuid());
    }

    @Test
    void theyAreAskedForOnceAndTheReaderIsToldOnce() throws Exception {
        server.deny(HEARTBEATS);

        for (int i = 0; i < 4; i++) {
            probing.see(server, Depth.EVIDENCE);
        }

        assertThat(askedForHeartbeats()).isEqualTo(1);
        assertThat(heard.lines()).singleElement()
                .asString()
                .contains(server.key().display(), "error 1142", "grant SELECT on performance_schema");
    }

    /** A routine probe on a new connection looks at all of it anew. */
    @Test
    void theyAreReadWhenTheyWereGranted() throws Exception {
        server.deny(HEARTBEATS);
        probing.see(server, Depth.EVIDENCE);
        server.grant();
        server.cutAfter(0);
        assertThat(probing.probe(server)).isNotInstanceOf(ProbeOutcome.Seen.class);
        server.heal();

        probing.see(server, Depth.ROUTINE);

        assertThat(probing.see(server, Depth.EVIDENCE).channels()).extracting(ReplicaStatus::silence)
                .containsExactly(Duration.ofSeconds(9));
    }

    /** What is not theirs is a failure as before (discovery.md 5.4). */
    @Test
    void anotherStatementThatIsDeniedIsAFailure() throws Exception {
        server.deny("SHOW MASTER STATUS");

        assertThat(probing.probe(server, Depth.EVIDENCE)).isInstanceOf(ProbeOutcome.PartlySeen.class);

        server.grant();
        probing.see(server, Depth.EVIDENCE);
        assertThat(askedForHeartbeats()).as("they are not what was denied").isPositive();
        assertThat(heard.lines()).isEmpty();
    }
}
