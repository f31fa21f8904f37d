package io.orchestrator.domain.instance;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import org.jspecify.annotations.Nullable;

/**
 * What one successful probe saw of one server (discovery.md 3).
 *
 * @param key the name the server goes by; may differ from the probed name (discovery.md 7.3)
 * @param server version, identity and writability
 * @param binlog its own binary log
 * @param gtid its GTID mode and sets
 * @param channels replication channels, empty when it replicates from nobody; several for multi-source
 * @param semiSync semi-synchronous replication
 * @param group its place in a replication group, null when it is no member
 * @param replicas servers that it reports as its replicas (a hint for discovery, not the edges of the topology)
 * @param classification what configured queries and patterns say about it
 */
public record InstanceSnapshot(InstanceKey key, ServerFacts server, BinlogFacts binlog, GtidFacts gtid,
        List<ReplicaStatus> channels, SemiSync semiSync, @Nullable GroupReplication group, List<InstanceKey> replicas,
        Classification classification) {
    public InstanceSnapshot {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(binlog, "binlog");
        Objects.requireNonNull(gtid, "gtid");
        channels = List.copyOf(channels);
        Objects.requireNonNull(semiSync, "semiSync");
        replicas = replicas.stream().distinct().sorted().toList();
        Objects.requireNonNull(classification, "classification");
    }

    /**
     * The channel that draws the topology, see {@link ReplicaStatus#defaultOf}. Empty when the server has no replication
     * configuration.
     */
    public Optional<ReplicaStatus> defaultChannel() {
        return ReplicaStatus.defaultOf(channels);
    }

    /** Key of the source of the default channel, {@link InstanceKey#NONE} without one; may be detached or {@code _}. */
    public InstanceKey sourceKey() {
        return defaultChannel().map(ReplicaStatus::source).orElse(InstanceKey.NONE);
    }

    /** IsReplica of topology-ops.md 1.1: it names a source and has read from it or positions by GTID. A detached source counts. */
    public boolean isReplica() {
        return defaultChannel().filter(ReplicaStatus::isConfigured).isPresent();
    }

    /** Both threads of the default channel are running. */
    public boolean isReplicating() {
        return isReplica() && defaultChannel().filter(ReplicaStatus::isRunning).isPresent();
    }

    /** Whether more than one channel is configured; operations refuse such servers unless they say otherwise. */
    public boolean isMultiSource() {
        return ReplicaStatus.configuredOf(channels).size() > 1;
    }

    public boolean isReadOnly() {
        return server.readOnly();
    }

    /** Whether the server is a MaxScale binlog server. */
    public boolean isBinlogServer() {
        return server.flavor() == Flavor.MAXSCALE;
    }

    /** Member of a replication group that is not OFFLINE (detection.md 5, {@code isG}). */
    public boolean isGroupMember() {
        return group != null && group.isMember();
    }

    /**
     * This snapshot without what moves by itself while all is well: positions, GTID sets, lag, uptime and the texts of errors. Two
     * that are equal so are of a server that stands as it stood.
     */
    public InstanceSnapshot standing() {
        return withServer(server.withUptime(null))
                .withBinlog(new BinlogFacts(binlog.enabled(), binlog.logsReplicaUpdates(), binlog.format(),
                        binlog.rowImage(), BinlogCoordinates.NONE))
                .withGtid(new GtidFacts(gtid.mode(), GtidSet.emptyMysql(), GtidSet.emptyMysql()))
                .withChannels(channels.stream().map(ReplicaStatus::standing).toList())
                .withClassification(classification.standing());
    }

    /** ReplicationLagSeconds of discovery.md 3.7: of the default channel, or what a query tells of a server without one; null when unknown. */
    public @Nullable Duration replicationLag() {
        ReplicaStatus drawing = defaultChannel().orElse(null);
        return drawing == null ? classification.queriedLag() : drawing.lag();
    }

    /** This snapshot with other channels, e.g. for tests and simulations. */
    public InstanceSnapshot withChannels(List<ReplicaStatus> newChannels) {
        return new InstanceSnapshot(key, server, binlog, gtid, newChannels, semiSync, group, replicas, classification);
    }

    public InstanceSnapshot withServer(ServerFacts newServer) {
        return new InstanceSnapshot(key, newServer, binlog, gtid, channels, semiSync, group, replicas, classification);
    }

    public InstanceSnapshot withGtid(GtidFacts newGtid) {
        return new InstanceSnapshot(key, server, binlog, newGtid, channels, semiSync, group, replicas, classification);
    }

    public InstanceSnapshot withBinlog(BinlogFacts newBinlog) {
        return new InstanceSnapshot(key, server, newBinlog, gtid, channels, semiSync, group, replicas, classification);
    }

    public InstanceSnapshot withSemiSync(SemiSync newSemiSync) {
        return new InstanceSnapshot(key, server, binlog, gtid, channels, newSemiSync, group, replicas, classification);
    }

    public InstanceSnapshot withGroup(@Nullable GroupReplication newGroup) {
        return new InstanceSnapshot(key, server, binlog, gtid, channels, semiSync, newGroup, replicas, classification);
    }

    public InstanceSnapshot withReplicas(List<InstanceKey> newReplicas) {
        return new InstanceSnapshot(key, server, binlog, gtid, channels, semiSync, group, newReplicas, classification);
    }

    public InstanceSnapshot withClassification(Classification newClassification) {
        return new InstanceSnapshot(key, server, binlog, gtid, channels, semiSync, group, replicas, newClassification);
    }
}
