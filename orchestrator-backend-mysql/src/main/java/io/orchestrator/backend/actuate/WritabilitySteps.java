package io.orchestrator.backend.actuate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.orchestrator.backend.target.Faults;
import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Promoting a replica, and making servers writable and read-only. */
final class WritabilitySteps {
    private static final Logger LOG = LoggerFactory.getLogger(WritabilitySteps.class);

    /**
     * One statement that reads the clock and switches: a server that is stopped under it and wakes later finds it expired. SYSDATE, for
     * NOW would be the time at which the statement arrived. Switching {@code read_only} off switches {@code super_read_only} off too.
     */
    private static final String SWITCH_UNTIL =
            "SET GLOBAL read_only = IF(SYSDATE(6) < CAST(? AS DATETIME(6)), 0, @@global.read_only)";
    private static final String SOURCE_SIDE_VARIABLES = "SHOW GLOBAL VARIABLES WHERE Variable_name IN "
            + "('rpl_semi_sync_source_enabled', 'rpl_semi_sync_master_enabled')";

    private WritabilitySteps() {}

    static ActionOutcome promote(ServerAction.Promote action, Hands hands) throws SQLException {
        ServerState state = ServerState.read(hands);
        ReplicaStatus channel = state.channel();
        if (state.severalChannels()) {
            return ServerState.refusedForSeveralSources(action.key(), state, hands);
        }
        if (channel != null) {
            if (!state.isDrained()) {
                return notDrained(action.key(), state, hands);
            }
            if (ServerState.isStarted(channel.receiver())) {
                hands.change(hands.dialect().stopReceiver(channel.channel()));
                state = ServerState.read(hands);
                if (!state.isDrained()) {
                    return notDrained(action.key(), state, hands);
                }
            }
            if (ServerState.isStarted(channel.applier())) {
                hands.change(hands.dialect().stop(channel.channel()));
            }
            SourceSteps.resetAll(channel.channel(), hands);
        } else if (!state.readOnly()) {
            return new ActionOutcome.Done(action.key(), state.reading());
        }
        if (action.semiSyncSource()) {
            switchSemiSyncSourceOn(hands);
        }
        BinlogCoordinates coordinates = coordinates(action.key(), hands);
        ActionOutcome outcome = switchWritable(action.key(), action.expiry(), hands);
        return outcome instanceof ActionOutcome.Done done
                ? new ActionOutcome.Done(done.key(), done.reading(), coordinates)
                : outcome;
    }

    /** Where the binary log stands, null when it is not known; nobody's promotion fails for that. */
    private static @Nullable BinlogCoordinates coordinates(InstanceKey key, Hands hands) throws SQLException {
        try {
            List<Row> rows = hands.read(hands.dialect().showBinaryLogStatus());
            return rows.isEmpty() ? null
                    : BinlogCoordinates.binaryLog(rows.getFirst().text("File"), rows.getFirst().number("Position"));
        } catch (SQLException e) {
            if (Faults.endsSession(e)) {
                throw e;
            }
            LOG.warn("{}; hooks are told no coordinates", Faults.describe("read the binary log's position of", key, e));
            return null;
        }
    }

    private static ActionOutcome notDrained(InstanceKey key, ServerState state, Hands hands) {
        long left = state.reading().received().subtract(state.reading().executed()).transactionCount();
        return new ActionOutcome.Refused(key, hands.server() + " is not promoted: it has received "
                + (left == 0 ? "events" : left + " transactions") + " that are not executed yet", state.reading());
    }

    static ActionOutcome makeWritable(ServerAction.MakeWritable action, Hands hands) throws SQLException {
        ServerState state = ServerState.read(hands);
        return state.readOnly() || state.superReadOnly() ? switchWritable(action.key(), action.expiry(), hands)
                : new ActionOutcome.Done(action.key(), state.reading());
    }

    private static ActionOutcome switchWritable(InstanceKey key, Duration expiry, Hands hands) throws SQLException {
        String expires = hands.read("SELECT SYSDATE(6) + INTERVAL ? MICROSECOND AS expires", expiry.toNanos() / 1000)
                .getFirst()
                .text("expires");
        hands.change(SWITCH_UNTIL, expires);
        ServerState after = ServerState.read(hands);
        return after.readOnly()
                ? new ActionOutcome.Failed(key,
                        hands.server() + " stayed read-only: the statement reached it after it had expired, "
                                + expiry.toMillis() + " ms after the server's clock was read",
                        false)
                : new ActionOutcome.Done(key, after.reading());
    }

    private static void switchSemiSyncSourceOn(Hands hands) throws SQLException {
        List<Row> variables = hands.read(SOURCE_SIDE_VARIABLES);
        if (variables.isEmpty()) {
            LOG.warn("{} has no semi-sync source plugin; it is promoted without semi-sync", hands.server());
            return;
        }
        boolean newName = variables.stream().anyMatch(row -> row.text("Variable_name").contains("source"));
        hands.change(newName ? "SET GLOBAL rpl_semi_sync_source_enabled = 1"
                : "SET GLOBAL rpl_semi_sync_master_enabled = 1");
    }

    static ActionOutcome makeReadOnly(ServerAction.MakeReadOnly action, Hands hands, boolean superToo, Duration left)
            throws SQLException {
        ServerState state = ServerState.read(hands);
        boolean superWanted = superToo && !hands.dialect().mariaDb();
        if (state.readOnly() && (state.superReadOnly() || !superWanted)) {
            return new ActionOutcome.Done(action.key(), state.reading());
        }
        // The statement waits for running transactions; it must not outlive us by a year.
        hands.read("SET SESSION lock_wait_timeout = ?", Math.max(1, left.toSeconds()));
        hands.change(superWanted ? "SET GLOBAL super_read_only = 1" : "SET GLOBAL read_only = 1");
        ServerState after = ServerState.read(hands);
        return after.readOnly() ? new ActionOutcome.Done(action.key(), after.reading())
                : new ActionOutcome.Refused(action.key(),
                        hands.server() + " is writable again though it was made read-only", after.reading());
    }
}
