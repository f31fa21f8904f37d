package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.Set;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.ports.driven.InstanceProber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link InstanceProber} does (discovery.md 3, 5). */
public abstract class InstanceProberContract {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private ServersUnderTest servers;

    /** Fresh servers. */
    protected abstract ServersUnderTest newServers();

    @BeforeEach
    void start() {
        servers = newServers();
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private ProbeOutcome probe(InstanceKey key, InstanceProber.Depth depth, Duration deadline) {
        return servers.patience().await(servers.prober().probe(key, depth, deadline));
    }

    private InstanceSnapshot seen(InstanceKey key) {
        return seen(key, InstanceProber.Depth.EVIDENCE);
    }

    private InstanceSnapshot seen(InstanceKey key, InstanceProber.Depth depth) {
        ProbeOutcome outcome = probe(key, depth, DEADLINE);
        assertThat(outcome).isInstanceOf(ProbeOutcome.Seen.class);
        return ((ProbeOutcome.Seen) outcome).snapshot();
    }

    private ProbeFailure.Kind failure(ProbeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ProbeOutcome.Unseen.class);
        return ((ProbeOutcome.Unseen) outcome).failure().kind();
    }

    private ReplicaStatus channel(InstanceKey key) {
        return seen(key).defaultChannel().orElseThrow();
    }

    @Test
    void aSourceIsSeenWithItsReplicas() {
        servers.patience()
                .until("both replicas are connected",
                        () -> seen(servers.source()).replicas().size() == 2);

        InstanceSnapshot source = seen(servers.source());

        assertThat(source.isReadOnly()).isFalse();
        assertThat(source.isReplica()).isFalse();
        assertThat(source.binlog().enabled()).isTrue();
        assertThat(source.server().version().text()).isNotEmpty();
        assertThat(source.server().serverId()).isPositive();
    }

    @Test
    void aReplicaIsSeenWithItsChannel() {
        InstanceKey replica = servers.replicas().getFirst();
        servers.patience().until("it replicates", () -> channel(replica).isRunning());

        InstanceSnapshot snapshot = seen(replica);

        assertThat(snapshot.isReadOnly()).isTrue();
        assertThat(snapshot.sourceKey()).isEqualTo(servers.source());
        assertThat(channel(replica).positioning().isGtid()).isTrue();
        assertThat(channel(replica).applier()).isEqualTo(ThreadState.RUNNING);
    }

    @Test
    void everyDepthSees() {
        for (InstanceProber.Depth depth : InstanceProber.Depth.values()) {
            assertThat(seen(servers.source(), depth).isReadOnly()).as(depth.name()).isFalse();
        }
    }

    private @Nullable WriteHealth writes(InstanceKey key, InstanceProber.Depth depth) {
        return probe(key, depth, DEADLINE) instanceof ProbeOutcome.Seen seen ? seen.writes() : null;
    }

    /** Whether an adapter can tell of write paths is its own matter; of those that nobody asked for it tells nothing. */
    @Test
    void nothingIsToldOfWritePathsThatAreNotLookedAt() {
        assertThat(writes(servers.source(), InstanceProber.Depth.ROUTINE)).isNull();

        servers.prober().lookAtWrites(Set.of(servers.source()));

        assertThat(writes(servers.replicas().getFirst(), InstanceProber.Depth.ROUTINE)).isNull();
        assertThat(writes(servers.source(), InstanceProber.Depth.LAST_LOOK)).isNull();
        servers.prober().lookAtWrites(Set.of());
        assertThat(writes(servers.source(), InstanceProber.Depth.ROUTINE)).isNull();
    }

    @Test
    void whatWasWrittenIsSeenOnTheReplicas() {
        assertThat(servers.write(servers.source())).isTrue();

        for (InstanceKey replica : servers.replicas()) {
            servers.patience()
                    .until("the write arrives", () -> seen(replica).gtid()
                            .executed()
                            .contains(seen(servers.source()).gtid().executed()));
        }
    }

    @Test
    void receivedTransactionsAreToldFromExecutedOnes() {
        InstanceKey replica = servers.replicas().getFirst();
        servers.patience().until("it replicates", () -> channel(replica).isRunning());
        servers.stopApplier(replica);

        servers.write(servers.source());

        servers.patience().until("it is received and not executed", () -> {
            ReplicaStatus channel = channel(replica);
            return channel.retrieved() != null && !seen(replica).gtid().executed().contains(channel.retrieved());
        });
        assertThat(channel(replica).applier()).isEqualTo(ThreadState.STOPPED);
    }

    @Test
    void anEvidenceProbeTellsHowLongTheReceiverHasHeardNothing() {
        InstanceKey replica = servers.replicas().getFirst();
        servers.patience().until("it replicates", () -> channel(replica).isRunning());

        assertThat(channel(replica).silence()).isNotNull();
        assertThat(channel(replica).heartbeatPeriod()).isNotNull();
    }

    @Test
    void timesOfAProbeAreItsOwn() {
        ProbeOutcome first = probe(servers.source(), InstanceProber.Depth.ROUTINE, DEADLINE);
        ProbeOutcome second = probe(servers.source(), InstanceProber.Depth.ROUTINE, DEADLINE);

        assertThat(first.probed()).isEqualTo(servers.source());
        assertThat(second.times().began()).isGreaterThanOrEqualTo(first.times().ended());
    }

    @Test
    void aKilledServerRefuses() {
        probe(servers.source(), InstanceProber.Depth.ROUTINE, DEADLINE);

        servers.kill(servers.source());

        servers.patience()
                .until("it is known to be gone", () -> failure(
                        probe(servers.source(), InstanceProber.Depth.ROUTINE, DEADLINE)) == ProbeFailure.Kind.REFUSED);
        assertThat(failure(probe(servers.source(), InstanceProber.Depth.LAST_LOOK, DEADLINE)))
                .isEqualTo(ProbeFailure.Kind.REFUSED);
    }

    @Test
    void replicasOfAKilledSourceReportIt() {
        InstanceKey replica = servers.replicas().getFirst();
        servers.patience().until("it replicates", () -> channel(replica).isRunning());

        servers.kill(servers.source());

        servers.patience().until("the receiver has lost its source", () -> channel(replica).isFailingToConnect());
    }

    @Test
    void aHungServerIsGivenUpAtTheDeadline() {
        probe(servers.source(), InstanceProber.Depth.ROUTINE, DEADLINE);
        servers.hang(servers.source());
        Duration deadline = Duration.ofMillis(400);

        ProbeOutcome routine = probe(servers.source(), InstanceProber.Depth.ROUTINE, deadline);
        ProbeOutcome lastLook = probe(servers.source(), InstanceProber.Depth.LAST_LOOK, deadline);

        assertThat(failure(routine)).isEqualTo(ProbeFailure.Kind.TIMED_OUT);
        assertThat(failure(lastLook)).isEqualTo(ProbeFailure.Kind.TIMED_OUT);
        assertThat(routine.times().latency()).isBetween(Duration.ofMillis(390), Duration.ofSeconds(3));
    }

    @Test
    void aServerThatGoesOnIsSeenAgain() {
        servers.hang(servers.source());
        probe(servers.source(), InstanceProber.Depth.ROUTINE, Duration.ofMillis(300));

        servers.resume(servers.source());

        servers.patience()
                .until("it answers", () -> probe(servers.source(), InstanceProber.Depth.ROUTINE,
                        DEADLINE) instanceof ProbeOutcome.Seen);
    }

    @Test
    void aForgottenServerCanBeProbedAgain() {
        probe(servers.source(), InstanceProber.Depth.ROUTINE, DEADLINE);

        servers.prober().forget(servers.source());

        assertThat(seen(servers.source()).isReadOnly()).isFalse();
    }
}
