package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.promotion.ReplicaReading;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.Proof;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link InstanceActuator} does: each action in effect, twice as once, and honest about what is not known. */
public abstract class InstanceActuatorContract {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration EXPIRY = Duration.ofSeconds(3);
    private ServersUnderTest servers;
    private InstanceKey source;
    private InstanceKey first;
    private InstanceKey second;

    /** Fresh servers. */
    protected abstract ServersUnderTest newServers();

    @BeforeEach
    void start() {
        servers = newServers();
        source = servers.source();
        first = servers.replicas().getFirst();
        second = servers.replicas().getLast();
        servers.patience().until("replication runs", () -> channel(first).isRunning() && channel(second).isRunning());
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private ActionOutcome execute(ServerAction action) {
        return servers.patience().await(servers.actuator().execute(action, Proof.of(servers.now()), DEADLINE));
    }

    private ReplicaReading done(ServerAction action) {
        ActionOutcome outcome = execute(action);
        assertThat(outcome).isInstanceOf(ActionOutcome.Done.class);
        return Objects.requireNonNull(((ActionOutcome.Done) outcome).reading(), "reading");
    }

    private InstanceSnapshot seen(InstanceKey key) {
        ProbeOutcome outcome =
                servers.patience().await(servers.prober().probe(key, InstanceProber.Depth.EVIDENCE, DEADLINE));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Seen.class);
        return ((ProbeOutcome.Seen) outcome).snapshot();
    }

    private ReplicaStatus channel(InstanceKey key) {
        return seen(key).defaultChannel().orElseThrow();
    }

    private GtidSet nothing() {
        GtidSet executed = seen(source).gtid().executed();
        return executed.subtract(executed);
    }

    private void receiveWithoutApplying(InstanceKey replica) {
        servers.stopApplier(replica);
        assertThat(servers.write(source)).isTrue();
        servers.patience().until("something is received and not executed", () -> {
            GtidSet retrieved = channel(replica).retrieved();
            return retrieved != null && !seen(replica).gtid().executed().contains(retrieved);
        });
    }

    @Test
    void aStoppedReceiverReceivesNoMoreAndTheApplierGoesOn() {
        ReplicaReading reading = done(new ServerAction.StopReceiver(first));

        assertThat(reading.receiverRunning()).isFalse();
        assertThat(reading.applierRunning()).isTrue();
        assertThat(reading.source()).isEqualTo(source);
        assertThat(reading.readOnly()).isTrue();
        servers.write(source);
        servers.patience()
                .until("the other has it", () -> seen(second).gtid()
                        .executed()
                        .contains(seen(source).gtid().executed()));
        assertThat(seen(first).gtid().executed().contains(seen(source).gtid().executed())).isFalse();
    }

    @Test
    void stoppingAReceiverTwiceIsStoppingItOnce() {
        done(new ServerAction.StopReceiver(first));

        assertThat(done(new ServerAction.StopReceiver(first)).receiverRunning()).isFalse();
    }

    @Test
    void aReadingTellsReceivedFromExecuted() {
        receiveWithoutApplying(first);

        ReplicaReading reading = done(new ServerAction.StopReceiver(first));

        assertThat(reading.isDrained()).isFalse();
        assertThat(reading.received().contains(reading.executed())).isTrue();
        assertThat(reading.applierRunning()).isFalse();
    }

    @Test
    void drainingStartsTheApplierAndWaitsForIt() {
        receiveWithoutApplying(first);
        done(new ServerAction.StopReceiver(first));

        ReplicaReading reading = done(new ServerAction.DrainApplier(first, nothing(), Duration.ofSeconds(5)));

        assertThat(reading.isDrained()).isTrue();
        assertThat(reading.receiverRunning()).isFalse();
    }

    @Test
    void drainingWaitsForWhatIsStillToCome() {
        servers.write(source);
        GtidSet wanted = seen(source).gtid().executed();

        ReplicaReading reading = done(new ServerAction.DrainApplier(first, wanted, Duration.ofSeconds(5)));

        assertThat(reading.executed().contains(wanted)).isTrue();
    }

    @Test
    void drainingGivesUpAtItsLimitAndDiscardsNothing() {
        done(new ServerAction.StopReceiver(first));
        servers.write(source);
        GtidSet never = seen(source).gtid().executed();

        ActionOutcome outcome = execute(new ServerAction.DrainApplier(first, never, Duration.ofMillis(500)));

        assertThat(outcome).isInstanceOf(ActionOutcome.Refused.class);
        assertThat(((ActionOutcome.Refused) outcome).reason()).contains(first.display());
    }

    @Test
    void aReplicaIsPointedToAnotherSource() {
        ReplicaReading reading = done(new ServerAction.PointTo(first, second));

        assertThat(reading.source()).isEqualTo(second);
        servers.write(source);
        servers.patience()
                .until("it replicates through the other",
                        () -> channel(first).isRunning()
                                && seen(first).gtid().executed().contains(seen(source).gtid().executed()));
    }

    @Test
    void pointingTwiceIsPointingOnce() {
        done(new ServerAction.PointTo(first, second));

        assertThat(done(new ServerAction.PointTo(first, second)).source()).isEqualTo(second);
    }

    @Test
    void pointingToTheSameSourceStartsWhatIsStopped() {
        done(new ServerAction.StopReceiver(first));

        done(new ServerAction.PointTo(first, source));

        servers.patience().until("it replicates again", () -> channel(first).isRunning());
    }

    @Test
    void replicationIsStarted() {
        done(new ServerAction.StopReceiver(first));
        servers.stopApplier(first);

        execute(new ServerAction.StartReplication(first));

        servers.patience().until("both threads run", () -> channel(first).isRunning());
        assertThat(execute(new ServerAction.StartReplication(source))).isInstanceOf(ActionOutcome.Done.class);
    }

    @Test
    void aPromotedReplicaIsAWritableSource() {
        done(new ServerAction.StopReceiver(first));

        ReplicaReading reading = done(new ServerAction.Promote(first, EXPIRY, false));

        assertThat(reading.readOnly()).isFalse();
        assertThat(seen(first).isReplica()).isFalse();
        assertThat(servers.write(first)).isTrue();
        assertThat(done(new ServerAction.Promote(first, EXPIRY, false)).readOnly()).isFalse();
    }

    @Test
    void aReplicaWithUnappliedTransactionsIsNotPromoted() {
        receiveWithoutApplying(first);
        done(new ServerAction.StopReceiver(first));

        ActionOutcome outcome = execute(new ServerAction.Promote(first, EXPIRY, false));

        assertThat(outcome).isInstanceOf(ActionOutcome.Refused.class);
        assertThat(seen(first).isReadOnly()).isTrue();
        assertThat(seen(first).isReplica()).isTrue();
    }

    @Test
    void writabilityIsSwitchedBothWays() {
        assertThat(done(new ServerAction.MakeReadOnly(source)).readOnly()).isTrue();
        assertThat(servers.write(source)).isFalse();

        assertThat(done(new ServerAction.MakeWritable(source, EXPIRY)).readOnly()).isFalse();
        assertThat(servers.write(source)).isTrue();
        assertThat(done(new ServerAction.MakeWritable(source, EXPIRY)).readOnly()).isFalse();
    }

    @Test
    void aStatementThatWouldMakeAServerWritableExpiresWhileItHangs() {
        CompletionStage<ActionOutcome> promotion =
                hangUnder(new ServerAction.Promote(first, Duration.ofMillis(300), false), first);
        ActionOutcome outcome = servers.patience().await(promotion);

        servers.resume(first);

        assertThat(outcome).isInstanceOfAny(ActionOutcome.Unanswered.class, ActionOutcome.Failed.class);
        servers.patience().until("it answers", () -> seen(first).isReadOnly());
        assertThat(seen(first).isReadOnly()).isTrue();
    }

    private CompletionStage<ActionOutcome> hangUnder(ServerAction action, InstanceKey key) {
        done(new ServerAction.StopReceiver(key));
        servers.hang(key);
        return servers.actuator().execute(action, Proof.of(servers.now()), SHORT);
    }

    @Test
    void aDetachedReplicaCannotConnectAndKnowsItsSource() {
        ReplicaReading reading = done(new ServerAction.Detach(first));

        assertThat(reading.source()).isEqualTo(source.detached());
        assertThat(done(new ServerAction.Detach(first)).source()).isEqualTo(source.detached());
    }

    @Test
    void aRestartedReceiverConnectsAgain() {
        assertThat(execute(new ServerAction.RestartReceiver(first))).isInstanceOf(ActionOutcome.Done.class);

        servers.patience().until("it replicates", () -> channel(first).isRunning());
    }

    @Test
    void onAServerThatIsGoneAnActionHasFailedForCertain() {
        servers.kill(first);

        ActionOutcome outcome = execute(new ServerAction.StopReceiver(first));

        assertThat(outcome).isEqualTo(new ActionOutcome.Failed(first, ((ActionOutcome.Failed) outcome).reason(), true));
    }

    @Test
    void whatWasProvenTooLongAgoChangesNothing() {
        Duration provenAt = servers.now().minus(InstanceActuator.BEGINS_WITHIN).minusMillis(1);

        ActionOutcome outcome = servers.patience()
                .await(servers.actuator().execute(new ServerAction.StopReceiver(first), Proof.of(provenAt), DEADLINE));

        assertThat(outcome).isInstanceOf(ActionOutcome.Failed.class);
        assertThat(channel(first).isRunning()).isTrue();
    }

    @Test
    void whatFollowsTheFirstChangeIsNotSentWhenTheRightToActCannotBeProvenAgain() {
        AtomicBoolean first = new AtomicBoolean(true);
        Duration provenAt = servers.now();
        Proof proof = () -> first.getAndSet(false) ? provenAt
                : servers.now().minus(InstanceActuator.ENDS_WITHIN).minusMillis(1);

        done(new ServerAction.StopReceiver(second));

        ActionOutcome outcome = servers.patience()
                .await(servers.actuator().execute(new ServerAction.Promote(second, EXPIRY, false), proof, DEADLINE));

        assertThat(outcome).isInstanceOfAny(ActionOutcome.Unanswered.class, ActionOutcome.Failed.class);
        assertThat(seen(second).isReadOnly()).isTrue();
    }

    @Test
    void aHungServerIsGivenUpAtTheDeadline() {
        servers.hang(first);

        ActionOutcome outcome = servers.patience()
                .await(servers.actuator()
                        .execute(new ServerAction.StopReceiver(first), Proof.of(servers.now()), SHORT));

        assertThat(outcome).isInstanceOfAny(ActionOutcome.Unanswered.class, ActionOutcome.Failed.class);
        assertThat(outcome.key()).isEqualTo(first);
        servers.resume(first);
    }
}
