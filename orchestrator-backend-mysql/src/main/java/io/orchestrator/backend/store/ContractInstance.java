package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.orchestrator.backend.schema.tables.DatabaseInstance;
import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.GtidSyntaxException;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.BinlogFacts;
import io.orchestrator.domain.instance.ChannelTls;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.GtidFacts;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ServerFacts;
import io.orchestrator.domain.instance.ThreadState;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE;

/**
 * A row of {@code database_instance} that another implementation wrote, as an observed server: as much of it as the
 * columns hold, in whole seconds.
 */
final class ContractInstance {

    private static final DatabaseInstance T = DATABASE_INSTANCE;
    private static final Pattern JSON_KEY =
            Pattern.compile("\\{\\s*\"Hostname\"\\s*:\\s*\"([^\"]*)\"\\s*,\\s*\"Port\"\\s*:\\s*(\\d+)\\s*}");

    /** Stands for the replication user where the row says only that there is one. */
    private static final String SOME_USER = "?";

    private final Record row;

    private ContractInstance(Record row) {
        this.row = row;
    }

    /**
     * The server in that row.
     *
     * @param checked when it was last checked, on the reading process' monotonic clock
     * @param seen when it was last seen, null when never
     */
    static ObservedInstance of(Record row, Duration checked, @Nullable Duration seen) {
        var reader = new ContractInstance(row);
        var key = new InstanceKey(row.get(T.HOSTNAME), row.get(T.PORT));
        boolean succeeded = seen != null && checked.compareTo(seen) <= 0;
        var latency = Duration.ofNanos(Math.max(0, row.get(T.LAST_DISCOVERY_LATENCY)));
        return new ObservedInstance(key, seen == null ? null : reader.snapshot(key), checked.minus(latency), checked,
                seen, succeeded, reader.is(row.get(T.LAST_CHECK_PARTIAL_SUCCESS)), null, succeeded ? 0 : 1, latency,
                null);
    }

    private InstanceSnapshot snapshot(InstanceKey key) {
        var version = new ServerVersion(row.get(T.VERSION));
        var comment = row.get(T.VERSION_COMMENT);
        var server = new ServerFacts(version, comment, Flavor.of(version, comment), row.get(T.SERVER_ID),
                uuid(row.get(T.SERVER_UUID)), is(row.get(T.READ_ONLY)), false, Duration.ofSeconds(row.get(T.UPTIME)),
                is(row.get(T.REPLICATION_CREDENTIALS_AVAILABLE)));
        var binlog = new BinlogFacts(is(row.get(T.LOG_BIN)), is(row.get(T.LOG_SLAVE_UPDATES)), row.get(T.BINLOG_FORMAT),
                row.get(T.BINLOG_ROW_IMAGE),
                BinlogCoordinates.binaryLog(row.get(T.BINARY_LOG_FILE), row.get(T.BINARY_LOG_POS)));
        var gtid = new GtidFacts(row.get(T.GTID_MODE), set(row.get(T.EXECUTED_GTID_SET)), set(row.get(T.GTID_PURGED)));
        var receiver = ThreadState.ofContractCode(row.get(T.REPLICATION_IO_THREAD_STATE));
        boolean replica = receiver != ThreadState.NO_THREAD && !row.get(T.MASTER_HOST).isEmpty();
        return new InstanceSnapshot(key, server, binlog, gtid, replica ? List.of(channel(receiver)) : List.of(),
                semiSync(), group(), keys(row.get(T.SLAVE_HOSTS)), classification(replica ? null : lag()));
    }

    private @Nullable Duration lag() {
        var lag = row.get(T.SLAVE_LAG_SECONDS);
        return lag == null ? null : Duration.ofSeconds(lag);
    }

    private ReplicaStatus channel(ThreadState receiver) {
        var behind = row.get(T.SECONDS_BEHIND_MASTER);
        var tls = new ChannelTls(is(row.get(T.ALLOW_TLS)), "", "", "", "", "", "", "", null, "", "", "", null);
        return new ReplicaStatus("", new InstanceKey(row.get(T.MASTER_HOST), row.get(T.MASTER_PORT)),
                uuid(row.get(T.MASTER_UUID)), is(row.get(T.HAS_REPLICATION_CREDENTIALS)) ? SOME_USER : "", receiver,
                ThreadState.ofContractCode(row.get(T.REPLICATION_SQL_THREAD_STATE)),
                BinlogCoordinates.binaryLog(row.get(T.MASTER_LOG_FILE), row.get(T.READ_MASTER_LOG_POS)),
                BinlogCoordinates.binaryLog(row.get(T.RELAY_MASTER_LOG_FILE), row.get(T.EXEC_MASTER_LOG_POS)),
                BinlogCoordinates.relayLog(row.get(T.RELAY_LOG_FILE), row.get(T.RELAY_LOG_POS)),
                lag(), Duration.ofSeconds(row.get(T.SQL_DELAY)), positioning(), null,
                new ReplicationError(0, row.get(T.LAST_IO_ERROR)),
                new ReplicationError(0, row.get(T.LAST_SQL_ERROR)),
                is(row.get(T.HAS_REPLICATION_FILTERS)), null, null,
                behind == null ? null : Duration.ofSeconds(behind), null, tls);
    }

    private GtidPositioning positioning() {
        if (is(row.get(T.ORACLE_GTID))) {
            return GtidPositioning.ORACLE_AUTO_POSITION;
        }
        return is(row.get(T.MARIADB_GTID)) ? GtidPositioning.MARIADB_SLAVE_POS : GtidPositioning.FILE_POSITION;
    }

    private SemiSync semiSync() {
        return new SemiSync(is(row.get(T.SEMI_SYNC_AVAILABLE)), false, false, is(row.get(T.SEMI_SYNC_MASTER_ENABLED)),
                is(row.get(T.SEMI_SYNC_MASTER_STATUS)), row.get(T.SEMI_SYNC_MASTER_CLIENTS),
                row.get(T.SEMI_SYNC_MASTER_WAIT_FOR_SLAVE_COUNT), row.get(T.SEMI_SYNC_MASTER_TIMEOUT),
                is(row.get(T.SEMI_SYNC_REPLICA_ENABLED)), is(row.get(T.SEMI_SYNC_REPLICA_STATUS)));
    }

    private @Nullable GroupReplication group() {
        var name = row.get(T.REPLICATION_GROUP_NAME);
        return name.isEmpty() ? null
                : new GroupReplication(name,
                        is(row.get(T.REPLICATION_GROUP_IS_SINGLE_PRIMARY_MODE)),
                        row.get(T.REPLICATION_GROUP_MEMBER_STATE),
                        row.get(T.REPLICATION_GROUP_MEMBER_ROLE), keys(row.get(T.REPLICATION_GROUP_MEMBERS)),
                        new InstanceKey(row.get(T.REPLICATION_GROUP_PRIMARY_HOST),
                                row.get(T.REPLICATION_GROUP_PRIMARY_PORT)));
    }

    /** @param queriedLag of a server without a channel: that can only have been told by query */
    private Classification classification(@Nullable Duration queriedLag) {
        return new Classification(row.get(T.INSTANCE_ALIAS), row.get(T.DATA_CENTER), row.get(T.REGION),
                row.get(T.PHYSICAL_ENVIRONMENT), row.get(T.SUGGESTED_CLUSTER_ALIAS), "", null,
                row.get(T.SEMI_SYNC_ENFORCED), is(row.get(T.PSEUDO_GTID)), queriedLag);
    }

    private static List<InstanceKey> keys(String json) {
        return JSON_KEY.matcher(json)
                .results()
                .flatMap(key -> key(key.group(1), key.group(2)))
                .toList();
    }

    private static Stream<InstanceKey> key(String host, String port) {
        int number = port.length() > 5 ? -1 : Integer.parseInt(port);
        return number < 0 || number > 65_535 ? Stream.of() : Stream.of(new InstanceKey(host, number));
    }

    /** Also {@code No}, the contract's word for unknown. */
    private static @Nullable ServerUuid uuid(String text) {
        try {
            return new ServerUuid(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static GtidSet set(String text) {
        try {
            return GtidSet.mysql(text);
        } catch (GtidSyntaxException e) {
            return GtidSet.emptyMysql();
        }
    }

    private boolean is(@Nullable Integer flag) {
        return flag != null && flag != 0;
    }
}
