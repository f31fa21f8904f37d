package io.orchestrator.backend.actuate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.orchestrator.backend.target.Faults;
import io.orchestrator.backend.target.SessionPurpose;
import io.orchestrator.backend.target.TargetConnections;
import io.orchestrator.backend.target.TargetSession;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.Proof;
import io.orchestrator.ports.driven.TimeSource;

/** One action, from connecting to its outcome. */
final class ActionRun {
    /** For so long the server keeps an acting connection; what was not begun by then is not begun, for the last look was before it. */
    private static final Duration KEPT_IDLE_FOR = Duration.ofSeconds(2);

    private final ServerAction action;
    private final InstanceKey key;
    private final ActuatorSettings settings;
    private final TargetConnections connections;
    private final TimeSource time;
    private final Proof proof;
    private final Duration deadline;
    private final Duration begun;
    private final AtomicReference<Hands.Gate> gate = new AtomicReference<>(Hands.Gate.UNTOUCHED);

    ActionRun(ServerAction action, Proof proof, Duration deadline, ActuatorSettings settings,
            TargetConnections connections,
            TimeSource time) {
        this.action = action;
        this.key = action.key();
        this.settings = settings;
        this.connections = connections;
        this.time = time;
        this.proof = proof;
        this.deadline = deadline;
        this.begun = time.monotonic();
    }

    ActionOutcome run() {
        try (var _ = connections.permit(key)) {
            return runOnSession();
        } catch (InterruptedException _) {
            return onDeadline();
        }
    }

    private ActionOutcome runOnSession() {
        try (TargetSession session = open()) {
            try {
                return steps(new Hands(session, gate, this::mayChange, this::open));
            } catch (SQLException e) {
                if (Faults.endsSession(e)) {
                    session.abort();
                }
                throw e;
            }
        } catch (SQLException e) {
            return outcomeOf(e);
        } catch (RuntimeException e) {
            // An answer that cannot be read: what was sent may be in effect.
            return gate.get() == Hands.Gate.TOUCHED
                    ? new ActionOutcome.Unanswered(key, Faults.describe(attempt(), key, e))
                    : new ActionOutcome.Failed(key, Faults.describe(attempt(), key, e), false);
        }
    }

    private TargetSession open() throws SQLException {
        boolean together = action instanceof ServerAction.RestartReceiver;
        TargetSession session = connections.open(key, together ? SessionPurpose.SCRIPT : SessionPurpose.OPERATION,
                leftOf(shorter()));
        try {
            session.limitReads(left());
        } catch (SQLException e) {
            session.abort();
            throw e;
        }
        return session;
    }

    private ActionOutcome steps(Hands hands) throws SQLException {
        return switch (action) {
            case ServerAction.StopReceiver stop -> ReplicationSteps.stopReceiver(stop, hands);
            case ServerAction.StartReplication start -> ReplicationSteps.start(start, hands);
            case ServerAction.RestartReceiver restart -> ReplicationSteps.restartReceiver(restart, hands);
            case ServerAction.DrainApplier drain -> new DrainSteps(drain, hands, time).run();
            case ServerAction.PointTo point -> SourceSteps.pointTo(point, hands);
            case ServerAction.Detach detach -> SourceSteps.detach(detach, hands);
            case ServerAction.Promote promote -> WritabilitySteps.promote(promote, hands);
            case ServerAction.MakeWritable writable -> WritabilitySteps.makeWritable(writable, hands);
            case ServerAction.MakeReadOnly readOnly ->
                    WritabilitySteps.makeReadOnly(readOnly, hands, settings.useSuperReadOnly(), left());
        };
    }

    private ActionOutcome outcomeOf(SQLException failure) {
        String reason = Faults.describe(attempt(), key, failure);
        ProbeFailure.Kind kind = Faults.kindOf(failure);
        boolean answered = switch (kind) {
            case STATEMENT_FAILED, ACCESS_DENIED, OVERLOADED -> true;
            case REFUSED, TIMED_OUT, LOST, UNRESOLVED, TLS, EXCLUDED -> false;
        };
        if (!answered && gate.get() == Hands.Gate.TOUCHED) {
            return new ActionOutcome.Unanswered(key,
                    reason + "; the connection ended after a statement was sent, which may take effect");
        }
        return new ActionOutcome.Failed(key, reason, kind == ProbeFailure.Kind.REFUSED);
    }

    /** The outcome when the deadline passed before {@link #run()} came to its end; from here on nothing changing is sent. */
    ActionOutcome onDeadline() {
        boolean untouched = gate.compareAndSet(Hands.Gate.UNTOUCHED, Hands.Gate.CLOSED)
                || gate.get() == Hands.Gate.CLOSED;
        String reason =
                "Cannot " + attempt() + " " + key.display() + ": no answer within " + deadline.toMillis() + " ms; ";
        return untouched ? new ActionOutcome.Failed(key, reason + "nothing that changes it was sent", false)
                : new ActionOutcome.Unanswered(key, reason + "what was sent may take effect");
    }

    private String attempt() {
        return switch (action) {
            case ServerAction.StopReceiver _ -> "stop the receiver of";
            case ServerAction.DrainApplier _ -> "drain the applier of";
            case ServerAction.PointTo point -> "point to " + point.source().display() + " the replica";
            case ServerAction.StartReplication _ -> "start replication of";
            case ServerAction.Promote _ -> "promote";
            case ServerAction.MakeReadOnly _ -> "make read-only";
            case ServerAction.MakeWritable _ -> "make writable";
            case ServerAction.Detach _ -> "detach";
            case ServerAction.RestartReceiver _ -> "restart the receiver of";
        };
    }

    private Duration shorter() {
        return deadline.compareTo(KEPT_IDLE_FOR) < 0 ? deadline : KEPT_IDLE_FOR;
    }

    /** Whether a statement that changes the server may be sent now; the first one only soon after the last look. */
    private boolean mayChange(boolean first) {
        Duration provenFor = time.monotonic().minus(proof.at());
        return first
                ? elapsed().compareTo(KEPT_IDLE_FOR) <= 0 && provenFor.compareTo(InstanceActuator.BEGINS_WITHIN) <= 0
                : provenFor.compareTo(InstanceActuator.ENDS_WITHIN) <= 0;
    }

    private Duration elapsed() {
        return time.monotonic().minus(begun);
    }

    private Duration left() {
        return leftOf(deadline);
    }

    private Duration leftOf(Duration limit) {
        Duration left = limit.minus(elapsed());
        return left.isPositive() ? left : Duration.ofMillis(1);
    }
}
