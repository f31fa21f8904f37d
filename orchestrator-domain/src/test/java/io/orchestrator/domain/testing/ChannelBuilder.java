package io.orchestrator.domain.testing;

import java.time.Duration;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ChannelTls;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.instance.ThreadState;
import org.jspecify.annotations.Nullable;

/** Builds one replication channel for a test: running, without lag, with auto-position, unless told otherwise. */
public final class ChannelBuilder {
    private final String name;
    private InstanceKey source = InstanceKey.NONE;
    private ThreadState receiver = ThreadState.RUNNING;
    private ThreadState applier = ThreadState.RUNNING;
    private BinlogCoordinates read = BinlogCoordinates.binaryLog("binlog.000001", 1_000);
    private BinlogCoordinates executed = BinlogCoordinates.binaryLog("binlog.000001", 1_000);
    private @Nullable Duration lag = Duration.ZERO;
    private Duration delay = Duration.ZERO;
    private GtidPositioning positioning = GtidPositioning.ORACLE_AUTO_POSITION;
    private @Nullable GtidSet retrieved;
    private ReplicationError receiverError = ReplicationError.NONE;
    private boolean filtered;
    private @Nullable Duration silence;
    private @Nullable Duration heartbeat;
    private @Nullable Duration behindSource = Duration.ZERO;
    private @Nullable Duration applyingFor;

    /** @param name the channel's name, empty for the default channel */
    public ChannelBuilder(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Source as {@code host} or {@code host:port}, detached with {@code //}; {@code _} stands for none. */
    public ChannelBuilder source(String server) {
        source = Instances.key(server);
        return this;
    }

    public ChannelBuilder ioStopped() {
        receiver = ThreadState.STOPPED;
        return this;
    }

    public ChannelBuilder sqlStopped() {
        applier = ThreadState.STOPPED;
        return this;
    }

    /** The receiver tries to connect, and has no error yet. */
    public ChannelBuilder connecting() {
        receiver = ThreadState.OTHER;
        return this;
    }

    public ChannelBuilder failingToConnect() {
        receiver = ThreadState.OTHER;
        receiverError = new ReplicationError(2003, "error connecting to source 'repl@" + source + "'");
        return this;
    }

    /** Lag as the server says; a configured query says nothing else. */
    public ChannelBuilder lag(@Nullable Duration newLag) {
        lag = newLag;
        behindSource = newLag;
        return this;
    }

    /** The server says this of its lag, whatever the configured query said. */
    public ChannelBuilder behindSource(@Nullable Duration behind) {
        behindSource = behind;
        return this;
    }

    /** The oldest transaction being applied was committed that long ago. */
    public ChannelBuilder applyingFor(@Nullable Duration age) {
        applyingFor = age;
        return this;
    }

    public ChannelBuilder delay(Duration newDelay) {
        delay = newDelay;
        return this;
    }

    public ChannelBuilder byFilePosition() {
        positioning = GtidPositioning.FILE_POSITION;
        return this;
    }

    public ChannelBuilder byMariaDbGtid() {
        positioning = GtidPositioning.MARIADB_SLAVE_POS;
        return this;
    }

    public ChannelBuilder retrieved(GtidSet set) {
        retrieved = set;
        return this;
    }

    public ChannelBuilder read(String file, long pos) {
        read = BinlogCoordinates.binaryLog(file, pos);
        return this;
    }

    public ChannelBuilder executed(String file, long pos) {
        executed = BinlogCoordinates.binaryLog(file, pos);
        return this;
    }

    public ChannelBuilder filtered() {
        filtered = true;
        return this;
    }

    public ChannelBuilder silence(Duration newSilence, Duration newHeartbeat) {
        silence = newSilence;
        heartbeat = newHeartbeat;
        return this;
    }

    public ReplicaStatus build() {
        return new ReplicaStatus(name, source, source.isValid() ? Instances.uuid(source.display()) : null, "repl",
                receiver, applier, read, executed, BinlogCoordinates.relayLog("relay.000001", 4), lag, delay,
                positioning, retrieved, receiverError, ReplicationError.NONE, filtered, silence, heartbeat,
                behindSource, applyingFor, ChannelTls.NONE);
    }
}
