package io.orchestrator.it.backend;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.orchestrator.backend.store.BackendUnderTest;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driven.RecoveryStore.StepText;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A source dies while its cluster is being recovered by a process that this one cannot go on for: one of a newer release of ours, and one
 * of the reference (ha-shared-backend.md 9). A subclass per vendor.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OtherReleases {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final SimulatedService.Size SMALL =
            new SimulatedService.Size(2, 3, Duration.ofSeconds(1), Duration.ofMillis(500));
    private static final NodeId NEWER = new NodeId("newer", "f".repeat(64));
    private static final NodeId REFERENCE = new NodeId("reference", "e".repeat(64));

    private final HeardLines heard = new HeardLines();
    @SuppressWarnings("NullAway.Init") private BackendUnderTest backend;
    @SuppressWarnings("NullAway.Init") private SimulatedService service;

    abstract ServerFlavor flavor();

    @BeforeAll
    void start() {
        var settings = BackendSchemas.fresh(flavor());
        backend = BackendUnderTest.open(settings);
        service = SimulatedService.start(settings, SMALL, new InMemoryMetrics());
    }

    @AfterAll
    void end() {
        service.close();
        backend.close();
        heard.close();
    }

    @Test
    void a_recovery_of_a_newer_release_is_told_and_nothing_is_started_under_it_until_it_is_acknowledged() {
        InstanceKey source = service.cluster(0).getFirst();
        ClusterName cluster = clusterOf(source);
        RecoveryUid uid = new RecoveryUid("1764057600123456789:" + "ab".repeat(32));
        backend.execute(
                "insert into orcj_recovery_state (recovery_uid, document_version, document, stored_at) values ('"
                        + uid + "', 2, '{\"is\":\"Pondering\"}', utc_timestamp(6))");
        backend.execute(
                "replace into orcj_claim (cluster_name, recovery_uid, owner_hostname, owner_token, claim_number,"
                        + " renewals, renewed_at) values ('" + cluster + "', '" + uid + "', '" + NEWER.hostname()
                        + "', '"
                        + NEWER.token() + "', 100, 0, utc_timestamp(6))");
        backend.beginReferenceRecovery(uid, source, cluster, NEWER);
        try (var _ = new Heartbeat(
                "update orcj_claim set renewals = renewals + 1, renewed_at = utc_timestamp(6) where recovery_uid = '"
                        + uid + "' and claim_number = 100")) {
            awaitLines("the report", "select message from topology_recovery_steps where recovery_uid = '" + uid + "'");
            service.kill(source);
            awaitLines("the decision to leave it alone", "select reason from orcj_event where verdict = 'blocked' and"
                    + " cluster_name = '" + cluster + "' and reason like '%is running%'");
        }
        assertThat(heard.lines()).filteredOn(line -> line.contains(uid.value()) && line.contains("version 2"))
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("acknowledge recovery " + uid);
        assertThat(SimulatedService.get(service.uses().history().steps(uid))).extracting(StepText::message)
                .singleElement()
                .asString()
                .contains("version 2")
                .contains(cluster.value());

        awaitLines("the claim of the dead process to be given back",
                "select 1 from orcj_claim where cluster_name = '" + cluster + "' and recovery_uid = ''");
        awaitBlocked(source, uid);
        assertThat(recoveriesOf(source)).extracting(RecoveryRecord::uid).containsExactly(uid);

        assertThat(SimulatedService.get(service.uses()
                .recoveries()
                .acknowledge(new Acknowledgement(new Acknowledgement.Scope.OfUid(uid), "dba", "looked at it"))))
                .isEqualTo(1);
        awaitOurRecovery(source, uid);
        assertThat(heard.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void a_recovery_of_the_reference_is_left_alone_while_its_process_lives_and_then_taken_for_crashed() {
        InstanceKey source = service.cluster(1).getFirst();
        ClusterName cluster = clusterOf(source);
        RecoveryUid uid = new RecoveryUid("1764057600123456780:" + "cd".repeat(32));
        String register =
                "insert into node_health (hostname, token, last_seen_active, extra_info, command, app_version,"
                        + " first_seen_active, db_backend, incrementing_indicator) values ('" + REFERENCE.hostname()
                        + "', '"
                        + REFERENCE.token() + "', now(), 'HttpMode', '', '3.2.6', now(), 'db:3306', 1)"
                        + " on duplicate key update last_seen_active = now()";
        backend.execute(register);
        backend.beginReferenceRecovery(uid, source, cluster, REFERENCE);
        try (var _ = new Heartbeat(register)) {
            service.kill(source);
            awaitBlocked(source, uid);
            assertThat(recoveriesOf(source)).singleElement().satisfies(row -> {
                assertThat(row.uid()).isEqualTo(uid);
                assertThat(row.acknowledged()).isNull();
                assertThat(row.outcome()).isNull();
            });
        }
        // what the leader does with it within a minute
        backend.execute("delete from node_health where token = '" + REFERENCE.token() + "'");

        awaitOurRecovery(source, uid);
        assertThat(recoveriesOf(source)).filteredOn(row -> row.uid().equals(uid)).singleElement().satisfies(row -> {
            var acknowledged = row.acknowledged();
            assertThat(acknowledged).isNotNull();
            assertThat(String.valueOf(acknowledged)).contains("orchestrator").contains("detected crashed recovery");
            assertThat(row.active()).isFalse();
            assertThat(row.outcome()).satisfies(outcome -> assertThat(String.valueOf(outcome)).contains("false"));
        });
    }

    private ClusterName clusterOf(InstanceKey key) {
        return SimulatedService.get(service.uses().fleet().picture()).fleet().clusterOf(key).orElseThrow().name();
    }

    private void awaitLines(String what, String query) {
        Await.until(what, PATIENCE, () -> !backend.query(query).isEmpty(), () -> String.join("\n", heard.lines()));
    }

    /** Shown among the blocked recoveries, with the recovery that blocks it. */
    private void awaitBlocked(InstanceKey source, RecoveryUid by) {
        Await.until("the recovery of " + source + " to be shown as blocked", PATIENCE,
                () -> SimulatedService.get(service.uses().history().blocked())
                        .stream()
                        .anyMatch(blocked -> blocked.failed().equals(source)
                                && recoveriesOf(source).stream()
                                        .anyMatch(row -> row.uid().equals(by)
                                                && row.id() == blocked.blockingRecoveryId())),
                () -> String.join("\n", heard.lines()));
    }

    private void awaitOurRecovery(InstanceKey source, RecoveryUid other) {
        Await.until("a recovery of our own", PATIENCE, () -> recoveriesOf(source).stream().anyMatch(row -> {
            var outcome = row.outcome();
            return !row.uid().equals(other) && outcome != null && outcome.successful();
        }), () -> String.join("\n", heard.lines()));
    }

    private List<RecoveryRecord> recoveriesOf(InstanceKey source) {
        return SimulatedService.get(service.uses().history().recoveries(RecoveryStore.Query.page(0)))
                .stream()
                .filter(row -> row.failed().equals(source))
                .toList();
    }

    /** What another living process writes again and again. */
    private final class Heartbeat implements AutoCloseable {
        private final CountDownLatch stopped = new CountDownLatch(1);
        private final Thread thread;

        Heartbeat(String statement) {
            thread = Thread.ofVirtual().name("other-process").start(() -> {
                try {
                    do {
                        backend.execute(statement);
                    } while (!stopped.await(300, TimeUnit.MILLISECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        @Override
        public void close() {
            stopped.countDown();
            try {
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
