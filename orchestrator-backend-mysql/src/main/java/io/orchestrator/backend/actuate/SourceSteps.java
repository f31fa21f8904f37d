package io.orchestrator.backend.actuate;

import java.sql.SQLException;

import io.orchestrator.backend.target.Faults;
import io.orchestrator.backend.target.StatementDialect;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leading a replica to another source. */
final class SourceSteps {
    private static final Logger LOG = LoggerFactory.getLogger(SourceSteps.class);
    /** The server could not initialize its connection metadata; a reset heals it (topology-ops.md 4.5). */
    private static final int METADATA_NOT_INITIALIZED = 1201;

    private SourceSteps() {}

    static ActionOutcome pointTo(ServerAction.PointTo action, Hands hands) throws SQLException {
        ServerState before = ServerState.read(hands);
        ReplicaStatus channel = before.channel();
        if (before.severalChannels()) {
            return ServerState.refusedForSeveralSources(action.key(), before, hands);
        }
        if (channel != null && channel.source().equals(action.source()) && ReplicationSteps.isByGtid(channel)) {
            return startWhereItPoints(action, before, channel, hands);
        }
        if (!hands.dialect().mariaDb() && !before.gtid().supportsOracleGtid()) {
            return new ActionOutcome.Refused(action.key(), hands.server()
                    + " cannot be pointed elsewhere by GTID: its gtid_mode is OFF", before.reading());
        }
        if (channel != null) {
            readyForChange(channel, hands);
        }
        SourceOptions options = SourceOptions.byGtid(action.source(), hands.dialect(), channel);
        change(before.channelName(), options, hands);
        hands.change(hands.dialect().start(before.channelName()));
        return judged(action.key(), action.source(), hands);
    }

    private static ActionOutcome startWhereItPoints(ServerAction.PointTo action, ServerState before,
            ReplicaStatus channel, Hands hands) throws SQLException {
        if (ReplicationSteps.isStarted(channel)) {
            return new ActionOutcome.Done(action.key(), before.reading());
        }
        hands.change(hands.dialect().start(channel.channel()));
        return judged(action.key(), action.source(), hands);
    }

    private static ActionOutcome judged(InstanceKey key, InstanceKey source, Hands hands) throws SQLException {
        ServerState after = ServerState.read(hands);
        ReplicaStatus channel = after.channel();
        if (channel == null || !channel.source().equals(source) || !ReplicationSteps.isByGtid(channel)) {
            return new ActionOutcome.Refused(key, hands.server() + " does not follow " + source.display()
                    + " by GTID though it was told to", after.reading());
        }
        return new ActionOutcome.Done(key, after.reading());
    }

    static ActionOutcome detach(ServerAction.Detach action, Hands hands) throws SQLException {
        ServerState before = ServerState.read(hands);
        ReplicaStatus channel = before.channel();
        if (channel == null) {
            return new ActionOutcome.Refused(action.key(), hands.server() + " is no replica", before.reading());
        }
        if (channel.source().isDetached()) {
            return new ActionOutcome.Done(action.key(), before.reading());
        }
        if (before.severalChannels()) {
            return ServerState.refusedForSeveralSources(action.key(), before, hands);
        }
        readyForChange(channel, hands);
        change(channel.channel(),
                SourceOptions.leadingTo(channel.source().detached(), hands.dialect(), channel), hands);
        try {
            hands.change(hands.dialect().start(channel.channel()));
        } catch (SQLException e) {
            if (Faults.endsSession(e)) {
                throw e;
            }
            // It cannot connect anyway (topology-ops.md 2.7).
            LOG.debug("{}; it is detached all the same", Faults.describe("start", action.key(), e));
        }
        return new ActionOutcome.Done(action.key(), ServerState.read(hands).reading());
    }

    /**
     * Stops what has to be stopped before the channel may be led elsewhere. The server discards its relay logs when both threads are
     * stopped by then: where positioning by GTID allows it, the applier runs on, and is started for it if it was stopped.
     */
    private static void readyForChange(ReplicaStatus channel, Hands hands) throws SQLException {
        boolean keepsApplying = !hands.dialect().mariaDb() && channel.positioning().isGtid()
                && (ServerState.isStarted(channel.applier()) || channel.applierError().isNone());
        if (!keepsApplying) {
            if (ReplicationSteps.isAnyStarted(channel)) {
                hands.change(hands.dialect().stop(channel.channel()));
            }
            return;
        }
        if (!ServerState.isStarted(channel.applier())) {
            hands.change(hands.dialect().startApplier(channel.channel()));
        }
        if (ServerState.isStarted(channel.receiver())) {
            hands.change(hands.dialect().stopReceiver(channel.channel()));
        }
    }

    private static void change(String channel, SourceOptions options, Hands hands) throws SQLException {
        String statement = hands.dialect().change(channel, options.text());
        try {
            hands.change(statement, options.values());
        } catch (SQLException e) {
            if (Faults.numberOf(e) != METADATA_NOT_INITIALIZED || hands.dialect().mariaDb()) {
                throw e;
            }
            healMetadata(channel, hands);
            hands.change(statement, options.values());
        }
    }

    /** The workaround of topology-ops.md 4.5; errors of its statements are of no interest. */
    static void healMetadata(String channel, Hands hands) throws SQLException {
        StatementDialect dialect = hands.dialect();
        String[] statements = {dialect.reset(channel), dialect.startReceiver(channel), dialect.stopReceiver(channel),
                dialect.reset(channel)};
        for (String statement : statements) {
            try {
                hands.change(statement);
            } catch (SQLException e) {
                if (Faults.endsSession(e)) {
                    throw e;
                }
                LOG.debug("{} on {} failed, going on", statement, hands.server());
            }
        }
    }

    /** Forgets the channel. */
    static void resetAll(String channel, Hands hands) throws SQLException {
        String statement = hands.dialect().resetAll(channel);
        try {
            hands.change(statement);
        } catch (SQLException e) {
            if (Faults.numberOf(e) != METADATA_NOT_INITIALIZED) {
                throw e;
            }
            healMetadata(channel, hands);
            hands.change(statement);
        }
    }
}
