package io.orchestrator.domain.instance;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import org.jspecify.annotations.Nullable;

/**
 * One replication channel as its replica reports it (discovery.md 3.2).
 *
 * @param channel name, empty for the default channel
 * @param source the source it is configured for; detached and {@code _} as the server says
 * @param sourceUuid the source's UUID; null when the server does not say
 * @param sourceUser replication user, may be empty
 * @param receiver state of the receiver (I/O) thread
 * @param applier state of the applier (SQL) thread (coordinator and workers)
 * @param read place in the source's binary log up to which events were received
 * @param executed place in the source's binary log up to which events were applied
 * @param relayLog place in the relay log up to which events were applied
 * @param lag replication lag: what the configured query says, else {@code behindSource}; null when unknown; never negative
 * @param configuredDelay {@code SQL_Delay}
 * @param positioning by file or by GTID
 * @param retrieved GTIDs received on this channel ({@code Retrieved_Gtid_Set}, MariaDB {@code Gtid_IO_Pos}); null when unknown
 * @param receiverError last error of the receiver
 * @param applierError last error of the applier
 * @param filtered whether any replication filter is set
 * @param silence how long ago the receiver last heard anything, by the replica's own clock; null when not asked for or unknown
 * @param heartbeatPeriod configured heartbeat of the channel; null when not asked for or unknown
 * @param behindSource seconds behind source as the server itself says; null when it does not say; never negative
 * @param applyingFor how long ago the oldest transaction that is being applied was committed where it came from; zero when none is;
 *     null when not asked for or unknown. It tells the lag where {@code behindSource} does not because the source is gone
 * @param tls TLS and key options of the channel, needed when it is pointed elsewhere
 */
public record ReplicaStatus(String channel, InstanceKey source, @Nullable ServerUuid sourceUuid, String sourceUser,
        ThreadState receiver, ThreadState applier, BinlogCoordinates read, BinlogCoordinates executed,
        BinlogCoordinates relayLog, @Nullable Duration lag, Duration configuredDelay, GtidPositioning positioning,
        @Nullable GtidSet retrieved, ReplicationError receiverError, ReplicationError applierError, boolean filtered,
        @Nullable Duration silence, @Nullable Duration heartbeatPeriod, @Nullable Duration behindSource,
        @Nullable Duration applyingFor, ChannelTls tls) {
    /** Channels that Group Replication keeps for itself begin so. */
    private static final String GROUP_PREFIX = "group_replication_";

    public ReplicaStatus {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sourceUser, "sourceUser");
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(applier, "applier");
        Objects.requireNonNull(read, "read");
        Objects.requireNonNull(executed, "executed");
        Objects.requireNonNull(relayLog, "relayLog");
        Objects.requireNonNull(configuredDelay, "configuredDelay");
        Objects.requireNonNull(positioning, "positioning");
        Objects.requireNonNull(receiverError, "receiverError");
        Objects.requireNonNull(applierError, "applierError");
        Objects.requireNonNull(tls, "tls");
    }

    /** Whether it names a source that it has read from, or finds its place by GTID. */
    public boolean isConfigured() {
        boolean named = !source.hostname().isEmpty() && !source.hostname().equals("_") && source.port() != 0;
        return named && (!read.isEmpty() || positioning.isGtid());
    }

    /** Whether Group Replication keeps this channel for itself; it says nothing of a source. */
    public boolean isGroupChannel() {
        return channel.startsWith(GROUP_PREFIX);
    }

    /** The channels of these that somebody configured: all but those of Group Replication. */
    public static List<ReplicaStatus> configuredOf(List<ReplicaStatus> channels) {
        return channels.stream().filter(channel -> !channel.isGroupChannel()).toList();
    }

    /**
     * The one of these channels that draws the topology and that operations mean: the unnamed one, or the first one there is; those of
     * Group Replication do not count.
     */
    public static Optional<ReplicaStatus> defaultOf(List<ReplicaStatus> channels) {
        ReplicaStatus first = null;
        for (ReplicaStatus channel : channels) {
            if (channel.isGroupChannel()) {
                continue;
            }
            if (channel.channel().isEmpty()) {
                return Optional.of(channel);
            }
            first = first == null ? channel : first;
        }
        return Optional.ofNullable(first);
    }

    /** The same channel with its source named otherwise. */
    public ReplicaStatus withSource(InstanceKey newSource) {
        return new ReplicaStatus(channel, newSource, sourceUuid, sourceUser, receiver, applier, read, executed,
                relayLog, lag, configuredDelay, positioning, retrieved, receiverError, applierError, filtered, silence,
                heartbeatPeriod, behindSource, applyingFor, tls);
    }

    /** The same channel with another replication lag; what the server itself says stays. */
    public ReplicaStatus withLag(@Nullable Duration newLag) {
        return new ReplicaStatus(channel, source, sourceUuid, sourceUser, receiver, applier, read, executed, relayLog,
                newLag, configuredDelay, positioning, retrieved, receiverError, applierError, filtered, silence,
                heartbeatPeriod, behindSource, applyingFor, tls);
    }

    /** The same channel with what is read only when a failure is looked into. */
    public ReplicaStatus withEvidence(@Nullable Duration newSilence, @Nullable Duration newHeartbeatPeriod,
            @Nullable Duration newApplyingFor) {
        return new ReplicaStatus(channel, source, sourceUuid, sourceUser, receiver, applier, read, executed, relayLog,
                lag, configuredDelay, positioning, retrieved, receiverError, applierError, filtered, newSilence,
                newHeartbeatPeriod, behindSource, newApplyingFor, tls);
    }

    /** The same channel without what moves by itself, see {@link InstanceSnapshot#standing()}; of an error the number stays. */
    ReplicaStatus standing() {
        return new ReplicaStatus(channel, source, sourceUuid, sourceUser, receiver, applier, BinlogCoordinates.NONE,
                BinlogCoordinates.NONE, BinlogCoordinates.NONE, null, configuredDelay, positioning, null,
                new ReplicationError(receiverError.number(), ""), new ReplicationError(applierError.number(), ""),
                filtered, null, null, null, null, tls);
    }

    /** Both threads run. */
    public boolean isRunning() {
        return receiver == ThreadState.RUNNING && applier == ThreadState.RUNNING;
    }

    /** Both threads are stopped. */
    public boolean isStopped() {
        return receiver == ThreadState.STOPPED && applier == ThreadState.STOPPED;
    }

    /** {@code connErr} of detection.md 2.3: the receiver does not run because it cannot connect. */
    public boolean isFailingToConnect() {
        return receiver != ThreadState.RUNNING && receiverError.isConnectionFailure();
    }
}
