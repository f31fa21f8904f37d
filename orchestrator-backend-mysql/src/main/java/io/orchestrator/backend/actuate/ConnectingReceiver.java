package io.orchestrator.backend.actuate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.orchestrator.backend.target.Faults;
import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;

/**
 * Stops a receiver that connects. Where its source hangs, it hangs in the handshake, and the server answers {@code STOP} only when that
 * ends: 2 s later on MySQL 9.7, sometimes more. But a receiver that was told to stop before it was connected receives nothing any more,
 * whatever its source does (tried with a source that goes on meanwhile). So it counts as stopped once the server is seen to execute the
 * statement while the receiver still connects; what is sent to the server next waits there for its end.
 */
final class ConnectingReceiver {
    /** A server that is well stops a receiver in a few milliseconds. */
    private static final Duration PATIENCE = Duration.ofMillis(150);
    private static final String STATE_OF_SESSION = "SELECT state FROM information_schema.processlist WHERE id = ?";
    /** The server's word for the state in which it stops a replication thread, without whom it "kills". */
    private static final String STOPPING = "Killing";

    private ConnectingReceiver() {}

    static ActionOutcome stop(ServerAction.StopReceiver action, ReplicaStatus channel, Hands hands)
            throws SQLException {
        long session = Long.parseLong(hands.read("SELECT CONNECTION_ID() AS id").getFirst().text("id"));
        try {
            hands.changeWithin(PATIENCE, hands.dialect().stopReceiver(channel.channel()));
            return ReplicationSteps.stopped(action, ServerState.read(hands), hands);
        } catch (SQLException e) {
            if (Faults.kindOf(e) != ProbeFailure.Kind.TIMED_OUT) {
                throw e;
            }
        }
        try (Hands other = hands.another()) {
            return awaitStopping(action, session, other);
        }
    }

    /** Ends with the deadline of the action at the latest, as every statement does. */
    private static ActionOutcome awaitStopping(ServerAction.StopReceiver action, long session, Hands hands)
            throws SQLException {
        boolean before = false;
        while (true) {
            boolean stopping = isStopping(session, hands);
            ServerState state = ServerState.read(hands);
            ReplicaStatus channel = state.channel();
            boolean connecting = channel != null && channel.receiver() == ThreadState.OTHER;
            if (!connecting && !stopping) {
                return ReplicationSteps.stopped(action, state, hands);
            }
            // Seen twice: the server is in that state a moment before the receiver is told.
            if (connecting && stopping && before) {
                return new ActionOutcome.Done(action.key(), state.reading().withReceiverStopped());
            }
            before = connecting && stopping;
            hands.read("DO SLEEP(0.02)");
        }
    }

    private static boolean isStopping(long session, Hands hands) throws SQLException {
        List<Row> rows = hands.read(STATE_OF_SESSION, session);
        return !rows.isEmpty() && rows.getFirst().text("state").startsWith(STOPPING);
    }
}
