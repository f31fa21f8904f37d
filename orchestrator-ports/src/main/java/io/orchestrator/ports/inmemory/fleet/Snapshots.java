package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.BinlogFacts;
import io.orchestrator.domain.instance.ChannelTls;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.GtidFacts;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ServerFacts;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.ports.driven.InstanceProber;

/** What a simulated server answers to a probe. */
final class Snapshots {
    private static final ServerVersion VERSION = new ServerVersion("9.7.0");
    private static final long BYTES_PER_TRANSACTION = 300;

    private Snapshots() {}

    static InstanceSnapshot of(SimulatedServer server, InstanceProber.Depth depth, SimulatedFleet fleet) {
        Duration uptime = Duration.ofNanos(fleet.time().nanos() - server.startedAt);
        ServerFacts facts = new ServerFacts(VERSION, "simulated", Flavor.MYSQL, server.index + 1L, server.uuid,
                server.readOnly, server.readOnly, Duration.ofSeconds(uptime.toSeconds()), null);
        BinlogFacts binlog = new BinlogFacts(true, true, "ROW", "FULL", position("binlog", server.logged.count()));
        List<ReplicaStatus> channels = server.isReplica() ? List.of(channel(server, depth, fleet)) : List.of();
        return new InstanceSnapshot(server.key, facts, binlog,
                new GtidFacts("ON", server.executedSet(), GtidSet.emptyMysql()), channels, semiSync(server), null,
                replicas(server), Classification.NONE);
    }

    private static BinlogCoordinates position(String name, long transactions) {
        return BinlogCoordinates.binaryLog(name + ".000001", 4 + transactions * BYTES_PER_TRANSACTION);
    }

    private static List<InstanceKey> replicas(SimulatedServer server) {
        List<InstanceKey> keys = new ArrayList<>();
        for (SimulatedServer other : server.cluster.servers()) {
            if (other.connected && other.source.equals(server.key)) {
                keys.add(other.key);
            }
        }
        return keys;
    }

    private static SemiSync semiSync(SimulatedServer server) {
        int clients = 0;
        for (SimulatedServer other : server.cluster.servers()) {
            if (other.connected && other.semiSyncReplica && other.source.equals(server.key)) {
                clients++;
            }
        }
        return new SemiSync(true, true, true, server.semiSyncSource, server.semiSyncSource,
                server.semiSyncSource ? clients : 0, server.acknowledgementsWanted, 1_000_000_000L,
                server.semiSyncReplica,
                server.semiSyncReplica && server.connected);
    }

    private static ReplicaStatus channel(SimulatedServer server, InstanceProber.Depth depth, SimulatedFleet fleet) {
        boolean evidence = depth != InstanceProber.Depth.ROUTINE;
        ThreadState receiver = !server.receiverOn ? ThreadState.STOPPED
                : server.connected ? ThreadState.RUNNING
                : ThreadState.OTHER;
        ReplicationError error = server.receiverError == 0 ? ReplicationError.NONE
                : new ReplicationError(server.receiverError, "error connecting to source " + server.source);
        ServerUuid sourceUuid = server.cluster.find(server.source).map(source -> source.uuid).orElse(null);
        long now = fleet.time().nanos();
        return new ReplicaStatus("", server.source, sourceUuid, "replicator", receiver,
                server.applierOn ? ThreadState.RUNNING : ThreadState.STOPPED,
                position("binlog", server.received.count()), position("binlog", server.executed.count()),
                BinlogCoordinates.relayLog("relay.000001", 4 + server.executed.count()), server.lag(now), Duration.ZERO,
                GtidPositioning.ORACLE_AUTO_POSITION, server.receivedSet(), error, ReplicationError.NONE, false,
                evidence ? fleet.replication().silence(server) : null,
                evidence ? fleet.settings().heartbeat() : null, server.lag(now), null, ChannelTls.NONE);
    }
}
