package io.orchestrator.it.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerException;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerTest;
import io.orchestrator.it.server.WriteLoad;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is promoted when the replicas differ (faults 16, 19). */
class CandidateIT {
    private static final Duration PAUSE = Duration.ofMillis(1);

    @ServerTest
    void promotion_rules_are_honoured(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(3).start();
                EmbeddedService service = EmbeddedService.start();
                WriteLoad load = WriteLoad.on(lab.source(), PAUSE)) {
            service.discover(lab);
            rule(service, lab.server(1), PromotionRule.MUST_NOT);
            rule(service, lab.server(3), PromotionRule.PREFER);
            load.awaitMore(50);

            lab.source().kill9();

            RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
            RealServer preferred = lab.server(3);
            assertThat(FailoverIT.promoted(lab, recovery)).as(String.join("\n", service.stepsOf(recovery)))
                    .isEqualTo(preferred);
            assertThat(service.stepsOf(recovery)).anySatisfy(step -> assertThat(step)
                    .startsWith("not promoting " + lab.server(1).key())
                    .contains("must_not"));
            Aftermath.assertOnlyWritable(lab.replicas(), preferred);
            Aftermath.awaitFollowing(preferred, List.of(lab.server(1), lab.server(2)));
            Aftermath.assertNothingReceivedIsMissing(preferred, lab.replicas());
        }
    }

    /** The one that has most may not be promoted: it hands what it has to the one that may. */
    @ServerTest
    void a_replica_that_lacks_transactions_is_caught_up_from_the_one_that_has_them(ServerFlavor flavor) {
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service = EmbeddedService.start();
                WriteLoad load = WriteLoad.on(lab.source(), PAUSE)) {
            service.discover(lab);
            rule(service, lab.server(1), PromotionRule.MUST_NOT);
            FailoverIT.stopReceiver(lab.server(2));
            load.awaitMore(50);
            load.stop();
            ReplicationLab.awaitReplicating(lab.server(1), lab.source());
            assertThat(load.missingOn(lab.server(2))).isNotEmpty();

            lab.source().kill9();

            RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
            RealServer promoted = lab.server(2);
            assertThat(FailoverIT.promoted(lab, recovery)).isEqualTo(promoted);
            assertThat(service.stepsOf(recovery))
                    .contains("catching up " + promoted.key() + " from " + lab.server(1).key());
            assertThat(load.missingOn(promoted)).isEmpty();
            assertThat(recovery.outcome()).satisfies(outcome -> assertThat(outcome.errors()).isEmpty());
            Aftermath.assertOnlyWritable(lab.replicas(), promoted);
            Aftermath.awaitFollowing(promoted, List.of(lab.server(1)));
        }
    }

    /** What was received and not applied yet is applied before the promotion. */
    @ServerTest
    void a_candidate_whose_applier_was_blocked_is_drained_first(ServerFlavor flavor) {
        TableLock lock = new TableLock();
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service = EmbeddedService.with()
                        .actuator(real -> (action, proof, deadline) -> {
                            if (action instanceof ServerAction.DrainApplier) {
                                lock.release();
                            }
                            return real.execute(action, proof, deadline);
                        })
                        .start();
                WriteLoad load = WriteLoad.on(lab.source(), PAUSE)) {
            service.discover(lab);
            givenAllButTheFirstStoppedReceiving(lab, load, lock);

            lab.source().kill9();

            RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
            assertThat(FailoverIT.promoted(lab, recovery)).isEqualTo(lab.server(1));
            assertThat(load.missingOn(lab.server(1))).isEmpty();
            Aftermath.assertOnlyWritable(lab.replicas(), lab.server(1));
            Aftermath.awaitFollowing(lab.server(1), List.of(lab.server(2)));
        }
    }

    /** An applier that does not get on is not waited for without end, and nobody pretends. */
    @ServerTest
    void a_candidate_that_cannot_apply_what_it_received_is_passed_over_with_the_reason(ServerFlavor flavor) {
        TableLock lock = new TableLock();
        try (ReplicationLab lab = ReplicationLab.of(flavor).replicas(2).start();
                EmbeddedService service =
                        EmbeddedService.with().recovery(CandidateIT::withShortDrain).start();
                WriteLoad load = WriteLoad.on(lab.source(), PAUSE)) {
            service.discover(lab);
            givenAllButTheFirstStoppedReceiving(lab, load, lock);

            lab.source().kill9();

            RecoveryRecord recovery = service.awaitRecovery(lab.source().key());
            RealServer promoted = FailoverIT.promoted(lab, recovery);
            assertThat(promoted).isEqualTo(lab.server(2));
            assertThat(service.stepsOf(recovery)).anySatisfy(step -> assertThat(step)
                    .startsWith("giving up " + lab.server(1).key())
                    .contains("could not apply what it received"));
            int missing = load.missingOn(promoted).size();
            assertThat(missing).isPositive();
            assertThat(service.stepsOf(recovery))
                    .anySatisfy(step -> assertThat(step).startsWith("lost " + missing + " transactions"));
            lock.release();
            Aftermath.assertOnlyWritable(lab.replicas(), promoted);
        }
    }

    private static RecoverySettings withShortDrain(RecoverySettings now) {
        return new RecoverySettings(now.promotion(), now.applyPromotion(), now.detachLost(), now.detachPromoted(),
                now.delayUntilApplied(), now.lookDeadline(),
                now.actionDeadline(), Duration.ofSeconds(1), now.promotionExpiry(), now.verifyInterval(), now.hooks());
    }

    /** The first replica receives all and applies nothing of it, the second receives nothing any more. */
    private static void givenAllButTheFirstStoppedReceiving(ReplicationLab lab, WriteLoad load, TableLock lock) {
        load.awaitMore(20);
        FailoverIT.stopReceiver(lab.server(2));
        lock.take(lab.server(1));
        load.awaitMore(20);
        load.stop();
        Received.awaitAll(lab.server(1), lab.source());
        assertThat(load.acknowledged().size()).isGreaterThan(Aftermath.rows(lab.server(1)).size());
    }

    private static void rule(EmbeddedService service, RealServer server, PromotionRule rule) {
        EmbeddedService.get(service.uses().operations().registerCandidate(new Candidate(server.key(), rule)));
    }

    /** A session that keeps the applier of a server from writing rows, while everybody may read them. */
    private static final class TableLock {
        private @Nullable Connection session;

        synchronized void take(RealServer server) {
            try {
                session = server.sql().connect();
                try (Statement statement = session.createStatement()) {
                    statement.execute("lock tables test.written read");
                }
            } catch (SQLException e) {
                throw new ServerException("cannot lock test.written on " + server + ": " + e, e);
            }
        }

        synchronized void release() {
            Connection held = session;
            session = null;
            if (held == null) {
                return;
            }
            try {
                held.close();
            } catch (SQLException e) {
                throw new ServerException("cannot unlock test.written: " + e, e);
            }
        }
    }
}
