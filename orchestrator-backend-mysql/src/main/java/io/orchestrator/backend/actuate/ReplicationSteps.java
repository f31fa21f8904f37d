package io.orchestrator.backend.actuate;

import java.sql.SQLException;

import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;

/** Starting and stopping replication threads. */
final class ReplicationSteps {
    private ReplicationSteps() {}

    static ActionOutcome stopReceiver(ServerAction.StopReceiver action, Hands hands) throws SQLException {
        ServerState before = ServerState.read(hands);
        ReplicaStatus channel = before.channel();
        if (channel == null || !ServerState.isStarted(channel.receiver())) {
            return new ActionOutcome.Done(action.key(), before.reading());
        }
        if (channel.receiver() == ThreadState.OTHER) {
            return ConnectingReceiver.stop(action, channel, hands);
        }
        hands.change(hands.dialect().stopReceiver(channel.channel()));
        return stopped(action, ServerState.read(hands), hands);
    }

    static ActionOutcome stopped(ServerAction.StopReceiver action, ServerState after, Hands hands) {
        return after.reading().receiverRunning()
                ? new ActionOutcome.Refused(action.key(),
                        "the receiver of " + hands.server() + " runs again though it was stopped", after.reading())
                : new ActionOutcome.Done(action.key(), after.reading());
    }

    static ActionOutcome start(ServerAction.StartReplication action, Hands hands) throws SQLException {
        ServerState before = ServerState.read(hands);
        ReplicaStatus channel = before.channel();
        if (channel == null || isStarted(channel)) {
            return new ActionOutcome.Done(action.key(), before.reading());
        }
        hands.change(hands.dialect().start(channel.channel()));
        return new ActionOutcome.Done(action.key(), ServerState.read(hands).reading());
    }

    static ActionOutcome restartReceiver(ServerAction.RestartReceiver action, Hands hands) throws SQLException {
        ServerState before = ServerState.read(hands);
        ReplicaStatus channel = before.channel();
        // With GTID a MariaDB receiver that starts anew discards its relay logs and fetches them again (detection.md 12).
        boolean skipped = channel == null || !ServerState.isStarted(channel.receiver())
                || channel.positioning().isMariaDbGtid();
        if (channel == null || skipped) {
            return new ActionOutcome.Done(action.key(), before.reading());
        }
        hands.changeTogether(hands.dialect().stopReceiver(channel.channel()),
                hands.dialect().startReceiver(channel.channel()));
        return new ActionOutcome.Done(action.key(), ServerState.read(hands).reading());
    }

    static boolean isStarted(ReplicaStatus channel) {
        return ServerState.isStarted(channel.receiver()) && ServerState.isStarted(channel.applier());
    }

    static boolean isAnyStarted(ReplicaStatus channel) {
        return ServerState.isStarted(channel.receiver()) || ServerState.isStarted(channel.applier());
    }

    /** Whether the channel finds its place by GTID as its flavor does. */
    static boolean isByGtid(ReplicaStatus channel) {
        return channel.positioning() != GtidPositioning.FILE_POSITION;
    }
}
