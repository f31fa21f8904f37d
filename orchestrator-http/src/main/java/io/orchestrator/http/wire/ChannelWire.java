package io.orchestrator.http.wire;

import java.util.List;

import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;

/**
 * One replication channel of a server, for a route of ours: the contract's {@code Instance} has room for one.
 *
 * @param channelName empty for the unnamed channel
 * @param isDefault the topology is drawn by it, and {@code Instance} shows it
 * @param isGroupReplication Group Replication keeps it for itself
 * @param ioThread {@code Yes}, {@code No} or {@code Other}
 * @param sqlThread the same of the applier
 * @param secondsBehindSource as the server says
 * @param replicationLagSeconds as the configured query says, else as the server does
 * @param retrievedGtidSet empty where it is not known
 */
public record ChannelWire(
        String channelName,
        boolean isDefault,
        boolean isGroupReplication,
        KeyWire sourceKey,
        String sourceUUID,
        String sourceUser,
        @WireName("IOThread") String ioThread,
        @WireName("SQLThread") String sqlThread,
        CoordinatesWire readBinlogCoordinates,
        CoordinatesWire execBinlogCoordinates,
        CoordinatesWire relaylogCoordinates,
        NullableInt secondsBehindSource,
        NullableInt replicationLagSeconds,
        @WireName("SQLDelay") long sqlDelay,
        boolean usingGTID,
        String retrievedGtidSet,
        @WireName("LastIOErrno") int lastIoErrno,
        @WireName("LastIOError") String lastIoError,
        @WireName("LastSQLErrno") int lastSqlErrno,
        @WireName("LastSQLError") String lastSqlError,
        boolean hasReplicationFilters) {

    /** All channels of a server, in the order in which it tells of them. */
    public static List<ChannelWire> of(InstanceSnapshot seen) {
        ReplicaStatus drawing = seen.defaultChannel().orElse(null);
        return seen.channels().stream().map(channel -> of(channel, channel.equals(drawing))).toList();
    }

    private static ChannelWire of(ReplicaStatus channel, boolean drawing) {
        return new ChannelWire(
                channel.channel(),
                drawing,
                channel.isGroupChannel(),
                KeyWire.of(channel.source()),
                channel.sourceUuid() == null ? "" : channel.sourceUuid().value(),
                channel.sourceUser(),
                state(channel.receiver()),
                state(channel.applier()),
                CoordinatesWire.of(channel.read()),
                CoordinatesWire.of(channel.executed()),
                CoordinatesWire.relay(channel.relayLog()),
                NullableInt.seconds(channel.behindSource()),
                NullableInt.seconds(channel.lag()),
                channel.configuredDelay().toSeconds(),
                channel.positioning().isGtid(),
                channel.retrieved() == null ? "" : channel.retrieved().text(),
                channel.receiverError().number(),
                channel.receiverError().text(),
                channel.applierError().number(),
                channel.applierError().text(),
                channel.filtered());
    }

    private static String state(ThreadState state) {
        return switch (state) {
            case RUNNING -> "Yes";
            case STOPPED, NO_THREAD -> "No";
            case OTHER -> "Other";
        };
    }
}
