package io.orchestrator.it.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.orchestrator.backend.actuate.ActuatorSettings;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.promotion.ReplicaReading;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.Replication;
import io.orchestrator.it.server.ReplicationLab;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each action on a source with two replicas, done once and done again. */
abstract class ActuatingContract {
    private static final Duration EXPIRY = Duration.ofSeconds(5);
    static final Duration SOON = Duration.ofSeconds(15);

    private final ServerFlavor flavor;
    private final ReplicationLab lab;
    final RealServer source;
    final RealServer first;
    final RealServer second;
    private final GtidSet nothing;

    ActuatingContract(ServerFlavor flavor) {
        this.flavor = flavor;
        this.lab = ReplicationLab.of(flavor).replicas(2).start();
        this.source = lab.source();
        this.first = lab.replicas().get(0);
        this.second = lab.replicas().get(1);
        this.nothing = flavor == ServerFlavor.MYSQL ? GtidSet.emptyMysql() : GtidSet.emptyMariadb();
    }

    @AfterEach
    void endServers() {
        lab.close();
    }

    @Test
    void receiverIsStoppedAndStaysStopped() {
        try (TargetFixture fixture = TargetFixture.create()) {
            ReplicaReading once = read(fixture.done(new ServerAction.StopReceiver(first.key())));
            ReplicaReading again = read(fixture.done(new ServerAction.StopReceiver(first.key())));

            assertThat(once.receiverRunning()).isFalse();
            assertThat(once.applierRunning()).isTrue();
            assertThat(once.source()).isEqualTo(source.key());
            assertThat(once.readOnly()).isTrue();
            assertThat(again.received()).isEqualTo(once.received());
            assertThat(again.received()).isEqualTo(fixture.see(source).gtid().executed());
        }
    }

    @Test
    void replicationIsStartedOnce() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.done(new ServerAction.StopReceiver(first.key()));

            fixture.done(new ServerAction.StartReplication(first.key()));
            fixture.done(new ServerAction.StartReplication(first.key()));

            awaitReplicating(fixture, first, source.key());
        }
    }

    @Test
    void startingReplicationOfASourceDoesNothing() {
        try (TargetFixture fixture = TargetFixture.create()) {
            ReplicaReading reading = read(fixture.done(new ServerAction.StartReplication(source.key())));

            assertThat(reading.source()).isEqualTo(InstanceKey.NONE);
        }
    }

    @Test
    void applierThatWasStoppedIsStartedAndDrained() {
        try (TargetFixture fixture = TargetFixture.create()) {
            stopApplier();
            GtidSet written = write(fixture);
            ReplicaReading stopped = read(fixture.done(new ServerAction.StopReceiver(first.key())));
            assertThat(stopped.isDrained()).isFalse();

            var drain = new ServerAction.DrainApplier(first.key(), written, Duration.ofSeconds(10));
            ReplicaReading drained = read(fixture.done(drain));
            ReplicaReading again = read(fixture.done(drain));

            assertThat(drained.isDrained()).isTrue();
            assertThat(drained.executed().contains(written)).isTrue();
            assertThat(drained.receiverRunning()).isFalse();
            assertThat(again.executed()).isEqualTo(drained.executed());
        }
    }

    @Test
    void drainThatCannotEndIsRefusedWhenItsTimeIsUp() throws SQLException {
        try (TargetFixture fixture = TargetFixture.create();
                Connection holder = first.sql().connect();
                Statement held = holder.createStatement()) {
            held.execute("lock tables test.heartbeat read");
            GtidSet written = write(fixture);

            ActionOutcome outcome =
                    fixture.execute(new ServerAction.DrainApplier(first.key(), written, Duration.ofMillis(800)));
            held.execute("unlock tables");

            assertThat(outcome).isInstanceOf(ActionOutcome.Refused.class);
            assertThat(((ActionOutcome.Refused) outcome).reason()).contains(first.key().display());
        }
    }

    @Test
    void drainOfAnApplierThatFailedIsRefusedWithItsError() {
        first.sql().execute("set sql_log_bin = 0", "drop table test.heartbeat");
        try (TargetFixture fixture = TargetFixture.create()) {
            GtidSet written = write(fixture);
            Await.until("the applier to fail", SOON, () -> fixture.see(first)
                    .defaultChannel()
                    .filter(channel -> channel.applierError().number() > 0)
                    .isPresent());

            ActionOutcome outcome = fixture.execute(new ServerAction.DrainApplier(first.key(), written, SOON));

            assertThat(outcome).isInstanceOf(ActionOutcome.Refused.class);
            assertThat(((ActionOutcome.Refused) outcome).reason()).contains("stopped by error");
        }
    }

    @Test
    void drainRefusesToWaitForWhatWillNeverArrive() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.done(new ServerAction.StopReceiver(first.key()));
            GtidSet written = write(fixture);

            ActionOutcome outcome = fixture.execute(new ServerAction.DrainApplier(first.key(), written, SOON));

            assertThat(outcome).isInstanceOf(ActionOutcome.Refused.class);
        }
    }

    @Test
    void replicaFollowsItsNewSource() {
        try (TargetFixture fixture = TargetFixture.create()) {
            var point = new ServerAction.PointTo(second.key(), first.key());

            assertThat(read(fixture.done(point)).source()).isEqualTo(first.key());
            awaitReplicating(fixture, second, first.key());
            assertThat(read(fixture.done(point)).source()).isEqualTo(first.key());

            source.sql().execute("create table test.more (id int primary key)");
            Await.until("the table to arrive", SOON,
                    () -> second.sql().find("show tables from test like 'more'").isPresent());
        }
    }

    @Test
    void replicaThatPointsThereAlreadyIsOnlyStarted() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.done(new ServerAction.StopReceiver(second.key()));

            fixture.done(new ServerAction.PointTo(second.key(), source.key()));

            awaitReplicating(fixture, second, source.key());
        }
    }

    @Test
    void drainedReplicaIsPromotedToAWritableSource() {
        try (TargetFixture fixture = TargetFixture.create()) {
            source.kill9();
            fixture.done(new ServerAction.StopReceiver(first.key()));
            fixture.done(new ServerAction.DrainApplier(first.key(), nothing, SOON));
            var promote = new ServerAction.Promote(first.key(), EXPIRY, true);

            ReplicaReading once = read(fixture.done(promote));
            ReplicaReading again = read(fixture.done(promote));

            assertThat(once.readOnly()).isFalse();
            assertThat(once.source()).isEqualTo(InstanceKey.NONE);
            assertThat(again).isEqualTo(once);
            InstanceSnapshot seen = fixture.see(first, Depth.EVIDENCE);
            assertThat(seen.channels()).isEmpty();
            assertThat(seen.semiSync().sourceEnabled()).isTrue();
            first.sql()
                    .execute("set global " + (flavor == ServerFlavor.MYSQL ? "rpl_semi_sync_source_enabled"
                            : "rpl_semi_sync_master_enabled") + " = 0");
            first.sql(Account.APPLICATION).execute("replace into test.heartbeat values (2, now(6))");
        }
    }

    @Test
    void promotionIsRefusedWhileRelayLogsAreNotApplied() {
        try (TargetFixture fixture = TargetFixture.create()) {
            stopApplier();
            GtidSet written = write(fixture);
            Await.until("the transaction to be received", SOON, () -> {
                ReplicaReading reading = read(fixture.done(new ServerAction.StopReceiver(first.key())));
                return reading.received().contains(written);
            });

            ActionOutcome outcome = fixture.execute(new ServerAction.Promote(first.key(), EXPIRY, false));

            assertThat(outcome).isInstanceOf(ActionOutcome.Refused.class);
            assertThat(fixture.see(first).isReplica()).isTrue();
            assertThat(fixture.see(first).isReadOnly()).isTrue();
        }
    }

    @Test
    void superReadOnlyIsSwitchedOffTooWhenPromoted() {
        try (TargetFixture fixture = TargetFixture.create(new ActuatorSettings(true))) {
            source.sql().execute("set global read_only = 0");
            fixture.done(new ServerAction.MakeReadOnly(first.key()));
            assertThat(fixture.see(first).server().superReadOnly()).isEqualTo(flavor == ServerFlavor.MYSQL);

            fixture.done(new ServerAction.Promote(first.key(), EXPIRY, false));

            assertThat(fixture.see(first).server().superReadOnly()).isFalse();
            assertThat(fixture.see(first).isReadOnly()).isFalse();
        }
    }

    @Test
    void serverIsMadeReadOnlyAndWritableAgain() {
        try (TargetFixture fixture = TargetFixture.create()) {
            assertThat(read(fixture.done(new ServerAction.MakeReadOnly(source.key()))).readOnly()).isTrue();
            assertThat(read(fixture.done(new ServerAction.MakeReadOnly(source.key()))).readOnly()).isTrue();
            assertThat(read(fixture.done(new ServerAction.MakeWritable(source.key(), EXPIRY))).readOnly()).isFalse();
            assertThat(read(fixture.done(new ServerAction.MakeWritable(source.key(), EXPIRY))).readOnly()).isFalse();
        }
    }

    @Test
    void statementThatExpiredLeavesTheServerReadOnly() {
        try (TargetFixture fixture = TargetFixture.create()) {
            ActionOutcome outcome =
                    fixture.execute(new ServerAction.MakeWritable(first.key(), Duration.ofNanos(1000)));

            assertThat(outcome).isInstanceOf(ActionOutcome.Failed.class);
            assertThat(fixture.see(first).isReadOnly()).isTrue();
        }
    }

    @Test
    void replicaIsDetachedReversibly() {
        try (TargetFixture fixture = TargetFixture.create()) {
            var detach = new ServerAction.Detach(first.key());

            assertThat(read(fixture.done(detach)).source()).isEqualTo(source.key().detached());
            assertThat(read(fixture.done(detach)).source()).isEqualTo(source.key().detached());
            assertThat(fixture.see(first).isReplicating()).isFalse();

            fixture.done(new ServerAction.PointTo(first.key(), source.key()));
            awaitReplicating(fixture, first, source.key());
        }
    }

    @Test
    void receiverIsRestartedAndReplicationGoesOn() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.done(new ServerAction.RestartReceiver(first.key()));
            fixture.done(new ServerAction.RestartReceiver(first.key()));

            awaitReplicating(fixture, first, source.key());
        }
    }

    /** The server itself answers only when the handshake ends. */
    @Test
    void receiverThatConnectsInVainIsStoppedSoonAndReceivesNothingMore() {
        String word = flavor == ServerFlavor.MYSQL ? "replica" : "slave";
        try (TargetFixture fixture = TargetFixture.create()) {
            awaitReplicating(fixture, first, source.key());
            source.sigstop();
            first.sql().execute("stop " + word + " io_thread", "start " + word + " io_thread");
            Await.until("a receiver that connects", SOON, () -> receiverOf(fixture) == ThreadState.OTHER);

            ActionOutcome outcome =
                    fixture.execute(new ServerAction.StopReceiver(first.key()), Duration.ofMillis(1_500));

            assertThat(outcome).isInstanceOf(ActionOutcome.Done.class);
            ReplicaReading reading = read((ActionOutcome.Done) outcome);
            assertThat(reading.receiverRunning()).isFalse();
            source.sigcont();
            write(fixture);
            Await.until("a stopped receiver", SOON, () -> receiverOf(fixture) == ThreadState.STOPPED);
            assertThat(read(fixture.done(new ServerAction.StopReceiver(first.key()))).received())
                    .isEqualTo(reading.received());
        }
    }

    private ThreadState receiverOf(TargetFixture fixture) {
        return fixture.see(first, Depth.EVIDENCE).defaultChannel().orElseThrow().receiver();
    }

    @Test
    void formerSourceFollowsThePromotedReplica() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.done(new ServerAction.MakeReadOnly(source.key()));
            GtidSet all = fixture.see(source).gtid().executed();
            fixture.done(new ServerAction.DrainApplier(first.key(), all, SOON));
            fixture.done(new ServerAction.Promote(first.key(), EXPIRY, false));

            ReplicaReading reading = read(fixture.done(new ServerAction.PointTo(source.key(), first.key())));

            assertThat(reading.source()).isEqualTo(first.key());
            assertThat(fixture.see(source).defaultChannel().orElseThrow().positioning().isGtid()).isTrue();
        }
    }

    final GtidSet write(TargetFixture fixture) {
        source.sql().execute("replace into test.heartbeat values (3, now(6))");
        return fixture.see(source).gtid().executed();
    }

    private void stopApplier() {
        first.sql().execute(flavor == ServerFlavor.MYSQL ? "stop replica sql_thread" : "stop slave sql_thread");
        Await.until("a stopped applier", SOON, () -> Replication.of(first)
                .status()
                .filter(status -> !status.replicating())
                .isPresent());
    }

    private static void awaitReplicating(TargetFixture fixture, RealServer replica, InstanceKey from) {
        Await.until(replica + " to replicate from " + from, SOON, () -> {
            InstanceSnapshot seen = fixture.see(replica);
            return seen.isReplicating() && seen.sourceKey().equals(from);
        });
    }

    static ReplicaReading read(ActionOutcome.Done done) {
        ReplicaReading reading = done.reading();
        if (reading == null) {
            throw new AssertionError("the action did not read the server's state: " + done);
        }
        return reading;
    }
}
