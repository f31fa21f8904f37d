package io.orchestrator.it.target;

import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.backend.actuate.ActuatorSettings;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.backend.target.TlsSettings;
import io.orchestrator.backend.target.TlsSettings.Mode;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Encryption of connections to monitored servers (discovery.md 5.2, with P-10 and P-11 as wanted). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TlsContract {
    private static final Credentials ANYBODY = new Credentials(Account.TOPOLOGY.user(), Account.TOPOLOGY.password());
    private static final Credentials SECURE = new Credentials("secure", "secret");
    private static final Credentials CERTIFIED = new Credentials("certified", "secret");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerFlavor flavor;
    private TlsMaterial ours;
    private TlsMaterial others;
    private RealServer server;

    TlsContract(ServerFlavor flavor) {
        this.flavor = flavor;
    }

    @BeforeAll
    void start(@TempDir Path folder, @TempDir Path elsewhere) {
        ours = TlsMaterial.in(folder);
        others = TlsMaterial.in(elsewhere);
        server = RealServers.start(flavor, ServerOptions.defaults()
                .with("--ssl-ca=" + ours.authority(), "--ssl-cert=" + ours.certificate("server"),
                        "--ssl-key=" + ours.key("server")));
        for (String account : new String[] {"secure", "certified"}) {
            server.sql()
                    .execute("create user " + account + "@'127.0.0.1' identified by 'secret' require "
                            + (account.equals("secure") ? "ssl" : "x509"),
                            "create user " + account + "@'localhost' identified by 'secret' require ssl",
                            "grant all on *.* to " + account + "@'127.0.0.1'",
                            "grant all on *.* to " + account + "@'localhost'");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private ProbeOutcome probe(InstanceKey key, Credentials credentials, TlsSettings tls) {
        try (TargetFixture fixture = TargetFixture.create(TargetSettings.DEFAULT.withTls(tls), credentials)) {
            return fixture.probe(key, Depth.ROUTINE, PATIENCE);
        }
    }

    private ProbeOutcome probe(Credentials credentials, TlsSettings tls) {
        return probe(server.key(), credentials, tls);
    }

    private static TlsSettings trusting(Mode mode, TlsMaterial authority) {
        return new TlsSettings(mode, authority.authority(), null, null);
    }

    @Test
    void aServerIsReadWithoutTlsWhenNothingDemandsIt() {
        assertThat(probe(ANYBODY, TlsSettings.of(Mode.DISABLED))).isInstanceOf(ProbeOutcome.Seen.class);
        assertThat(probe(ANYBODY, TlsSettings.DEFAULT)).isInstanceOf(ProbeOutcome.Seen.class);
    }

    @Test
    void anAccountThatDemandsTlsIsRefusedWithoutAndServedWith() {
        assertThat(TargetFixture.failureOf(probe(SECURE, TlsSettings.of(Mode.DISABLED))).kind())
                .isEqualTo(ProbeFailure.Kind.ACCESS_DENIED);
        assertThat(probe(SECURE, TlsSettings.of(Mode.REQUIRED))).isInstanceOf(ProbeOutcome.Seen.class);
        assertThat(probe(SECURE, TlsSettings.DEFAULT)).as("found out by itself").isInstanceOf(ProbeOutcome.Seen.class);
    }

    @Test
    void aServerThatDemandsTlsOfAllIsServedByTheDefault() {
        server.sql().execute("set global require_secure_transport = on");
        try {
            assertThat(TargetFixture.failureOf(probe(SECURE, TlsSettings.of(Mode.DISABLED))).kind())
                    .isIn(ProbeFailure.Kind.TLS, ProbeFailure.Kind.ACCESS_DENIED);
            assertThat(probe(SECURE, TlsSettings.DEFAULT)).isInstanceOf(ProbeOutcome.Seen.class);
        } finally {
            // The helper's own connections are in clear: it cannot switch it off again.
            server.shutdown();
            server.restart();
        }
    }

    @Test
    void theAuthorityIsVerifiedAgainstTheConfiguredFile() {
        assertThat(probe(SECURE, trusting(Mode.VERIFY_IDENTITY, ours))).isInstanceOf(ProbeOutcome.Seen.class);

        ProbeFailure failure = TargetFixture.failureOf(probe(SECURE, trusting(Mode.VERIFY_IDENTITY, others)));

        assertThat(failure.kind()).isEqualTo(ProbeFailure.Kind.TLS);
        assertThat(failure.message()).contains(server.key().display()).doesNotContain("secret");
    }

    @Test
    void theNameIsVerifiedToo() {
        InstanceKey byName = new InstanceKey("localhost", server.port());

        assertThat(probe(byName, SECURE, trusting(Mode.VERIFY_CA, ours))).isInstanceOf(ProbeOutcome.Seen.class);
        assertThat(TargetFixture.failureOf(probe(byName, SECURE, trusting(Mode.VERIFY_IDENTITY, ours))).kind())
                .isEqualTo(ProbeFailure.Kind.TLS);
    }

    /** config.md 7.4 and 11, D2: a file of authorities counts in mixed mode, too. */
    @Test
    void whereTlsIsDemandedTheServerIsVerifiedAgainstTheConfiguredFile() {
        InstanceKey byName = new InstanceKey("localhost", server.port());

        assertThat(probe(SECURE, trusting(Mode.MIXED, ours))).isInstanceOf(ProbeOutcome.Seen.class);
        assertThat(probe(ANYBODY, trusting(Mode.MIXED, others))).as("in clear").isInstanceOf(ProbeOutcome.Seen.class);

        ProbeFailure failure = TargetFixture.failureOf(probe(SECURE, trusting(Mode.MIXED, others)));

        assertThat(failure.kind()).isEqualTo(ProbeFailure.Kind.TLS);
        assertThat(failure.message()).contains(server.key().display()).doesNotContain("secret");
        assertThat(TargetFixture.failureOf(probe(byName, SECURE, trusting(Mode.MIXED, ours))).kind())
                .isEqualTo(ProbeFailure.Kind.TLS);
    }

    /** config.md 5: without a restart. */
    @Test
    void encryptionThatIsSwitchedOnIsThatOfTheNextProbe() {
        try (TargetFixture fixture =
                TargetFixture.create(TargetSettings.DEFAULT.withTls(TlsSettings.of(Mode.DISABLED)), ANYBODY)) {
            fixture.see(server);
            fixture.see(server);
            long before = connectionsEver();

            fixture.adapters.reconfigure(TargetSettings.DEFAULT.withTls(trusting(Mode.VERIFY_IDENTITY, ours)),
                    TargetFixture.probeSettings(), ActuatorSettings.DEFAULT);
            fixture.see(server);
            fixture.see(server);

            // The probe's new one, and that of the statement which counts.
            assertThat(connectionsEver() - before).isEqualTo(2);
            fixture.adapters.reconfigure(TargetSettings.DEFAULT.withTls(trusting(Mode.VERIFY_IDENTITY, others)),
                    TargetFixture.probeSettings(), ActuatorSettings.DEFAULT);
            assertThat(TargetFixture.failureOf(fixture.probe(server, Depth.ROUTINE, PATIENCE)).kind())
                    .isEqualTo(ProbeFailure.Kind.TLS);
        }
    }

    private long connectionsEver() {
        return server.sql()
                .rows("show global status like 'Connections'")
                .stream()
                .mapToLong(row -> Long.parseLong(String.valueOf(row.get("Value"))))
                .sum();
    }

    @Test
    void aClientShowsItsCertificateWhereTheServerAsksForOne() {
        TlsSettings mutual = new TlsSettings(Mode.VERIFY_IDENTITY, ours.authority(), ours.certificate("client"),
                ours.key("client"));
        TlsSettings stranger = new TlsSettings(Mode.VERIFY_IDENTITY, ours.authority(), others.certificate("client"),
                others.key("client"));

        assertThat(probe(CERTIFIED, mutual)).isInstanceOf(ProbeOutcome.Seen.class);
        assertThat(TargetFixture.failureOf(probe(CERTIFIED, trusting(Mode.VERIFY_IDENTITY, ours))).kind())
                .isEqualTo(ProbeFailure.Kind.ACCESS_DENIED);
        assertThat(TargetFixture.failureOf(probe(CERTIFIED, stranger)).kind()).isNotEqualTo(
                ProbeFailure.Kind.STATEMENT_FAILED);
    }
}
