package io.orchestrator.domain.testing;

import java.time.Duration;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.BinlogFacts;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.promotion.ReplicaFacts;
import io.orchestrator.domain.promotion.ReplicaReading;
import org.jspecify.annotations.Nullable;

/** Builds a replica of the dead source {@code m} as a promotion sees it: healthy, drained, of the source's data centre. */
public final class ReplicaBuilder {
    public static final InstanceKey FAILED = Instances.key("m");

    private final InstanceKey key;
    private long serverId;
    private @Nullable ServerUuid uuid;
    private ServerVersion version = new ServerVersion("8.0.36");
    private Flavor flavor = Flavor.MYSQL;
    private boolean binlog = true;
    private boolean logsReplicaUpdates = true;
    private String format = "ROW";
    private String dataCenter = "";
    private String region = "";
    private String alias = "";
    private PromotionRule rule = PromotionRule.NEUTRAL;
    private GtidPositioning positioning = GtidPositioning.ORACLE_AUTO_POSITION;
    private Duration delay = Duration.ZERO;
    private @Nullable Duration lag = Duration.ZERO;
    private boolean downtimed;
    private GtidSet errant = GtidSet.emptyMysql();
    private boolean multiSource;
    private boolean filtered;
    private boolean acknowledges;
    private InstanceKey source = FAILED;
    private GtidSet received = GtidSet.emptyMysql();
    private @Nullable GtidSet executed;
    private boolean answers = true;

    private ReplicaBuilder(String name) {
        this.key = Instances.key(name);
        this.serverId = Math.floorMod(key.hashCode(), 1_000_000) + 1L;
        this.uuid = Instances.uuid(name);
    }

    public static ReplicaBuilder replica(String name) {
        return new ReplicaBuilder(name);
    }

    /** Transactions 1 to n that the dead source made. */
    public static GtidSet made(long n) {
        return madeBy("m", 1, n);
    }

    /** Transactions that a server made. */
    public static GtidSet madeBy(String server, long first, long last) {
        return GtidSet.mysql(Instances.uuid(server) + ":" + first + "-" + last);
    }

    /** Received and executed transactions 1 to n of the source. */
    public ReplicaBuilder has(long n) {
        return received(made(n));
    }

    public ReplicaBuilder received(GtidSet set) {
        received = set;
        return this;
    }

    /** Besides what it has. */
    public ReplicaBuilder alsoReceived(GtidSet set) {
        received = received.union(set);
        return this;
    }

    public ReplicaBuilder executed(long n) {
        executed = made(n);
        return this;
    }

    public ReplicaBuilder version(String text) {
        version = new ServerVersion(text);
        return this;
    }

    public ReplicaBuilder flavor(Flavor newFlavor) {
        flavor = newFlavor;
        return this;
    }

    /** A MariaDB replica at that position. */
    public ReplicaBuilder mariaDb(String position) {
        flavor = Flavor.MARIADB;
        version = new ServerVersion("10.11.6-MariaDB");
        uuid = null;
        positioning = GtidPositioning.MARIADB_SLAVE_POS;
        return received(GtidSet.mariadb(position));
    }

    public ReplicaBuilder withoutBinlog() {
        binlog = false;
        return this;
    }

    public ReplicaBuilder withoutReplicaUpdates() {
        logsReplicaUpdates = false;
        return this;
    }

    public ReplicaBuilder format(String text) {
        format = text;
        return this;
    }

    public ReplicaBuilder dataCenter(String text) {
        dataCenter = text;
        return this;
    }

    public ReplicaBuilder region(String text) {
        region = text;
        return this;
    }

    public ReplicaBuilder alias(String text) {
        alias = text;
        return this;
    }

    public ReplicaBuilder rule(PromotionRule newRule) {
        rule = newRule;
        return this;
    }

    public ReplicaBuilder byFilePosition() {
        positioning = GtidPositioning.FILE_POSITION;
        return this;
    }

    public ReplicaBuilder delayed(int seconds) {
        delay = Duration.ofSeconds(seconds);
        return this;
    }

    public ReplicaBuilder lag(@Nullable Duration newLag) {
        lag = newLag;
        return this;
    }

    public ReplicaBuilder downtimed() {
        downtimed = true;
        return this;
    }

    /** Known to have these transactions that the source never had. */
    public ReplicaBuilder errant(GtidSet set) {
        errant = set;
        return alsoReceived(set);
    }

    public ReplicaBuilder multiSource() {
        multiSource = true;
        return this;
    }

    public ReplicaBuilder filtered() {
        filtered = true;
        return this;
    }

    public ReplicaBuilder serverId(long id) {
        serverId = id;
        return this;
    }

    public ReplicaBuilder uuidOf(String name) {
        uuid = Instances.uuid(name);
        return this;
    }

    public ReplicaBuilder semiSync() {
        acknowledges = true;
        return this;
    }

    public ReplicaBuilder silent() {
        answers = false;
        return this;
    }

    public ReplicaBuilder replicatesFrom(InstanceKey other) {
        source = other;
        return this;
    }

    public InstanceKey key() {
        return key;
    }

    public boolean answers() {
        return answers;
    }

    public ReplicaFacts facts() {
        return new ReplicaFacts(key, serverId, uuid, version, flavor,
                new BinlogFacts(binlog, logsReplicaUpdates, format, "FULL",
                        BinlogCoordinates.binaryLog("binlog.000001", 4)),
                new Classification(alias, dataCenter, region, "", "", "", null, 0, false), rule, positioning, delay,
                lag,
                true, downtimed, errant, multiSource, filtered, acknowledges);
    }

    public ReplicaReading reading() {
        return new ReplicaReading(source, received, executed == null ? received : executed, false, true, true);
    }
}
