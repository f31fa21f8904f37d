package io.orchestrator.it.scenario;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerTest;
import io.orchestrator.it.server.WriteLoad;
import io.orchestrator.ports.driven.InstanceProber;

import static org.assertj.core.api.Assertions.assertThat;

/** A source hangs and comes back (fault 3). */
class SourceReturnsIT {
    private static final Duration FEW_SECONDS = Duration.ofSeconds(12);

    @ServerTest
    void a_hung_source_is_replaced_and_returns_read_only(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service = EmbeddedService.start();
                WriteLoad load = WriteLoad.on(lab.source(), Duration.ofMillis(1))) {
            service.discover(lab);
            load.awaitMore(50);
            long stopped = System.nanoTime();

            lab.source().sigstop();

            RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
            assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(FEW_SECONDS);
            RealServer promoted = FailoverIT.promoted(lab, recovery);
            List<RealServer> followers = lab.replicas().stream().filter(s -> s != promoted).toList();
            Aftermath.assertOnlyWritable(lab.replicas(), promoted);
            lab.source().sigcont();
            Await.until(lab.source() + " to be read-only", EmbeddedService.PATIENCE,
                    () -> Aftermath.writable(lab.servers()).equals(List.of(promoted)));
            Aftermath.awaitFollowing(promoted, followers);
            Aftermath.assertServes(promoted, followers, load);
            Aftermath.assertNothingReceivedIsMissing(promoted, lab.replicas());
            Aftermath.assertOnlyWritable(lab.servers(), promoted);
            assertThat(service.recoveries()).hasSize(1);
        }
    }

    /** It wakes right before the last look: it stays source, and the next death is no later than without this. */
    @ServerTest
    void a_source_that_answers_the_last_look_stays_source(ServerFlavor flavor) {
        AtomicBoolean looked = new AtomicBoolean();
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service =
                        EmbeddedService.with().prober(real -> waking(lab.source(), real, looked)).start()) {
            service.discover(lab);

            lab.source().sigstop();

            RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
            assertThat(looked).isTrue();
            assertThat(recovery.active()).isFalse();
            assertThat(recovery.outcome())
                    .satisfies(outcome -> assertThat(outcome.errors()).singleElement()
                            .asString()
                            .contains("source returned"));
            Aftermath.assertOnlyWritable(lab.servers(), lab.source());
            lab.awaitReplicating();
            Await.until("the analysis to find nothing", EmbeddedService.PATIENCE,
                    () -> EmbeddedService.get(service.uses().fleet().analyses()).isEmpty());
            int before = service.recoveries().size();
            lab.source().kill9();
            Await.until("a failover", EmbeddedService.PATIENCE,
                    () -> service.recoveries().size() > before
                            && Aftermath.writable(lab.replicas()).size() == 1,
                    () -> "Decisions: " + service.decisionsOn(lab.source().key()));
        }
    }

    private static InstanceProber waking(RealServer source, InstanceProber real, AtomicBoolean looked) {
        return new InstanceProber() {
            @Override
            public CompletionStage<ProbeOutcome> probe(
                    InstanceKey key, Depth depth, Duration deadline) {
                if (depth == Depth.LAST_LOOK && key.equals(source.key()) && looked.compareAndSet(false, true)) {
                    source.sigcont();
                    Await.until(source + " to answer", EmbeddedService.PATIENCE, source.sql()::answers);
                }
                return real.probe(key, depth, deadline);
            }

            @Override
            public void forget(InstanceKey key) {
                real.forget(key);
            }
        };
    }
}
