package io.orchestrator.backend.actuate;

import java.sql.SQLException;
import java.util.List;

import io.orchestrator.backend.probe.ReplicaStatusReader;
import io.orchestrator.backend.probe.VariablesReader;
import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.GtidFacts;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.promotion.ReplicaReading;
import io.orchestrator.domain.recovery.ActionOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What an action needs to know of a server.
 *
 * @param gtid its GTID mode and sets
 * @param channel the default channel, null when it is no replica
 * @param severalChannels whether it has more channels than that one
 * @param readOnly {@code read_only}
 * @param superReadOnly {@code super_read_only}, false where there is none
 */
record ServerState(GtidFacts gtid, @Nullable ReplicaStatus channel, boolean severalChannels, boolean readOnly,
        boolean superReadOnly) {
    private static final String MYSQL_VARIABLES = "SELECT @@global.read_only AS read_only, "
            + "@@global.super_read_only AS super_read_only, @@global.gtid_mode AS gtid_mode, "
            + "@@global.gtid_executed AS gtid_executed";
    private static final String MARIADB_VARIABLES =
            "SELECT @@global.read_only AS read_only, @@global.gtid_current_pos AS gtid_current_pos";

    /** Executed is read before received, so that what arrives in between counts as not executed. */
    static ServerState read(Hands hands) throws SQLException {
        Row variables = hands.read(hands.dialect().mariaDb() ? MARIADB_VARIABLES : MYSQL_VARIABLES).getFirst();
        List<ReplicaStatus> channels = ReplicaStatusReader.channels(hands.read(hands.dialect().showReplicaStatus()));
        ReplicaStatus channel = ReplicaStatus.defaultOf(channels).orElse(null);
        return new ServerState(VariablesReader.gtidFacts(variables), channel,
                ReplicaStatus.configuredOf(channels).size() > 1,
                VariablesReader.isReadOnly(variables), variables.isOn("super_read_only"));
    }

    ReplicaReading reading() {
        GtidSet executed = gtid.executed();
        if (channel == null) {
            return new ReplicaReading(InstanceKey.NONE, executed, executed, false, false, readOnly);
        }
        GtidSet retrieved = channel.retrieved();
        return new ReplicaReading(channel.source(), retrieved == null ? executed : executed.union(retrieved), executed,
                isStarted(channel.receiver()), isStarted(channel.applier()), readOnly);
    }

    /**
     * Whether all that was received is applied. A replica that positions by file may have received transactions without GTIDs: there
     * the coordinates must agree too.
     */
    boolean isDrained() {
        boolean byPosition = channel == null || channel.positioning().isGtid()
                || channel.read().equals(channel.executed());
        return byPosition && reading().isDrained();
    }

    /** Why a server with several sources is left alone; its other channels would be hit, or the wrong one. */
    static ActionOutcome refusedForSeveralSources(InstanceKey key, ServerState state, Hands hands) {
        return new ActionOutcome.Refused(key,
                hands.server() + " replicates from several sources, which this operation does"
                        + " not support; change its channels one by one with statements FOR CHANNEL (MariaDB: with the"
                        + " connection's name)",
                state.reading());
    }

    boolean isReplica() {
        return channel != null;
    }

    /** Channel name for statements: empty where there is only the unnamed one, as one need not be named then. */
    String channelName() {
        return channel == null ? "" : channel.channel();
    }

    static boolean isStarted(ThreadState thread) {
        return switch (thread) {
            case RUNNING, OTHER -> true;
            case STOPPED, NO_THREAD -> false;
        };
    }
}
