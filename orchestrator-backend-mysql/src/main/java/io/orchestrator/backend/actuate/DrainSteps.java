package io.orchestrator.backend.actuate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.MariaDbGtid;
import io.orchestrator.domain.gtid.MariaDbGtidSet;
import io.orchestrator.domain.gtid.MySqlGtidSet;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.ports.driven.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the applier has executed all that was received. Never starts the receiver.
 *
 * <p>
 * A MariaDB channel that positions by GTID discards its relay logs when a thread is started while both are stopped, also when it is
 * the applier alone (tried on 10.11). There the applier is started by relay log position instead, and GTID is put back when all is
 * executed.
 */
final class DrainSteps {
    /** The server's own wait returns at once when all is executed; an applier that failed meanwhile is noticed after this. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    private final ServerAction.DrainApplier action;
    private final Hands hands;
    private final TimeSource time;
    private GtidSet wanted;
    private @Nullable String positioningToPutBack;

    DrainSteps(ServerAction.DrainApplier action, Hands hands, TimeSource time) {
        this.action = action;
        this.hands = hands;
        this.time = time;
        this.wanted = action.atLeast();
    }

    ActionOutcome run() throws SQLException {
        Duration end = time.monotonic().plus(action.limit());
        boolean started = false;
        while (true) {
            ServerState state = ServerState.read(hands);
            // What was received once is wanted, though the server may have lost it meanwhile.
            wanted = wanted.union(state.reading().received());
            GtidSet missing = wanted.subtract(state.gtid().executed());
            if (state.isDrained() && missing.isEmpty()) {
                return new ActionOutcome.Done(action.key(), putGtidBack(state).reading());
            }
            ReplicaStatus channel = state.channel();
            if (channel == null) {
                return refused(state, "is no replica and lacks " + missing.transactionCount() + " transactions");
            }
            GtidSet neverReceived = wanted.subtract(state.reading().received());
            if (!neverReceived.isEmpty() && !ServerState.isStarted(channel.receiver())) {
                return refused(state, "has not received " + neverReceived.transactionCount()
                        + " of the wanted transactions, and its receiver is stopped: " + neverReceived.text());
            }
            if (!ServerState.isStarted(channel.applier())) {
                if (!channel.applierError().isNone()) {
                    return refused(state, "has an applier stopped by error " + channel.applierError().number() + ": "
                            + channel.applierError().text());
                }
                if (started) {
                    return refused(state, "has an applier that stopped again after it was started");
                }
                startApplier(channel);
                started = true;
                continue;
            }
            Duration left = end.minus(time.monotonic());
            if (!left.isPositive()) {
                return refused(state, "has not executed " + missing.transactionCount()
                        + " received transactions within " + action.limit().toMillis() + " ms");
            }
            await(missing, left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
        }
    }

    private void startApplier(ReplicaStatus channel) throws SQLException {
        if (channel.positioning().isMariaDbGtid() && !ServerState.isStarted(channel.receiver())) {
            positioningToPutBack =
                    channel.positioning() == GtidPositioning.MARIADB_CURRENT_POS ? "current_pos" : "slave_pos";
            hands.change(hands.dialect()
                    .change(channel.channel(),
                            "master_use_gtid = no, relay_log_file = ?, relay_log_pos = ?"),
                    channel.relayLog().logFile(),
                    channel.relayLog().logPos());
        }
        hands.change(hands.dialect().startApplier(channel.channel()));
    }

    private ServerState putGtidBack(ServerState drained) throws SQLException {
        if (positioningToPutBack == null) {
            return drained;
        }
        hands.change(hands.dialect().stop(drained.channelName()));
        hands.change(hands.dialect().change(drained.channelName(), "master_use_gtid = " + positioningToPutBack));
        return ServerState.read(hands);
    }

    private ActionOutcome refused(ServerState state, String reason) {
        return new ActionOutcome.Refused(action.key(), hands.server() + " " + reason, state.reading());
    }

    private void await(GtidSet missing, Duration longest) throws SQLException {
        double seconds = longest.toMillis() / 1000.0;
        if (missing.isEmpty()) {
            // Only file positions are behind: there is no GTID to wait for.
            hands.read("DO SLEEP(0.02)");
            return;
        }
        switch (missing) {
            case MySqlGtidSet set -> hands.read("SELECT WAIT_FOR_EXECUTED_GTID_SET(?, ?)", set.text(), seconds);
            case MariaDbGtidSet position -> hands.read("SELECT MASTER_GTID_WAIT(?, ?)",
                    position.heads().stream().map(MariaDbGtid::toString).collect(Collectors.joining(",")), seconds);
        }
    }
}
