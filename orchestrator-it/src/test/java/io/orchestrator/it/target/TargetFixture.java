package io.orchestrator.it.target;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import io.orchestrator.backend.TargetAdapters;
import io.orchestrator.backend.actuate.ActuatorSettings;
import io.orchestrator.backend.probe.ProbeSettings;
import io.orchestrator.backend.target.Credentials;
import io.orchestrator.backend.target.TargetSettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import io.orchestrator.ports.driven.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Adapters on the test servers' account, and short ways to use them. */
final class TargetFixture implements AutoCloseable {
    /** Longer than anything here takes on a busy machine, shorter than a build's patience. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long ORIGIN = System.nanoTime();

    static final TimeSource TIME = new TimeSource() {
        @Override
        public Duration monotonic() {
            return Duration.ofNanos(System.nanoTime() - ORIGIN);
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    };

    final TargetAdapters adapters;

    private TargetFixture(TargetSettings target, ProbeSettings probe, ActuatorSettings actuate,
            Credentials credentials) {
        adapters = new TargetAdapters(target, probe, actuate, () -> credentials, TIME);
    }

    /** The probed names stay: on loopback all servers have one host name. */
    static ProbeSettings probeSettings() {
        return ProbeSettings.DEFAULT.withHostnameMethod(ProbeSettings.HostnameMethod.PROBED)
                .withReplicaListByStatement(true);
    }

    static TargetFixture create() {
        return create(UnaryOperator.identity());
    }

    static TargetFixture create(UnaryOperator<ProbeSettings> change) {
        return new TargetFixture(TargetSettings.DEFAULT, change.apply(probeSettings()), ActuatorSettings.DEFAULT,
                new Credentials(Account.TOPOLOGY.user(), Account.TOPOLOGY.password()));
    }

    static TargetFixture create(TargetSettings target, Credentials credentials) {
        return new TargetFixture(target, probeSettings(), ActuatorSettings.DEFAULT, credentials);
    }

    static TargetFixture create(ActuatorSettings actuate) {
        return new TargetFixture(TargetSettings.DEFAULT, probeSettings(), actuate,
                new Credentials(Account.TOPOLOGY.user(), Account.TOPOLOGY.password()));
    }

    ProbeOutcome probe(RealServer server, Depth depth, Duration deadline) {
        return probe(server.key(), depth, deadline);
    }

    ProbeOutcome probe(InstanceKey key, Depth depth, Duration deadline) {
        return await(adapters.prober().probe(key, depth, deadline));
    }

    InstanceSnapshot see(RealServer server) {
        return see(server, Depth.ROUTINE);
    }

    InstanceSnapshot see(RealServer server, Depth depth) {
        ProbeOutcome outcome = probe(server, depth, PATIENCE);
        assertThat(outcome).isInstanceOf(ProbeOutcome.Seen.class);
        return ((ProbeOutcome.Seen) outcome).snapshot();
    }

    static ProbeFailure failureOf(ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Unseen unseen -> unseen.failure();
            case ProbeOutcome.PartlySeen partly -> partly.failure();
            case ProbeOutcome.Seen seen -> throw new AssertionError("the server was seen: " + seen);
        };
    }

    ActionOutcome execute(ServerAction action) {
        return execute(action, PATIENCE);
    }

    ActionOutcome execute(ServerAction action, Duration deadline) {
        return await(adapters.actuator().execute(action, TIME::monotonic, deadline));
    }

    ActionOutcome.Done done(ServerAction action) {
        ActionOutcome outcome = execute(action);
        assertThat(outcome).isInstanceOf(ActionOutcome.Done.class);
        return (ActionOutcome.Done) outcome;
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        adapters.close();
    }
}
