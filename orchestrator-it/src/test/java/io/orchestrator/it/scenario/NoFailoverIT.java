package io.orchestrator.it.scenario;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.it.server.ServerTest;
import io.orchestrator.it.server.WriteLoad;

import static org.assertj.core.api.Assertions.assertThat;

/** Where no failover is right none happens: not one statement that changes a server is sent, and the reason can be read (7, 42). */
class NoFailoverIT {
    /** An account of the service's own, so that the servers' logs tell its statements from those of the test. */
    private static final String MANAGER = "manager";

    @ServerTest
    void nothing_is_touched_where_recovery_is_not_wanted(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service = EmbeddedService.with().account(MANAGER, MANAGER).start()) {
            InstanceKey source = lab.source().key();
            createManager(lab.source());
            service.discover(lab);
            List<GeneralLog> logs = lab.replicas().stream().map(r -> GeneralLog.of(r, MANAGER)).toList();

            EmbeddedService.get(service.uses().recoveries().disableRecoveries(true));
            lab.source().kill9();
            service.awaitDecision(source, "recoveries are disabled globally");
            restore(lab, service);
            EmbeddedService.get(service.uses().recoveries().disableRecoveries(false));

            EmbeddedService.get(service.uses()
                    .operations()
                    .beginDowntime(source, "test", "being repaired", Duration.ofMinutes(5)));
            lab.source().kill9();
            service.awaitDecision(source, source + " is in downtime");
            restore(lab, service);
            EmbeddedService.get(service.uses().operations().endDowntime(source));

            service.recoverOnly("another-cluster");
            lab.source().kill9();
            service.awaitDecision(source, "matches none of RecoverMasterClusterFilters");

            assertThat(service.recoveries()).isEmpty();
            assertThat(Aftermath.writable(lab.replicas())).isEmpty();
            assertThat(logs).allSatisfy(log -> {
                assertThat(log.statements()).isNotEmpty();
                assertThat(log.changes()).isEmpty();
            });
        }
    }

    /** The service cannot reach the source; its replicas and applications can. */
    @ServerTest
    void a_source_that_only_the_service_cannot_reach_stays_source(ServerFlavor flavor) {
        List<RealServer> servers = RealServers.start(flavor, ServerOptions.defaults(), 3);
        RealServer source = servers.getFirst();
        List<RealServer> replicas = servers.subList(1, 3);
        try (ServerProxy proxy = ServerProxy.before(source);
                EmbeddedService service = EmbeddedService.with().account(MANAGER, MANAGER).start();
                WriteLoad load = WriteLoad.on(source, Duration.ofMillis(5))) {
            createManager(source);
            replicas.forEach(replica -> Replication.of(replica).follow(proxy.key()));
            replicas.forEach(replica -> replica.sql().execute("set global read_only=1"));
            service.discover(proxy.key(), replicas.stream().map(RealServer::key).toList());
            List<GeneralLog> logs = servers.stream().map(server -> GeneralLog.of(server, MANAGER)).toList();

            proxy.cutFrom(MANAGER);

            assertStillReceiving(replicas, load);
            service.awaitDecision(proxy.key(), "UnreachableMaster");
            awaitFailedProbes(service, proxy.key(), 3);
            assertThat(service.recoveries()).isEmpty();
            load.awaitMore(5);
            Aftermath.assertOnlyWritable(servers, source);
            assertThat(replicas).allSatisfy(replica -> assertThat(Replication.of(replica).status()).get()
                    .matches(Replication.Status::replicating));
            assertThat(logs).allSatisfy(log -> assertThat(log.changes()).isEmpty());
        } finally {
            servers.forEach(RealServer::close);
        }
    }

    private static void assertStillReceiving(List<RealServer> replicas, WriteLoad load) {
        load.awaitMore(5);
        long newest = load.acknowledged().last();
        replicas.forEach(replica -> Await.until("row " + newest + " on " + replica, EmbeddedService.PATIENCE,
                () -> Aftermath.rows(replica).contains(newest)));
    }

    private static void awaitFailedProbes(EmbeddedService service, InstanceKey key, int count) {
        Await.until(count + " failed probes of " + key, EmbeddedService.PATIENCE,
                () -> EmbeddedService.get(service.uses().fleet().probes())
                        .stream()
                        .filter(probe -> probe.key().equals(key) && !probe.failure().isEmpty())
                        .count() >= count);
    }

    private static void createManager(RealServer source) {
        source.sql()
                .execute("create user " + MANAGER + "@'%' identified by '" + MANAGER + "'",
                        "grant all on *.* to " + MANAGER + "@'%' with grant option");
    }

    /** The source is back as it was, and nothing is wrong any more in the service's eyes. */
    private static void restore(ReplicationLab lab, EmbeddedService service) {
        lab.source().restart();
        lab.source().sql(Account.APPLICATION).execute("update test.heartbeat set ts=now(6)");
        lab.awaitReplicating();
        Await.until("the analysis to find nothing", EmbeddedService.PATIENCE,
                () -> EmbeddedService.get(service.uses().fleet().analyses()).isEmpty(),
                () -> "It finds " + EmbeddedService.get(service.uses().fleet().analyses()));
    }
}
