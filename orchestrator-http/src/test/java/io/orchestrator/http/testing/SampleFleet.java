package io.orchestrator.http.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
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
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ServerFacts;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driving.FleetPicture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fleet as it was when answers were recorded, read from a recorded list of servers. */
public final class SampleFleet {
    /** Monotonic time of every picture. */
    public static final Duration NOW = Duration.ofSeconds(1_000);

    private static final DateTimeFormatter BACKEND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private SampleFleet() {}

    /** Instant of a backend time. */
    public static Instant instant(String backendTime) {
        return LocalDateTime.parse(backendTime, BACKEND).toInstant(ZoneOffset.UTC);
    }

    /**
     * The picture.
     *
     * @param instances recorded list of servers
     * @param wall when it was recorded
     * @param aliases cluster name to alias
     */
    public static FleetPicture read(JsonNode instances, Instant wall, Map<String, String> aliases) {
        Map<ClusterName, Map<InstanceKey, FleetInstance>> members = new HashMap<>();
        for (JsonNode node : instances) {
            FleetInstance instance = instance(node, wall);
            members.computeIfAbsent(instance.cluster(), _ -> new TreeMap<>()).put(instance.key(), instance);
        }
        Map<ClusterName, Topology> clusters = new HashMap<>();
        members.forEach((name, of) -> clusters.put(name,
                new Topology(name, aliases.getOrDefault(name.value(), name.value()), "", of)));
        return new FleetPicture(new Fleet(clusters), NOW, wall);
    }

    public static InstanceKey key(JsonNode node) {
        return new InstanceKey(node.get("Hostname").asString(), node.get("Port").asInt());
    }

    public static List<InstanceKey> keys(JsonNode array) {
        List<InstanceKey> keys = new ArrayList<>();
        array.forEach(node -> keys.add(key(node)));
        return keys;
    }

    public static BinlogCoordinates coordinates(JsonNode node) {
        return new BinlogCoordinates(node.get("LogFile").asString(), node.get("LogPos").asLong(),
                node.get("Type").asInt() == 0 ? BinlogCoordinates.Kind.BINARY_LOG : BinlogCoordinates.Kind.RELAY_LOG);
    }

    private static FleetInstance instance(JsonNode node, Instant wall) {
        InstanceSnapshot snapshot = snapshot(node);
        JsonNode since = node.get("SecondsSinceLastSeen");
        Duration seen = NOW.minusSeconds(since.get("Int64").asLong());
        Duration checked = NOW.minusSeconds(node.get("IsUpToDate").asBoolean() ? 1 : 10);
        boolean valid = node.get("IsLastCheckValid").asBoolean();
        ObservedInstance observed = new ObservedInstance(snapshot.key(), snapshot, checked, checked, seen, valid, valid,
                null, valid ? 0 : 1, Duration.ofNanos(node.get("LastDiscoveryLatency").asLong()), null);
        return new FleetInstance(observed, new ClusterName(text(node, "ClusterName")),
                node.get("ReplicationDepth").asInt(),
                node.get("IsCoMaster").asBoolean(), ancestry(text(node, "AncestryUUID")),
                GtidSet.mysql(text(node, "GtidErrant")), annotations(node, snapshot.key(), wall));
    }

    private static List<ServerUuid> ancestry(String uuids) {
        return Arrays.stream(uuids.split(",", -1)).map(ServerUuid::new).toList();
    }

    private static Annotations annotations(JsonNode node, InstanceKey key, Instant wall) {
        Map<String, String> tags = key.port() == 10113 ? Map.of("role", "backup") : Map.of();
        return new Annotations(downtime(node, key, wall),
                PromotionRule.named(text(node, "PromotionRule")).orElseThrow(), false, tags, "");
    }

    private static @Nullable Downtime downtime(JsonNode node, InstanceKey key, Instant wall) {
        if (!node.get("IsDowntimed").asBoolean()) {
            return null;
        }
        return new Downtime(key, text(node, "DowntimeOwner"), text(node, "DowntimeReason"),
                wall.minusNanos(node.get("ElapsedDowntime").asLong()), instant(text(node, "DowntimeEndTimestamp")));
    }

    private static InstanceSnapshot snapshot(JsonNode node) {
        ServerVersion version = new ServerVersion(text(node, "Version"));
        String comment = text(node, "VersionComment");
        return new InstanceSnapshot(
                key(node.get("Key")),
                new ServerFacts(version, comment, Flavor.of(version, comment), node.get("ServerID").asLong(),
                        new ServerUuid(text(node, "ServerUUID")), node.get("ReadOnly").asBoolean(), false,
                        Duration.ofSeconds(node.get("Uptime").asLong()),
                        node.get("ReplicationCredentialsAvailable").asBoolean()),
                new BinlogFacts(node.get("LogBinEnabled").asBoolean(), node.get("LogSlaveUpdatesEnabled").asBoolean(),
                        text(node, "Binlog_format"), text(node, "BinlogRowImage"),
                        coordinates(node.get("SelfBinlogCoordinates"))),
                new GtidFacts(text(node, "GTIDMode"), GtidSet.mysql(text(node, "ExecutedGtidSet")),
                        GtidSet.mysql(text(node, "GtidPurged"))),
                text(node.get("MasterKey"), "Hostname").isEmpty() ? List.of() : List.of(channel(node)),
                semiSync(node),
                null,
                keys(node.get("Replicas")),
                new Classification(text(node, "InstanceAlias"), text(node, "DataCenter"), text(node, "Region"),
                        text(node, "PhysicalEnvironment"), text(node, "SuggestedClusterAlias"), "", null,
                        node.get("SemiSyncPriority").asInt(), node.get("UsingPseudoGTID").asBoolean()));
    }

    private static ReplicaStatus channel(JsonNode node) {
        JsonNode lag = node.get("ReplicationLagSeconds");
        JsonNode behind = node.get("SecondsBehindMaster");
        return new ReplicaStatus("", key(node.get("MasterKey")), new ServerUuid(text(node, "MasterUUID")), "repl",
                ThreadState.ofContractCode(node.get("ReplicationIOThreadState").asInt()),
                ThreadState.ofContractCode(node.get("ReplicationSQLThreadState").asInt()),
                coordinates(node.get("ReadBinlogCoordinates")),
                coordinates(node.get("ExecBinlogCoordinates")),
                coordinates(node.get("RelaylogCoordinates")),
                lag.get("Valid").asBoolean() ? Duration.ofSeconds(lag.get("Int64").asLong()) : null,
                Duration.ofSeconds(node.get("SQLDelay").asLong()),
                GtidPositioning.ORACLE_AUTO_POSITION,
                null,
                error(text(node, "LastIOError")),
                error(text(node, "LastSQLError")),
                node.get("HasReplicationFilters").asBoolean(),
                null,
                null,
                behind.get("Valid").asBoolean() ? Duration.ofSeconds(behind.get("Int64").asLong()) : null,
                null,
                new ChannelTls(node.get("AllowTLS").asBoolean(), "", "", "", "", "", "", "", null, "", "", "", null));
    }

    /** Takes the quotes off that the contract puts around the server's text. */
    private static ReplicationError error(String quoted) {
        return quoted.isEmpty() ? ReplicationError.NONE
                : new ReplicationError(2003, quoted.substring(1, quoted.length() - 1));
    }

    private static SemiSync semiSync(JsonNode node) {
        return new SemiSync(node.get("SemiSyncAvailable").asBoolean(), true, true,
                node.get("SemiSyncMasterEnabled").asBoolean(), node.get("SemiSyncMasterStatus").asBoolean(),
                node.get("SemiSyncMasterClients").asInt(), node.get("SemiSyncMasterWaitForReplicaCount").asInt(),
                node.get("SemiSyncMasterTimeout").asLong(), node.get("SemiSyncReplicaEnabled").asBoolean(),
                node.get("SemiSyncReplicaStatus").asBoolean());
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }
}
