package io.orchestrator.it.target;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.orchestrator.backend.probe.ClassificationPatterns;
import io.orchestrator.backend.probe.ClassificationQueries;
import io.orchestrator.backend.probe.ProbeFilters;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.backend.target.TlsSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** What probes see of a small topology whose servers all answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProbingContract {
    private static final InstanceKey NOBODY = new InstanceKey("127.0.0.1", 1);

    private final ServerFlavor flavor;
    private final ReplicationLab lab;

    ProbingContract(ServerFlavor flavor) {
        this.flavor = flavor;
        this.lab = ReplicationLab.of(flavor).replicas(2).semiSync().start();
    }

    ReplicationLab lab() {
        return lab;
    }

    @AfterAll
    void endServers() {
        lab.close();
    }

    @Test
    void sourceIsSeenWithIdentityLogGtidsAndReplicas() {
        try (TargetFixture fixture = TargetFixture.create()) {
            InstanceSnapshot seen = fixture.see(lab.source());

            assertThat(seen.key()).isEqualTo(lab.source().key());
            assertThat(seen.server().version().text()).startsWith(lab.source().version().text());
            assertThat(seen.server().serverId()).isEqualTo(lab.source().port());
            assertThat(seen.server().uuid() != null).isEqualTo(flavor == ServerFlavor.MYSQL);
            assertThat(seen.server().uptime()).isBetween(Duration.ZERO, Duration.ofHours(1));
            assertThat(seen.isReadOnly()).isFalse();
            assertThat(seen.isReplica()).isFalse();
            assertThat(seen.binlog().enabled()).isTrue();
            assertThat(seen.binlog().logsReplicaUpdates()).isTrue();
            assertThat(seen.binlog().position().logFile()).startsWith("mysql-bin.");
            assertThat(seen.gtid().executed().isEmpty()).isFalse();
            assertThat(seen.gtid().supportsOracleGtid()).isEqualTo(flavor == ServerFlavor.MYSQL);
            assertThat(seen.replicas()).containsExactlyInAnyOrderElementsOf(
                    lab.replicas().stream().map(RealServer::key).toList());
        }
    }

    @Test
    void sourceIsSeenWithSemiSyncInEffect() {
        try (TargetFixture fixture = TargetFixture.create()) {
            InstanceSnapshot seen = fixture.see(lab.source());

            assertThat(seen.semiSync().available()).isTrue();
            assertThat(seen.semiSync().sourceEnabled()).isTrue();
            assertThat(seen.semiSync().sourceActive()).isTrue();
            assertThat(seen.semiSync().sourceClients()).isEqualTo(2);
            assertThat(seen.semiSync().waitForReplicaCount()).isEqualTo(1);
            assertThat(seen.semiSync().timeoutMillis()).isEqualTo(3_600_000);
        }
    }

    @Test
    void replicaIsSeenWithItsChannel() {
        try (TargetFixture fixture = TargetFixture.create()) {
            InstanceSnapshot seen = fixture.see(lab.replicas().getFirst());

            assertThat(seen.isReadOnly()).isTrue();
            assertThat(seen.isReplicating()).isTrue();
            assertThat(seen.sourceKey()).isEqualTo(lab.source().key());
            ReplicaStatus channel = seen.defaultChannel().orElseThrow();
            assertThat(channel.positioning().isGtid()).isTrue();
            assertThat(channel.receiver()).isEqualTo(ThreadState.RUNNING);
            assertThat(channel.retrieved()).isNotNull();
            assertThat(channel.lag()).isNotNull();
            assertThat(seen.gtid().executed()).isEqualTo(fixture.see(lab.source()).gtid().executed());
            assertThat(seen.semiSync().replicaActive()).isTrue();
        }
    }

    @Test
    void replicationAccountCanBeHadWhereTheServerKeepsOneOrAQueryTells() {
        boolean mysql = flavor == ServerFlavor.MYSQL;
        try (TargetFixture fixture = TargetFixture.create()) {
            assertThat(fixture.see(lab.replicas().getFirst()).server().replicationCredentials()).isEqualTo(mysql);
            assertThat(fixture.see(lab.source()).server().replicationCredentials()).isFalse();
        }
        try (TargetFixture fixture = TargetFixture.create(settings -> settings.withCredentialsByQuery(true))) {
            assertThat(fixture.see(lab.source()).server().replicationCredentials()).isEqualTo(mysql);
        }
    }

    @Test
    void serverThatIsNoBinlogServerIsProbedAsWhatItIs() {
        try (TargetFixture fixture = TargetFixture.create(settings -> settings.withFindBinlogServers(true))) {
            assertThat(fixture.see(lab.source()).isBinlogServer()).isFalse();
            assertThat(fixture.see(lab.replicas().getFirst()).isReplicating()).isTrue();
        }
    }

    @Test
    void evidenceTellsHowLongTheReceiverHasHeardNothing() {
        RealServer replica = lab.replicas().getFirst();
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.see(replica);

            ReplicaStatus channel = fixture.see(replica, Depth.EVIDENCE).defaultChannel().orElseThrow();

            assertThat(channel.heartbeatPeriod()).isNotNull();
            assertThat(channel.silence()).isNotNull().isBetween(Duration.ZERO, Duration.ofSeconds(30));
            assertThat(channel.applyingFor() != null).isEqualTo(flavor == ServerFlavor.MYSQL);
            assertThat(fixture.see(replica).defaultChannel().orElseThrow().silence()).isNull();
        }
    }

    @Test
    void lastLookUsesAFreshConnection() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.see(lab.source());
            long before = connectionsEver(lab.source());

            fixture.see(lab.source(), Depth.LAST_LOOK);

            // One for the look, one for the statement that counts.
            assertThat(connectionsEver(lab.source()) - before).isEqualTo(2);
        }
    }

    @Test
    void connectionIsKeptBetweenProbesAndGoneAfterForget() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.see(lab.source());
            long before = connectionsEver(lab.source());

            for (int i = 0; i < 20; i++) {
                fixture.see(lab.source());
            }
            assertThat(connectionsEver(lab.source()) - before).isEqualTo(1);
            assertThat(fixture.adapters.keptConnections()).isEqualTo(1);

            fixture.adapters.forget(lab.source().key());

            assertThat(fixture.adapters.keptConnections()).isZero();
            Await.until("only the asking session", Duration.ofSeconds(10), () -> sessions(lab.source()) == 1);
        }
    }

    @Test
    void connectionThatNothingUsesIsEndedAndOpenedAgainWhenItIsNeeded() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.see(lab.source());
            fixture.adapters.endIdle(Duration.ofMinutes(1));
            assertThat(fixture.adapters.keptConnections()).isEqualTo(1);

            fixture.adapters.endIdle(Duration.ZERO);

            assertThat(fixture.adapters.keptConnections()).isZero();
            Await.until("only the asking session", Duration.ofSeconds(10), () -> sessions(lab.source()) == 1);
            fixture.see(lab.source());
            assertThat(fixture.adapters.keptConnections()).isEqualTo(1);
        }
    }

    @Test
    void configuredQueriesAndPatternsClassify() {
        var queries = new ClassificationQueries("select 'main'", "select 'main.example'", "select 'first'", "", "",
                "select 'test'", "select 'prefer'", "select 2586", "select no_such_function()", "select 7");
        var patterns = new ClassificationPatterns(Pattern.compile("^(\\d+)\\."), null, null);
        try (TargetFixture fixture =
                TargetFixture.create(settings -> settings.withQueries(queries).withPatterns(patterns))) {
            InstanceSnapshot seen = fixture.see(lab.replicas().getFirst());

            assertThat(seen.classification().suggestedClusterAlias()).isEqualTo("main");
            assertThat(seen.classification().clusterDomain()).isEqualTo("main.example");
            assertThat(seen.classification().instanceAlias()).isEqualTo("first");
            assertThat(seen.classification().dataCenter()).isEqualTo("127");
            assertThat(seen.classification().region()).isEmpty();
            assertThat(seen.classification().physicalEnvironment()).isEqualTo("test");
            assertThat(seen.classification().detectedRule()).isEqualTo(PromotionRule.PREFER);
            assertThat(seen.classification().semiSyncPriority()).isEqualTo(2586);
            assertThat(seen.classification().usesPseudoGtid()).isFalse();
            assertThat(seen.defaultChannel().orElseThrow().lag()).isEqualTo(Duration.ofSeconds(7));
            assertThat(seen.defaultChannel().orElseThrow().behindSource()).isLessThan(Duration.ofSeconds(7));
        }
    }

    @Test
    void aClassificationQueryThatHangsDoesNotHideTheServer() {
        var queries = new ClassificationQueries("select sleep(600)", "", "", "", "", "", "", "", "", "");
        try (TargetFixture fixture = TargetFixture.create(settings -> settings.withQueries(queries))) {
            ProbeOutcome outcome = fixture.probe(lab.source(), Depth.ROUTINE, Duration.ofSeconds(2));

            assertThat(outcome).isInstanceOf(ProbeOutcome.Seen.class);
            assertThat(fixture.probe(lab.source(), Depth.ROUTINE, Duration.ofSeconds(2)).times().latency())
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void nobodyListensIsRefusedAtOnce() {
        try (TargetFixture fixture = TargetFixture.create()) {
            ProbeOutcome outcome = fixture.probe(NOBODY, Depth.ROUTINE, TargetFixture.PATIENCE);

            assertThat(outcome).isInstanceOf(ProbeOutcome.Unseen.class);
            assertThat(TargetFixture.failureOf(outcome).kind()).isEqualTo(ProbeFailure.Kind.REFUSED);
            assertThat(TargetFixture.failureOf(outcome).message()).contains("127.0.0.1:1");
            assertThat(outcome.times().latency()).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void unknownNameIsUnresolved() {
        try (TargetFixture fixture = TargetFixture.create()) {
            ProbeOutcome outcome = fixture.probe(new InstanceKey("no-such-host.invalid", 3306), Depth.ROUTINE,
                    TargetFixture.PATIENCE);

            assertThat(TargetFixture.failureOf(outcome).kind()).isEqualTo(ProbeFailure.Kind.UNRESOLVED);
        }
    }

    @Test
    void wrongPasswordIsAccessDeniedAndDoesNotAppearInTheMessage() {
        var wrong = new Credentials("orc", "not-the-secret");
        try (TargetFixture fixture = TargetFixture.create(TargetSettings.DEFAULT, wrong)) {
            ProbeFailure failure =
                    TargetFixture.failureOf(fixture.probe(lab.source(), Depth.ROUTINE, TargetFixture.PATIENCE));

            assertThat(failure.kind()).isEqualTo(ProbeFailure.Kind.ACCESS_DENIED);
            assertThat(failure.message()).contains(lab.source().key().display()).doesNotContain("not-the-secret");
        }
    }

    @Test
    void verifiedTlsIsNotSetUpWithAServerThatNobodyVouchesFor() {
        TargetSettings settings = TargetSettings.DEFAULT.withTls(TlsSettings.of(TlsSettings.Mode.VERIFY_CA));
        try (TargetFixture fixture = TargetFixture.create(settings, new Credentials("orc", "orc"))) {
            ProbeOutcome outcome = fixture.probe(lab.source(), Depth.ROUTINE, TargetFixture.PATIENCE);

            assertThat(TargetFixture.failureOf(outcome).kind()).isEqualTo(ProbeFailure.Kind.TLS);
        }
    }

    @Test
    void missingPrivilegeIsAFailedStatementOfAServerThatAnswers() {
        try (TargetFixture fixture = TargetFixture.create(TargetSettings.DEFAULT, new Credentials("app", "app"))) {
            ProbeOutcome outcome = fixture.probe(lab.source(), Depth.ROUTINE, TargetFixture.PATIENCE);

            assertThat(outcome).isInstanceOf(ProbeOutcome.PartlySeen.class);
            assertThat(TargetFixture.failureOf(outcome).kind()).isEqualTo(ProbeFailure.Kind.STATEMENT_FAILED);
        }
    }

    @Test
    void filteredReplicationUserIsExcluded() {
        var filters = new ProbeFilters(List.of(), List.of("^repl$"));
        try (TargetFixture fixture = TargetFixture.create(settings -> settings.withFilters(filters))) {
            ProbeOutcome outcome =
                    fixture.probe(lab.replicas().getFirst(), Depth.ROUTINE, TargetFixture.PATIENCE);

            assertThat(TargetFixture.failureOf(outcome).kind()).isEqualTo(ProbeFailure.Kind.EXCLUDED);
        }
    }

    @Test
    void replicasAreFoundInTheProcessListToo() {
        try (TargetFixture fixture = TargetFixture.create(settings -> settings.withReplicaListByStatement(false))) {
            // Two replicas on one host: the process list tells the host only, the port is taken from the probed server.
            assertThat(fixture.see(lab.source()).replicas()).containsExactly(lab.source().key());
        }
    }

    @Test
    void routineProbeCostsFourStatementsAtMost() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.see(lab.source());
            long before = statementsEver(lab.source());

            for (int i = 0; i < 10; i++) {
                fixture.see(lab.source());
            }

            long perProbe = (statementsEver(lab.source()) - before - 1) / 10;
            assertThat(perProbe).isLessThanOrEqualTo(4);
        }
    }

    private static long connectionsEver(RealServer server) {
        return server.sql()
                .rows("show global status like 'Connections'")
                .stream()
                .mapToLong(row -> Long.parseLong(String.valueOf(row.get("Value"))))
                .sum();
    }

    private static long statementsEver(RealServer server) {
        return server.sql()
                .rows("show global status like 'Questions'")
                .stream()
                .mapToLong(row -> Long.parseLong(String.valueOf(row.get("Value"))))
                .sum();
    }

    private static long sessions(RealServer server) {
        return server.sql().number("select count(*) from information_schema.processlist where user = 'orc'");
    }
}
