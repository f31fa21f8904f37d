package io.orchestrator.domain.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.BinlogFacts;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.GtidFacts;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ServerFacts;
import io.orchestrator.domain.instance.WriteHealth;
import org.jspecify.annotations.Nullable;

/** Builds one server for a test; start with {@link Instances#server}. Not to be shared between tests. */
public final class InstanceBuilder {
    /** How probing the server went. */
    private enum Seen {
        HEALTHY, PARTIAL, DOWN, SILENT, NEVER
    }

    private final InstanceKey key;
    private ServerVersion version = new ServerVersion("8.0.36");
    private String versionComment = "MySQL Community Server - GPL";
    private long serverId;
    private boolean readOnly;
    private boolean binlog = true;
    private boolean logsReplicaUpdates = true;
    private String format = "ROW";
    private BinlogCoordinates position = BinlogCoordinates.binaryLog("binlog.000001", 1_000);
    private String gtidMode = "ON";
    private GtidSet executed = GtidSet.emptyMysql();
    private GtidSet purged = GtidSet.emptyMysql();
    private final List<ChannelBuilder> channels = new ArrayList<>();
    private SemiSync semiSync = SemiSync.NONE;
    private @Nullable GroupReplication group;
    private List<InstanceKey> replicas = List.of();
    private Classification classification = Classification.NONE;
    private Seen seen = Seen.HEALTHY;
    private @Nullable Duration pendingFor;
    private @Nullable WriteHealth writes;

    InstanceBuilder(InstanceKey key) {
        this.key = key;
        this.serverId = Math.floorMod(key.hashCode(), 1_000_000) + 1L;
    }

    public InstanceKey key() {
        return key;
    }

    /** Replicates from that server by the default channel, with GTIDs where the server has them. */
    public InstanceBuilder replicaOf(String source) {
        return channel(new ChannelBuilder("").source(source));
    }

    /** Adds a replication channel, or replaces the one of the same name. */
    public InstanceBuilder channel(ChannelBuilder channel) {
        channels.removeIf(c -> c.name().equals(channel.name()));
        channels.add(channel);
        return this;
    }

    private ChannelBuilder defaultChannel() {
        return channels.stream()
                .filter(c -> c.name().isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(key + " is no replica in this test"));
    }

    /** The receiver stopped, without an error. */
    public InstanceBuilder ioStopped() {
        defaultChannel().ioStopped();
        return this;
    }

    /** The receiver tries to connect to its source, and has no error yet. */
    public InstanceBuilder connecting() {
        defaultChannel().connecting();
        return this;
    }

    /** The receiver cannot connect to its source. */
    public InstanceBuilder failingToConnect() {
        defaultChannel().failingToConnect();
        return this;
    }

    public InstanceBuilder sqlStopped() {
        defaultChannel().sqlStopped();
        return this;
    }

    public InstanceBuilder lag(int seconds) {
        defaultChannel().lag(Duration.ofSeconds(seconds));
        return this;
    }

    /** What the server itself says, where a configured query says {@link #lag}. */
    public InstanceBuilder behindSource(int seconds) {
        defaultChannel().behindSource(Duration.ofSeconds(seconds));
        return this;
    }

    public InstanceBuilder unknownLag() {
        defaultChannel().lag(null);
        return this;
    }

    public InstanceBuilder delay(int seconds) {
        defaultChannel().delay(Duration.ofSeconds(seconds));
        return this;
    }

    /** The receiver has heard nothing for that long; the channel's heartbeat is the second value. */
    public InstanceBuilder silence(Duration silence, Duration heartbeat) {
        defaultChannel().silence(silence, heartbeat);
        return this;
    }

    /** Replication by file and position; the server's GTID mode stays. */
    public InstanceBuilder byFilePosition() {
        channels.forEach(ChannelBuilder::byFilePosition);
        return this;
    }

    /** Replication by file and position, and no GTIDs on the server. */
    public InstanceBuilder withoutGtid() {
        gtidMode = "OFF";
        channels.forEach(ChannelBuilder::byFilePosition);
        return this;
    }

    public InstanceBuilder gtidMode(String mode) {
        gtidMode = mode;
        return this;
    }

    public InstanceBuilder executed(String mysqlSet) {
        executed = GtidSet.mysql(mysqlSet);
        return this;
    }

    public InstanceBuilder executed(GtidSet set) {
        executed = set;
        return this;
    }

    public InstanceBuilder purged(String mysqlSet) {
        purged = GtidSet.mysql(mysqlSet);
        return this;
    }

    /** A MariaDB server; its channels use {@code slave_pos}. */
    public InstanceBuilder mariaDb() {
        version = new ServerVersion("10.11.6-MariaDB-log");
        versionComment = "MariaDB Server";
        gtidMode = "";
        executed = GtidSet.emptyMariadb();
        purged = GtidSet.emptyMariadb();
        channels.forEach(ChannelBuilder::byMariaDbGtid);
        return this;
    }

    public InstanceBuilder version(String text) {
        version = new ServerVersion(text);
        return this;
    }

    /** A MaxScale binlog server. */
    public InstanceBuilder binlogServer() {
        version = new ServerVersion("2.5.0-maxscale");
        return this;
    }

    public InstanceBuilder serverId(long id) {
        serverId = id;
        return this;
    }

    public InstanceBuilder readOnly() {
        readOnly = true;
        return this;
    }

    public InstanceBuilder format(String binlogFormat) {
        format = binlogFormat;
        return this;
    }

    public InstanceBuilder withoutBinlog() {
        binlog = false;
        position = BinlogCoordinates.NONE;
        return this;
    }

    public InstanceBuilder withoutReplicaUpdates() {
        logsReplicaUpdates = false;
        return this;
    }

    public InstanceBuilder position(String file, long pos) {
        position = BinlogCoordinates.binaryLog(file, pos);
        return this;
    }

    /** The source side of semi-sync is on. */
    public InstanceBuilder semiSyncSource(boolean active, int wanted, int clients) {
        semiSync = new SemiSync(true, true, true, true, active, clients, wanted, 10_000, semiSync.replicaEnabled(),
                semiSync.replicaActive());
        return this;
    }

    /** The replica side of semi-sync is on. */
    public InstanceBuilder semiSyncReplica() {
        semiSync = new SemiSync(true, true, true, semiSync.sourceEnabled(), semiSync.sourceActive(),
                semiSync.sourceClients(), semiSync.waitForReplicaCount(), semiSync.timeoutMillis(), true, true);
        return this;
    }

    /** Member of a single-primary group, known to it by these names. */
    public InstanceBuilder group(String state, String role, String primary, String... others) {
        group = new GroupReplication(Instances.uuid("group").value(), true, state, role,
                Stream.of(others).map(Instances::key).toList(),
                primary.isEmpty() ? InstanceKey.NONE : Instances.key(primary));
        return this;
    }

    /** Servers that this one reports as its replicas. */
    public InstanceBuilder reportsReplicas(String... names) {
        replicas = Stream.of(names).map(Instances::key).toList();
        return this;
    }

    public InstanceBuilder classification(Classification newClassification) {
        classification = newClassification;
        return this;
    }

    public InstanceBuilder suggestsAlias(String alias) {
        Classification c = classification;
        return classification(new Classification(c.instanceAlias(), c.dataCenter(), c.region(), c.physicalEnvironment(),
                alias, c.clusterDomain(), c.detectedRule(), c.semiSyncPriority(), c.usesPseudoGtid()));
    }

    public InstanceBuilder suggestsDomain(String domain) {
        Classification c = classification;
        return classification(new Classification(c.instanceAlias(), c.dataCenter(), c.region(), c.physicalEnvironment(),
                c.suggestedClusterAlias(), domain, c.detectedRule(), c.semiSyncPriority(), c.usesPseudoGtid()));
    }

    public InstanceBuilder instanceAlias(String alias) {
        Classification c = classification;
        return classification(
                new Classification(alias, c.dataCenter(), c.region(), c.physicalEnvironment(),
                        c.suggestedClusterAlias(), c.clusterDomain(), c.detectedRule(), c.semiSyncPriority(),
                        c.usesPseudoGtid()));
    }

    public InstanceBuilder dataCenter(String dataCenter) {
        Classification c = classification;
        return classification(new Classification(c.instanceAlias(), dataCenter, c.region(), c.physicalEnvironment(),
                c.suggestedClusterAlias(), c.clusterDomain(), c.detectedRule(), c.semiSyncPriority(),
                c.usesPseudoGtid()));
    }

    /** What a query tells of a server that replicates from nobody; others take it from their channel. */
    public InstanceBuilder queriedLag(int seconds) {
        Classification c = classification;
        return classification(new Classification(c.instanceAlias(), c.dataCenter(), c.region(), c.physicalEnvironment(),
                c.suggestedClusterAlias(), c.clusterDomain(), c.detectedRule(), c.semiSyncPriority(),
                c.usesPseudoGtid(), Duration.ofSeconds(seconds)));
    }

    public InstanceBuilder pseudoGtid() {
        Classification c = classification;
        return classification(new Classification(c.instanceAlias(), c.dataCenter(), c.region(), c.physicalEnvironment(),
                c.suggestedClusterAlias(), c.clusterDomain(), c.detectedRule(), c.semiSyncPriority(), true));
    }

    /** Seen before; the last probe was refused. */
    public InstanceBuilder down() {
        seen = Seen.DOWN;
        return this;
    }

    /** Seen before; the last probe got no answer in time. */
    public InstanceBuilder silentToUs() {
        seen = Seen.SILENT;
        return this;
    }

    /** Seen before; the last probe failed after the basic variables. */
    public InstanceBuilder partial() {
        seen = Seen.PARTIAL;
        return this;
    }

    /** A stored row that no probe ever confirmed: what is built here is known, but never seen. */
    public InstanceBuilder neverSeen() {
        seen = Seen.NEVER;
        return this;
    }

    /** A probe began that long before {@link Instances#NOW} and has not ended. */
    public InstanceBuilder probingFor(Duration pending) {
        pendingFor = pending;
        return this;
    }

    /** What the last probe learned of its write path. */
    public InstanceBuilder writes(@Nullable WriteHealth health) {
        writes = health;
        return this;
    }

    /** What a complete probe sees. */
    public InstanceSnapshot snapshot() {
        var facts = new ServerFacts(version, versionComment, Flavor.of(version, versionComment), serverId,
                version.text().contains("MariaDB") ? null : Instances.uuid(key.display()), readOnly, false,
                Duration.ofHours(1), null);
        return new InstanceSnapshot(key, facts,
                new BinlogFacts(binlog, logsReplicaUpdates, format, "FULL", position),
                new GtidFacts(gtidMode, executed, purged),
                channels.stream().map(ChannelBuilder::build).toList(), semiSync, group, replicas, classification);
    }

    /** The server as observed at {@link Instances#NOW}. */
    public ObservedInstance observed() {
        return observedAt(Instances.NOW);
    }

    public ObservedInstance observedAt(Duration now) {
        Duration pending = pendingFor == null ? null : now.minus(pendingFor);
        Duration checked = pendingFor == null ? now : now.minus(pendingFor).minusMillis(1);
        Duration before = checked.minusSeconds(30);
        return switch (seen) {
            case HEALTHY -> new ObservedInstance(key, snapshot(), checked, checked, checked, true, true, null, 0,
                    Duration.ofMillis(1), pending, writes);
            case PARTIAL -> new ObservedInstance(key, snapshot(), checked, checked, before, false, true,
                    new ProbeFailure(ProbeFailure.Kind.STATEMENT_FAILED, "a statement failed on " + key), 1,
                    Duration.ofMillis(1), pending, writes);
            case SILENT -> new ObservedInstance(key, snapshot(), checked, checked, before, false, false,
                    new ProbeFailure(ProbeFailure.Kind.TIMED_OUT, "no answer from " + key), 1,
                    Duration.ofMillis(1), pending, writes);
            case DOWN -> new ObservedInstance(key, snapshot(), checked, checked, before, false, false,
                    new ProbeFailure(ProbeFailure.Kind.REFUSED, "connection to " + key + " refused"), 1,
                    Duration.ofMillis(1), pending, writes);
            case NEVER -> new ObservedInstance(key, snapshot(), checked, checked, null, false, false,
                    new ProbeFailure(ProbeFailure.Kind.REFUSED, "connection to " + key + " refused"), 1,
                    Duration.ofMillis(1), pending, writes);
        };
    }
}
