package io.orchestrator.it.scenario;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.it.server.ServerTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server that is promoted stops under the statement that makes it writable and wakes later (fault 45). The statement passes a proxy
 * that stops the server's process before it hands the statement over: the server finds it when it wakes, long after it has expired.
 */
class CandidateHangsIT {
    private static final String PROMOTING = "set global read_only = if(";

    @ServerTest
    void one_server_is_writable_when_the_candidate_wakes_again(ServerFlavor flavor) {
        try (Cluster cluster = Cluster.start(flavor);
                EmbeddedService service =
                        EmbeddedService.with().recovery(CandidateHangsIT::impatient).start()) {
            RecoveryRecord recovery = givenTheCandidateStopsUnderItsPromotion(cluster, service);

            cluster.candidate.sigcont();

            RecoveryRecord ended = service.awaitRecovery(cluster.source.key());
            assertThat(ended.uid()).isEqualTo(recovery.uid());
            assertThat(ended.outcome()).satisfies(outcome -> {
                assertThat(outcome.successful()).isTrue();
                assertThat(outcome.successor()).isEqualTo(cluster.candidateKey());
            });
            assertThat(service.stepsOf(ended)).anySatisfy(step -> assertThat(step)
                    .startsWith("no answer to the promotion of " + cluster.candidateKey()));
            Aftermath.assertOnlyWritable(List.of(cluster.candidate, cluster.other), cluster.candidate);
            assertThat(cluster.promotionsOfOther()).isEmpty();
            awaitFollowing(cluster.other, cluster.candidateKey());
        }
    }

    @ServerTest
    void another_is_promoted_when_the_candidate_dies_instead(ServerFlavor flavor) {
        try (Cluster cluster = Cluster.start(flavor);
                EmbeddedService service =
                        EmbeddedService.with().recovery(CandidateHangsIT::impatient).start()) {
            givenTheCandidateStopsUnderItsPromotion(cluster, service);

            cluster.candidate.kill9();
            // A dead server's port refuses connections.
            cluster.closeProxy();

            RecoveryRecord ended = service.awaitRecovery(cluster.source.key());
            assertThat(ended.outcome()).satisfies(outcome -> {
                assertThat(outcome.successful()).isTrue();
                assertThat(outcome.successor()).isEqualTo(cluster.other.key());
            });
            cluster.candidate.restart();
            cluster.openProxyAgain();
            Await.until(cluster.other + " to be the only writable server", EmbeddedService.PATIENCE,
                    () -> Aftermath.writable(List.of(cluster.candidate, cluster.other))
                            .equals(List.of(cluster.other)),
                    service::describe);
        }
    }

    /** The source is dead, the candidate stopped under its promotion, and the statement has expired; nobody else was promoted. */
    private static RecoveryRecord givenTheCandidateStopsUnderItsPromotion(Cluster cluster, EmbeddedService service) {
        service.discover(cluster.source.key(), List.of(cluster.candidateKey(), cluster.other.key()));
        EmbeddedService.get(service.uses()
                .operations()
                .registerCandidate(new Candidate(cluster.candidateKey(), PromotionRule.PREFER)));
        cluster.source.kill9();
        Await.until("the recovery to wait for the stopped candidate", EmbeddedService.PATIENCE,
                () -> service.recoveries()
                        .stream()
                        .flatMap(recovery -> service.stepsOf(recovery).stream())
                        .anyMatch(step -> step.startsWith("cannot know whether " + cluster.candidateKey())),
                () -> "Steps: " + service.recoveries().stream().map(service::stepsOf).toList() + "; decisions: "
                        + service.decisionsOn(cluster.source.key()));
        assertThat(cluster.stopped).isTrue();
        assertThat(Aftermath.writable(List.of(cluster.other))).isEmpty();
        assertThat(cluster.promotionsOfOther()).isEmpty();
        RecoveryRecord recovery = service.recoveries().getFirst();
        assertThat(recovery.endedAt()).isEmpty();
        return recovery;
    }

    private static RecoverySettings impatient(RecoverySettings now) {
        return new RecoverySettings(now.promotion(), now.applyPromotion(), now.detachLost(), now.detachPromoted(),
                now.delayUntilApplied(), now.lookDeadline(),
                Duration.ofSeconds(3), now.drainLimit(), Duration.ofSeconds(1), Duration.ofMillis(500), now.hooks());
    }

    private static void awaitFollowing(RealServer replica, InstanceKey source) {
        Await.until(replica + " to replicate from " + source, EmbeddedService.PATIENCE,
                () -> Replication.of(replica)
                        .status()
                        .filter(s -> s.replicating() && s.sourcePort() == source.port())
                        .isPresent());
    }

    /** A source, a candidate that is known by the address of its proxy, and another replica. */
    private static final class Cluster implements AutoCloseable {
        final RealServer source;
        final RealServer candidate;
        final RealServer other;
        private ServerProxy proxy;
        private final InstanceKey candidateKey;
        final AtomicBoolean stopped = new AtomicBoolean();
        private final GeneralLog log;

        private Cluster(RealServer source, RealServer candidate, RealServer other, int proxyPort) {
            this.source = source;
            this.candidate = candidate;
            this.other = other;
            this.candidateKey = new InstanceKey("127.0.0.1", proxyPort);
            this.proxy = ServerProxy.at(proxyPort, candidate.port(), this::look);
            for (RealServer replica : List.of(candidate, other)) {
                Replication.of(replica).follow(source.key());
                replica.sql().execute("set global read_only=1");
            }
            this.log = GeneralLog.of(other, Account.TOPOLOGY.user());
        }

        static Cluster start(ServerFlavor flavor) {
            int port = Ports.free();
            List<RealServer> two = RealServers.start(flavor, ServerOptions.defaults(), 2);
            RealServer candidate = RealServers.start(flavor, ServerOptions.defaults().with("--report-port=" + port));
            return new Cluster(two.getFirst(), candidate, two.getLast(), port);
        }

        private void look(String said) {
            if (said.contains(PROMOTING) && stopped.compareAndSet(false, true)) {
                candidate.sigstop();
            }
        }

        InstanceKey candidateKey() {
            return candidateKey;
        }

        void closeProxy() {
            proxy.close();
        }

        void openProxyAgain() {
            proxy = ServerProxy.at(candidateKey.port(), candidate.port(), this::look);
        }

        List<String> promotionsOfOther() {
            return log.changes().stream().filter(said -> said.contains("read_only")).toList();
        }

        @Override
        public void close() {
            proxy.close();
            List.of(source, candidate, other).forEach(RealServer::close);
        }
    }
}
