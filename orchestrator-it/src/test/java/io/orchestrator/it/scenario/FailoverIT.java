package io.orchestrator.it.scenario;

import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerTest;
import io.orchestrator.it.server.WriteLoad;

import static org.assertj.core.api.Assertions.assertThat;

/** A source dies under write load (faults 1, 2, 16). */
class FailoverIT {
    private static final Duration PAUSE = Duration.ofMillis(1);

    @ServerTest
    void a_killed_source_is_replaced_and_the_books_say_so(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(3).start();
                EmbeddedService service = EmbeddedService.start();
                WriteLoad load = WriteLoad.on(lab.source(), PAUSE)) {
            service.discover(lab);
            load.awaitMore(100);

            lab.source().kill9();

            RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
            RealServer promoted = promoted(lab, recovery);
            List<RealServer> followers = lab.replicas().stream().filter(s -> s != promoted).toList();
            Aftermath.assertOnlyWritable(lab.replicas(), promoted);
            Aftermath.awaitFollowing(promoted, followers);
            assertLossIsReported(load, promoted, recovery);
            Aftermath.assertServes(promoted, followers, load);
            Aftermath.assertNothingReceivedIsMissing(promoted, lab.replicas());
            assertBooks(service, lab.source().key(), promoted.key(), recovery);
            assertSteps(service.stepsOf(recovery), lab.source().key(), promoted.key());
        }
    }

    private static void assertBooks(EmbeddedService service, InstanceKey failed, InstanceKey promoted,
            RecoveryRecord recovery) {
        assertThat(recovery.endedAt()).isNotEmpty();
        assertThat(recovery.code().contractName()).startsWith("DeadMaster");
        assertThat(recovery.clusterAlias()).isEqualTo(EmbeddedService.ALIAS);
        assertThat(recovery.replicaCount()).isEqualTo(3);
        assertThat(service.recoveries()).hasSize(1);
        Await.until("the cluster " + EmbeddedService.ALIAS + " to be that of " + promoted, EmbeddedService.PATIENCE,
                () -> service.fleet()
                        .clusterOf(promoted)
                        .filter(c -> c.alias().equals(EmbeddedService.ALIAS)
                                && c.name().value().equals(promoted.display()))
                        .filter(c -> c.replicasOf(promoted).size() == 2)
                        .isPresent(),
                () -> "Clusters: " + service.fleet().clusters().values().stream().map(Topology::alias).toList());
        assertThat(service.fleet().find(failed).map(FleetInstance::annotations)).get()
                .satisfies(annotations -> assertThat(annotations.downtime()).isNotNull()
                        .extracting(Downtime::reason)
                        .isEqualTo(Downtime.LOST_IN_RECOVERY));
    }

    private static void assertSteps(List<String> steps, InstanceKey failed, InstanceKey promoted) {
        assertThat(steps).first().asString().contains("will handle DeadMaster");
        assertThat(String.join("\n", steps)).containsSubsequence("RecoverDeadMaster: will recover " + failed,
                "last look: " + failed + " is still dead", "will promote " + promoted,
                "applying read-only=0 on promoted master: success=true", "promoted replica: " + promoted,
                "applying read-only=1 on demoted master: success=false", "updating cluster_alias",
                "successfully promoted " + promoted);
        assertThat(steps).filteredOn(step -> step.startsWith("not promoting")).hasSize(2);
    }

    /** A source that shuts down in order is dead as well. */
    @ServerTest
    void a_source_that_was_shut_down_is_replaced(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service = EmbeddedService.start();
                WriteLoad load = WriteLoad.on(lab.source(), PAUSE)) {
            service.discover(lab);
            load.awaitMore(50);

            lab.source().shutdown();

            RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
            RealServer promoted = promoted(lab, recovery);
            List<RealServer> followers = lab.replicas().stream().filter(s -> s != promoted).toList();
            Aftermath.assertOnlyWritable(lab.replicas(), promoted);
            Aftermath.awaitFollowing(promoted, followers);
            assertLossIsReported(load, promoted, recovery);
            Aftermath.assertServes(promoted, followers, load);
            Aftermath.assertNothingReceivedIsMissing(promoted, lab.replicas());
        }
    }

    @ServerTest
    void semi_sync_loses_nothing_that_was_acknowledged(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).semiSync().start();
                EmbeddedService service = EmbeddedService.start();
                WriteLoad load = WriteLoad.on(lab.source(), Duration.ZERO)) {
            service.discover(lab);
            load.awaitMore(100);

            lab.source().kill9();

            RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
            RealServer promoted = promoted(lab, recovery);
            List<RealServer> followers = lab.replicas().stream().filter(s -> s != promoted).toList();
            assertThat(load.missingOn(promoted)).isEmpty();
            assertThat(recovery.outcome()).satisfies(outcome -> assertThat(outcome.errors()).isEmpty());
            Aftermath.assertOnlyWritable(lab.replicas(), promoted);
            Aftermath.awaitFollowing(promoted, followers);
            // It waits for acknowledgements in its turn, and gets them.
            Aftermath.assertServes(promoted, followers, load);
            Await.until("semi-synchronous replicas of " + promoted, EmbeddedService.PATIENCE,
                    () -> Replication.of(promoted).semiSyncReplicas() >= 1);
        }
    }

    /** What no replica received is lost; the recovery names exactly that. */
    @ServerTest
    void transactions_that_nobody_received_are_reported_as_lost(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service = EmbeddedService.start();
                WriteLoad load = WriteLoad.on(lab.source(), PAUSE)) {
            service.discover(lab);
            load.awaitMore(20);
            lab.replicas().forEach(FailoverIT::stopReceiver);
            load.awaitMore(20);
            load.stop();
            EmbeddedService.get(service.uses().discovery().refresh(lab.source().key()));

            lab.source().kill9();

            RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
            RealServer promoted = promoted(lab, recovery);
            NavigableSet<Long> missing = load.missingOn(promoted);
            assertThat(missing).hasSizeGreaterThanOrEqualTo(20);
            assertThat(service.stepsOf(recovery))
                    .anySatisfy(step -> assertThat(step).startsWith("lost " + missing.size() + " transactions"));
            lab.source().restart();
            String lost = Aftermath.executed(lab.source()).subtract(Aftermath.executed(promoted)).text();
            assertThat(recovery.outcome())
                    .satisfies(outcome -> assertThat(outcome.errors()).containsExactly("lost transactions: " + lost));
            Await.until("the returned source to be read-only", EmbeddedService.PATIENCE,
                    () -> Aftermath.writable(lab.servers()).equals(List.of(promoted)));
        }
    }

    static RealServer promoted(ReplicationLab lab, RecoveryRecord recovery) {
        assertThat(recovery.outcome()).isNotNull()
                .satisfies(outcome -> assertThat(outcome.successful()).as(outcome.toString()).isTrue());
        InstanceKey successor = recovery.outcome() == null ? InstanceKey.NONE : recovery.outcome().successor();
        return Aftermath.server(lab, successor);
    }

    static void stopReceiver(RealServer replica) {
        replica.sql().execute(switch (replica.flavor()) {
            case MYSQL -> "stop replica io_thread";
            case MARIADB -> "stop slave io_thread";
        });
    }

    /** A row that was acknowledged and is gone may only be missing when the recovery says that something is lost, or could not know. */
    private static void assertLossIsReported(WriteLoad load, RealServer promoted, RecoveryRecord recovery) {
        List<String> errors = recovery.outcome() == null ? List.of() : recovery.outcome().errors();
        if (load.missingOn(promoted).isEmpty()) {
            assertThat(errors).isEmpty();
        }
    }
}
