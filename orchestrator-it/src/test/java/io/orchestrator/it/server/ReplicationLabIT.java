package io.orchestrator.it.server;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicationLabIT {
    @ServerTest
    void aSourceWithThreeReplicasReplicates(ServerFlavor flavor) {
        List<Long> pids;
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(3).start();
                WriteLoad load = WriteLoad.on(lab.source(), Duration.ofMillis(1))) {
            pids = lab.servers().stream().map(RealServer::pid).toList();

            load.awaitMore(50);
            load.stop();
            lab.awaitReplicating();

            assertThat(lab.replicas()).hasSize(3).allSatisfy(replica -> {
                assertThat(load.missingOn(replica)).isEmpty();
                assertThat(replica.sql().number("select count(*) from test.heartbeat")).isEqualTo(1);
                assertThat(replica.sql().value("select @@global.read_only")).isEqualTo("1");
            });
            assertThat(load.failures()).as(load.lastFailure()).isZero();
        }
        assertThat(pids).hasSize(4)
                .noneSatisfy(pid -> assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isPresent());
    }

    @ServerTest
    void aChainReachesItsLastServer(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).chain(2).start()) {
            assertThat(lab.startedUnder(lab.server(2))).contains(lab.server(1));
            assertThat(lab.server(2).sql().number("select count(*) from test.heartbeat")).isEqualTo(1);
            assertThat(Replication.of(lab.server(2)).status()).get()
                    .extracting(Replication.Status::sourcePort)
                    .isEqualTo(lab.server(1).port());
        }
    }

    @ServerTest
    void coMastersReplicateBothWays(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).coMaster().start()) {
            RealServer other = lab.server(1);
            other.sql().execute("set global read_only=0", "insert into test.heartbeat values (2, now(6))");

            ReplicationLab.awaitReplicating(lab.source(), other);

            assertThat(lab.source().sql().number("select count(*) from test.heartbeat")).isEqualTo(2);
        }
    }

    @ServerTest
    void semiSyncLosesNothingThatWasAcknowledged(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(1).semiSync().start();
                WriteLoad load = WriteLoad.on(lab.source(), Duration.ZERO)) {
            load.awaitMore(50);

            lab.source().kill9();
            load.stop();

            RealServer replica = lab.server(1);
            Await.until("all acknowledged rows on " + replica, Duration.ofSeconds(20),
                    () -> load.missingOn(replica).isEmpty(), () -> "Missing: " + load.missingOn(replica));
            assertThat(load.acknowledged()).hasSizeGreaterThanOrEqualTo(50);
        }
    }

    @ServerTest
    void theLoadMovesToAPromotedServer(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(1).start();
                WriteLoad load = WriteLoad.on(lab.source(), Duration.ofMillis(1))) {
            load.awaitMore(5);
            lab.source().kill9();
            lab.server(1).sql().execute("set global read_only=0");

            load.moveTo(lab.server(1));

            load.awaitMore(5);
            assertThat(load.failures()).isPositive();
        }
    }
}
