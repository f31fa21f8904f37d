package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.backend.schema.tables.DatabaseInstance;
import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driven.InstanceStore.Row;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE;

/**
 * An observed server as a row of {@code database_instance} (backend-schema.md 4.3, discovery.md 3): each column with its
 * value, a plain one or an expression of the backend's clock.
 */
final class InstanceColumns {

    private static final DatabaseInstance T = DATABASE_INSTANCE;
    private static final int TINY = 255;
    private static final long UNSIGNED_INT = 4_294_967_295L;

    private final Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>();
    private final Clipping.Of clipped;

    private InstanceColumns(Clipping.Of clipped) {
        this.clipped = clipped;
    }

    /**
     * The columns of a row, always the same in the same order.
     *
     * @param sinceAsked how long ago the ages in the row were measured
     * @param mark what the latency column says, see {@link InstanceBatch}
     * @param clipping makes what is too long fit
     */
    static Map<Field<?>, @Nullable Object> of(Row row, Duration sinceAsked, long mark, Dialect dialect,
            Clipping clipping) {
        var instance = row.instance();
        var columns = new InstanceColumns(clipping.of(instance.key()));
        columns.put(T.HOSTNAME, instance.key().hostname());
        columns.put(T.PORT, instance.key().port());
        columns.times(row, sinceAsked, dialect);
        columns.put(T.LAST_DISCOVERY_LATENCY, mark);
        columns.place(row);
        var snapshot = instance.snapshot();
        columns.server(snapshot);
        columns.replication(snapshot);
        columns.gtid(instance, snapshot);
        columns.semiSync(snapshot);
        columns.group(snapshot);
        return columns.values;
    }

    /** The times of a row: what is written also when nothing else changed. */
    static Map<Field<String>, Field<String>> timesOf(Row row, Duration sinceAsked, Dialect dialect) {
        var checked = dialect.ago(row.checkedAge().plus(sinceAsked));
        var times = new LinkedHashMap<Field<String>, Field<String>>();
        times.put(T.LAST_CHECKED, checked);
        // A probe that hangs shows as an attempt without a check (detection.md 2.1).
        boolean hung = row.instance().observed().pendingSince() != null;
        times.put(T.LAST_ATTEMPTED_CHECK, hung ? dialect.ago(row.beganAge().plus(sinceAsked)) : checked);
        times.put(T.LAST_SEEN, row.seenAge().isNegative() ? DSL.castNull(T.LAST_SEEN)
                : dialect.ago(row.seenAge().plus(sinceAsked)));
        return times;
    }

    private void times(Row row, Duration sinceAsked, Dialect dialect) {
        timesOf(row, sinceAsked, dialect).forEach(this::put);
        var observed = row.instance().observed();
        put(T.LAST_CHECK_PARTIAL_SUCCESS, flag(observed.lastSucceeded() || observed.lastPartial()));
    }

    private void place(Row row) {
        var instance = row.instance();
        var classification = instance.snapshot().map(InstanceSnapshot::classification);
        put(T.CLUSTER_NAME, clipped.ascii(T.CLUSTER_NAME, instance.cluster().value(), 128));
        // The reference rebuilds cluster aliases from this column.
        put(T.SUGGESTED_CLUSTER_ALIAS, clipped.ascii(T.SUGGESTED_CLUSTER_ALIAS, instance.suggestedAlias(), 128));
        put(T.REPLICATION_DEPTH, clipped.number(T.REPLICATION_DEPTH, instance.depth(), TINY));
        put(T.IS_CO_MASTER, flag(instance.coMaster()));
        put(T.ANCESTRY_UUID, instance.ancestry().stream().map(ServerUuid::value).collect(Collectors.joining(",")));
        put(T.DATA_CENTER, clipped.ascii(T.DATA_CENTER, classification.map(c -> c.dataCenter()).orElse(""), 32));
        put(T.REGION, clipped.ascii(T.REGION, classification.map(c -> c.region()).orElse(""), 32));
        put(T.PHYSICAL_ENVIRONMENT,
                clipped.ascii(T.PHYSICAL_ENVIRONMENT, classification.map(c -> c.physicalEnvironment()).orElse(""), 32));
        put(T.INSTANCE_ALIAS,
                clipped.ascii(T.INSTANCE_ALIAS, classification.map(c -> c.instanceAlias()).orElse(""), 128));
        put(T.SEMI_SYNC_ENFORCED,
                clipped.number(T.SEMI_SYNC_ENFORCED, classification.map(c -> c.semiSyncPriority()).orElse(0), TINY));
        put(T.PSEUDO_GTID, flag(instance.usesPseudoGtid()));
    }

    private void server(Optional<InstanceSnapshot> snapshot) {
        var server = snapshot.map(InstanceSnapshot::server);
        var binlog = snapshot.map(InstanceSnapshot::binlog);
        var version = server.map(s -> s.version()).orElse(ServerVersion.NEVER_SEEN);
        put(T.UPTIME, server.map(s -> s.uptime()).map(up -> Math.clamp(up.toSeconds(), 0, UNSIGNED_INT)).orElse(0L));
        put(T.SERVER_ID, server.map(s -> Math.clamp(s.serverId(), 0, UNSIGNED_INT)).orElse(0L));
        put(T.SERVER_UUID, server.map(s -> s.uuid()).map(ServerUuid::value).orElse(""));
        put(T.VERSION, clipped.ascii(T.VERSION, version.text(), 128));
        put(T.MAJOR_VERSION,
                clipped.ascii(T.MAJOR_VERSION, version.text().isEmpty() ? "" : version.major(), 16));
        put(T.VERSION_COMMENT, clipped.ascii(T.VERSION_COMMENT, server.map(s -> s.versionComment()).orElse(""), 128));
        put(T.BINLOG_SERVER, flag(snapshot.filter(InstanceSnapshot::isBinlogServer).isPresent()));
        put(T.READ_ONLY, flag(server.map(s -> s.readOnly()).orElse(false)));
        put(T.BINLOG_FORMAT, clipped.ascii(T.BINLOG_FORMAT, binlog.map(b -> b.format()).orElse(""), 16));
        put(T.BINLOG_ROW_IMAGE, clipped.ascii(T.BINLOG_ROW_IMAGE, binlog.map(b -> b.rowImage()).orElse(""), 16));
        put(T.LOG_BIN, flag(binlog.map(b -> b.enabled()).orElse(false)));
        put(T.LOG_SLAVE_UPDATES, flag(binlog.map(b -> b.logsReplicaUpdates()).orElse(false)));
        coordinates(T.BINARY_LOG_FILE, T.BINARY_LOG_POS, binlog.map(b -> b.position()).orElse(BinlogCoordinates.NONE));
        var replicas = snapshot.map(InstanceSnapshot::replicas).orElse(List.of());
        put(T.NUM_SLAVE_HOSTS, replicas.size());
        put(T.SLAVE_HOSTS, clipped.json(T.SLAVE_HOSTS, replicas));
    }

    private void replication(Optional<InstanceSnapshot> snapshot) {
        var channel = snapshot.flatMap(InstanceSnapshot::defaultChannel);
        // The contract's stub of a server that was never seen has stopped threads (discovery.md 3.10).
        var none = snapshot.isPresent() ? ThreadState.NO_THREAD : ThreadState.STOPPED;
        var receiver = channel.map(ReplicaStatus::receiver).orElse(none);
        var applier = channel.map(ReplicaStatus::applier).orElse(none);
        var source = channel.map(ReplicaStatus::source).orElse(InstanceKey.NONE);
        put(T.MASTER_HOST, clipped.ascii(T.MASTER_HOST, source.hostname(), 128));
        put(T.MASTER_PORT, source.port());
        // A replica whose server has no such column has the word No, a server that is no replica nothing (discovery.md 3.2).
        boolean hasColumn = snapshot.filter(s -> s.server().flavor().isOracleFamily()).isPresent();
        put(T.MASTER_UUID,
                channel.map(c -> c.sourceUuid() == null ? hasColumn ? "" : "No" : c.sourceUuid().value()).orElse(""));
        put(T.SLAVE_IO_RUNNING, flag(receiver == ThreadState.RUNNING));
        put(T.SLAVE_SQL_RUNNING, flag(applier == ThreadState.RUNNING));
        put(T.REPLICATION_IO_THREAD_STATE, receiver.contractCode());
        put(T.REPLICATION_SQL_THREAD_STATE, applier.contractCode());
        put(T.HAS_REPLICATION_FILTERS, flag(channel.map(ReplicaStatus::filtered).orElse(false)));
        coordinates(T.MASTER_LOG_FILE, T.READ_MASTER_LOG_POS,
                channel.map(ReplicaStatus::read).orElse(BinlogCoordinates.NONE));
        coordinates(T.RELAY_MASTER_LOG_FILE, T.EXEC_MASTER_LOG_POS,
                channel.map(ReplicaStatus::executed).orElse(BinlogCoordinates.NONE));
        coordinates(T.RELAY_LOG_FILE, T.RELAY_LOG_POS,
                channel.map(ReplicaStatus::relayLog).orElse(BinlogCoordinates.NONE));
        put(T.LAST_IO_ERROR, error(channel.map(ReplicaStatus::receiverError)));
        put(T.LAST_SQL_ERROR, error(channel.map(ReplicaStatus::applierError)));
        put(T.SECONDS_BEHIND_MASTER, channel.map(ReplicaStatus::behindSource).map(Duration::toSeconds).orElse(null));
        put(T.SLAVE_LAG_SECONDS, snapshot.map(InstanceSnapshot::replicationLag).map(Duration::toSeconds).orElse(null));
        put(T.SQL_DELAY, channel.map(c -> Math.clamp(c.configuredDelay().toSeconds(), 0, Integer.MAX_VALUE)).orElse(0));
        put(T.ALLOW_TLS, flag(channel.map(c -> c.tls().allowed()).orElse(false)));
        put(T.HAS_REPLICATION_CREDENTIALS, flag(channel.filter(c -> !c.sourceUser().isEmpty()).isPresent()));
        put(T.REPLICATION_CREDENTIALS_AVAILABLE,
                flag(snapshot.map(s -> s.server().replicationCredentials()).orElse(false)));
    }

    private void gtid(FleetInstance instance, Optional<InstanceSnapshot> snapshot) {
        var facts = snapshot.map(InstanceSnapshot::gtid);
        var positioning = snapshot.flatMap(InstanceSnapshot::defaultChannel)
                .map(ReplicaStatus::positioning)
                .orElse(GtidPositioning.FILE_POSITION);
        put(T.GTID_MODE, clipped.ascii(T.GTID_MODE, facts.map(g -> g.mode()).orElse(""), 32));
        put(T.SUPPORTS_ORACLE_GTID, flag(facts.map(g -> g.supportsOracleGtid()).orElse(false)));
        put(T.ORACLE_GTID, flag(positioning.isOracleGtid()));
        put(T.MARIADB_GTID, flag(positioning.isMariaDbGtid()));
        put(T.EXECUTED_GTID_SET, facts.map(g -> clipped.gtid(T.EXECUTED_GTID_SET, g.executed())).orElse(""));
        put(T.GTID_PURGED, facts.map(g -> clipped.gtid(T.GTID_PURGED, g.purged())).orElse(""));
        put(T.GTID_ERRANT, clipped.gtid(T.GTID_ERRANT, instance.errant()));
    }

    private void semiSync(Optional<InstanceSnapshot> snapshot) {
        var semiSync = snapshot.map(InstanceSnapshot::semiSync);
        put(T.SEMI_SYNC_AVAILABLE, flag(semiSync.map(s -> s.available()).orElse(false)));
        put(T.SEMI_SYNC_MASTER_ENABLED, flag(semiSync.map(s -> s.sourceEnabled()).orElse(false)));
        put(T.SEMI_SYNC_MASTER_TIMEOUT, semiSync.map(s -> Math.max(0, s.timeoutMillis())).orElse(0L));
        put(T.SEMI_SYNC_MASTER_WAIT_FOR_SLAVE_COUNT, semiSync.map(s -> Math.max(0, s.waitForReplicaCount())).orElse(0));
        put(T.SEMI_SYNC_MASTER_STATUS, flag(semiSync.map(s -> s.sourceActive()).orElse(false)));
        put(T.SEMI_SYNC_MASTER_CLIENTS, semiSync.map(s -> Math.max(0, s.sourceClients())).orElse(0));
        put(T.SEMI_SYNC_REPLICA_ENABLED, flag(semiSync.map(s -> s.replicaEnabled()).orElse(false)));
        put(T.SEMI_SYNC_REPLICA_STATUS, flag(semiSync.map(s -> s.replicaActive()).orElse(false)));
    }

    private void group(Optional<InstanceSnapshot> snapshot) {
        var group = snapshot.map(InstanceSnapshot::group);
        put(T.REPLICATION_GROUP_NAME,
                clipped.ascii(T.REPLICATION_GROUP_NAME, group.map(g -> g.groupName()).orElse(""), 64));
        put(T.REPLICATION_GROUP_IS_SINGLE_PRIMARY_MODE, flag(group.map(g -> g.singlePrimary()).orElse(false)));
        put(T.REPLICATION_GROUP_MEMBER_STATE,
                clipped.ascii(T.REPLICATION_GROUP_MEMBER_STATE, group.map(g -> g.memberState()).orElse(""), 16));
        put(T.REPLICATION_GROUP_MEMBER_ROLE,
                clipped.ascii(T.REPLICATION_GROUP_MEMBER_ROLE, group.map(g -> g.memberRole()).orElse(""), 16));
        put(T.REPLICATION_GROUP_MEMBERS,
                clipped.json(T.REPLICATION_GROUP_MEMBERS, group.map(g -> g.members()).orElse(List.of())));
        var primary = group.map(g -> g.primary()).orElse(InstanceKey.NONE);
        put(T.REPLICATION_GROUP_PRIMARY_HOST, clipped.ascii(T.REPLICATION_GROUP_PRIMARY_HOST, primary.hostname(), 128));
        put(T.REPLICATION_GROUP_PRIMARY_PORT, primary.port());
    }

    private void coordinates(Field<String> file, Field<Long> position, BinlogCoordinates place) {
        put(file, clipped.ascii(file, place.logFile(), 128));
        put(position, place.logPos());
    }

    private static String error(Optional<ReplicationError> error) {
        return error.map(e -> ContractText.quotedError(e.text())).orElse("");
    }

    private static int flag(boolean value) {
        return value ? 1 : 0;
    }

    private void put(Field<?> column, @Nullable Object value) {
        values.put(column, value);
    }
}
