package io.orchestrator.backend.probe;

import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.backend.target.TlsSettings;
import io.orchestrator.backend.target.TlsSettings.Mode;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How connections are made is changed while they are kept (config.md 5, 7.3, 7.4), to a server that offers no TLS. */
class OtherConnectionsTest {
    private ScriptedServer server;
    private ScriptedProbing probing;

    @BeforeEach
    void start() throws Exception {
        server = RecordedServer.of(new Recorded("mysql-8.0.36"));
        probing = new ScriptedProbing();
        probing.see(server, Depth.ROUTINE);
        assertThat(server.connectionsEver()).isEqualTo(1);
    }

    @AfterEach
    void end() throws Exception {
        probing.close();
        server.close();
    }

    private static TargetSettings with(Mode mode) {
        return TargetSettings.DEFAULT.withTls(TlsSettings.of(mode));
    }

    @Test
    void connectionInClearIsNotUsedOnceTlsIsWanted() throws Exception {
        probing.reconfigure(with(Mode.REQUIRED));

        ProbeOutcome outcome = probing.probe(server);

        assertThat(outcome).isInstanceOfSatisfying(ProbeOutcome.Unseen.class,
                unseen -> assertThat(unseen.failure().kind()).isEqualTo(ProbeFailure.Kind.TLS));
        probing.reconfigure(with(Mode.MIXED));
        probing.see(server, Depth.ROUTINE);
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "MIXED"})
    void connectionInClearIsKeptWhereNothingElseIsWanted(Mode mode) throws Exception {
        probing.reconfigure(with(mode));

        probing.see(server, Depth.ROUTINE);

        assertThat(server.connectionsEver()).isEqualTo(1);
    }

    @Test
    void connectionWithAnotherLimitOnPacketsIsReplaced() throws Exception {
        probing.reconfigure(TargetSettings.DEFAULT.withMaxPacket(1_048_576));

        probing.see(server, Depth.ROUTINE);
        probing.see(server, Depth.ROUTINE);

        assertThat(server.connectionsEver()).isEqualTo(2);
    }

    @Test
    void connectionThatIsOlderThanTheNewLifetimeIsReplaced() throws Exception {
        TargetSettings all = TargetSettings.DEFAULT;
        probing.reconfigure(new TargetSettings(all.connectTimeout(), Duration.ofNanos(1), all.tlsVerdictLifetime(),
                all.operationsPerServer(), all.tls(), all.binlogServers(), all.maxPacket()));

        probing.see(server, Depth.ROUTINE);

        assertThat(server.connectionsEver()).isEqualTo(2);
    }

    @Test
    void fileThatCannotBeUsedIsNamedAndChangesNothing(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("ca.pem");
        TargetSettings settings = TargetSettings.DEFAULT.withMaxPacket(7)
                .withTls(new TlsSettings(Mode.VERIFY_IDENTITY, missing, null, null));

        assertThatThrownBy(() -> probing.reconfigure(settings)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing.toString());

        probing.see(server, Depth.ROUTINE);
        assertThat(server.connectionsEver()).isEqualTo(1);
    }
}
