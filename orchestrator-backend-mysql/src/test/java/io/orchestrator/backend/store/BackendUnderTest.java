package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.migration.DeploymentMode;
import io.orchestrator.backend.schema.Tables;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** A deployed backend with its stores, what the reference does to it, and a way to let its clock pass. */
public final class BackendUnderTest implements AutoCloseable {

    private static final Duration PLENTY = Duration.ofSeconds(30);

    /** Every time that a store compares with the backend's clock; the start of a term is an identity and stays. */
    private static final Map<Table<?>, List<Field<String>>> TIMES = Map.ofEntries(
            Map.entry(Tables.ACTIVE_NODE, List.of(Tables.ACTIVE_NODE.LAST_SEEN_ACTIVE)),
            Map.entry(Tables.NODE_HEALTH,
                    List.of(Tables.NODE_HEALTH.LAST_SEEN_ACTIVE, Tables.NODE_HEALTH.FIRST_SEEN_ACTIVE)),
            Map.entry(Tables.DATABASE_INSTANCE,
                    List.of(Tables.DATABASE_INSTANCE.LAST_CHECKED, Tables.DATABASE_INSTANCE.LAST_ATTEMPTED_CHECK,
                            Tables.DATABASE_INSTANCE.LAST_SEEN)),
            Map.entry(Tables.DATABASE_INSTANCE_COORDINATES_HISTORY,
                    List.of(Tables.DATABASE_INSTANCE_COORDINATES_HISTORY.RECORDED_TIMESTAMP)),
            Map.entry(Tables.CLUSTER_ALIAS, List.of(Tables.CLUSTER_ALIAS.LAST_REGISTERED)),
            Map.entry(Tables.CLUSTER_DOMAIN_NAME, List.of(Tables.CLUSTER_DOMAIN_NAME.LAST_REGISTERED)),
            Map.entry(Tables.CLUSTER_INJECTED_PSEUDO_GTID,
                    List.of(Tables.CLUSTER_INJECTED_PSEUDO_GTID.TIME_INJECTED)),
            Map.entry(Tables.CANDIDATE_DATABASE_INSTANCE, List.of(Tables.CANDIDATE_DATABASE_INSTANCE.LAST_SUGGESTED)),
            Map.entry(Tables.DATABASE_INSTANCE_DOWNTIME,
                    List.of(Tables.DATABASE_INSTANCE_DOWNTIME.BEGIN_TIMESTAMP,
                            Tables.DATABASE_INSTANCE_DOWNTIME.END_TIMESTAMP)),
            Map.entry(Tables.DATABASE_INSTANCE_MAINTENANCE,
                    List.of(Tables.DATABASE_INSTANCE_MAINTENANCE.BEGIN_TIMESTAMP,
                            Tables.DATABASE_INSTANCE_MAINTENANCE.END_TIMESTAMP)),
            Map.entry(Tables.DATABASE_INSTANCE_POOL, List.of(Tables.DATABASE_INSTANCE_POOL.REGISTERED_AT)),
            Map.entry(Tables.ACCESS_TOKEN, List.of(Tables.ACCESS_TOKEN.GENERATED_AT)),
            Map.entry(Tables.HOSTNAME_RESOLVE, List.of(Tables.HOSTNAME_RESOLVE.RESOLVED_TIMESTAMP)),
            Map.entry(Tables.HOSTNAME_RESOLVE_HISTORY, List.of(Tables.HOSTNAME_RESOLVE_HISTORY.RESOLVED_TIMESTAMP)),
            Map.entry(Tables.HOSTNAME_UNRESOLVE, List.of(Tables.HOSTNAME_UNRESOLVE.LAST_REGISTERED)),
            Map.entry(Tables.TOPOLOGY_FAILURE_DETECTION,
                    List.of(Tables.TOPOLOGY_FAILURE_DETECTION.START_ACTIVE_PERIOD)),
            Map.entry(Tables.TOPOLOGY_RECOVERY,
                    List.of(Tables.TOPOLOGY_RECOVERY.START_ACTIVE_PERIOD, Tables.TOPOLOGY_RECOVERY.END_RECOVERY)),
            Map.entry(Tables.TOPOLOGY_RECOVERY_STEPS, List.of(Tables.TOPOLOGY_RECOVERY_STEPS.AUDIT_AT)),
            Map.entry(Tables.BLOCKED_TOPOLOGY_RECOVERY,
                    List.of(Tables.BLOCKED_TOPOLOGY_RECOVERY.LAST_BLOCKED_TIMESTAMP)),
            Map.entry(Tables.ORCJ_LEASE, List.of(Tables.ORCJ_LEASE.AFFIRMED_AT)),
            Map.entry(Tables.ORCJ_CLAIM, List.of(Tables.ORCJ_CLAIM.RENEWED_AT)),
            Map.entry(Tables.ORCJ_INSTANCE_SNAPSHOT,
                    List.of(Tables.ORCJ_INSTANCE_SNAPSHOT.BEGAN_AT, Tables.ORCJ_INSTANCE_SNAPSHOT.CHECKED_AT,
                            Tables.ORCJ_INSTANCE_SNAPSHOT.SEEN_AT)));

    private final BackendDatabase database;
    private final BackendStores stores;
    private final BackendStores storesOfAnother;

    private BackendUnderTest(BackendDatabase database) {
        this.database = database;
        this.stores = new BackendStores(new StoreCalls(database, PLENTY), true);
        this.storesOfAnother = new BackendStores(new StoreCalls(database, PLENTY), true);
    }

    /** Opens and deploys a backend. */
    public static BackendUnderTest open(BackendSettings settings) {
        var database = BackendDatabase.open(settings);
        new BackendDeployer(database, "0.1.0-test", "test:1").deploy(DeploymentMode.DEPLOY);
        return new BackendUnderTest(database);
    }

    public BackendStores stores() {
        return stores;
    }

    /** As another process has them. */
    public BackendStores storesOfAnother() {
        return storesOfAnother;
    }

    /** Deletes every row, and makes the stores know that none is left. */
    public void empty() {
        var tables = new ArrayList<Table<?>>();
        for (var field : Tables.class.getFields()) {
            try {
                tables.add((Table<?>) field.get(null));
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        database.writeNow("empty", PLENTY, sql -> {
            tables.forEach(table -> sql.deleteFrom(table).execute());
            return true;
        });
        for (var some : List.of(stores, storesOfAnother)) {
            StoreScenarios.get(some.instances().keys());
            StoreScenarios.get(some.instances().keys());
        }
    }

    /** Makes everything stored older. */
    public void age(Duration by) {
        database.writeNow("age", PLENTY, sql -> {
            TIMES.forEach((table, columns) -> {
                for (var column : columns) {
                    sql.update(table).set(column, older(table, column, by)).where(column.isNotNull()).execute();
                }
            });
            return true;
        });
    }

    private Field<String> older(Table<?> table, Field<String> column, Duration by) {
        long millis = by.toMillis();
        if (dialect() != Dialect.SQLITE) {
            return DSL.field("{0} - interval {1} microsecond", SQLDataType.VARCHAR, column, DSL.val(millis * 1_000));
        }
        var form = table.getName().startsWith("orcj_") ? "'%Y-%m-%d %H:%M:%f'" : "'%Y-%m-%d %H:%M:%S'";
        return DSL.field("strftime(" + form + ", {0}, {1})", SQLDataType.VARCHAR, column,
                DSL.val(-millis / 1_000.0 + " seconds"));
    }

    /** The reference, which keeps no lease of ours, takes the leader row. */
    public void electReference(NodeId reference) {
        var t = Tables.ACTIVE_NODE;
        database.writeNow("elect", PLENTY, sql -> {
            sql.deleteFrom(t).execute();
            return sql.insertInto(t)
                    .columns(t.ANCHOR, t.HOSTNAME, t.TOKEN, t.LAST_SEEN_ACTIVE, t.FIRST_SEEN_ACTIVE)
                    .values(DSL.val(1), DSL.val(reference.hostname()), DSL.val(reference.token()), dialect().now(),
                            dialect().now())
                    .execute();
        });
    }

    /** The reference begins a recovery. */
    public void beginReferenceRecovery(RecoveryUid uid, InstanceKey failed, ClusterName cluster, NodeId owner) {
        execute("insert into topology_recovery (hostname, port, in_active_period, start_active_period, "
                + "end_active_period_unixtime, processing_node_hostname, processcing_node_token, analysis, cluster_name, "
                + "cluster_alias, count_affected_slaves, slave_hosts, participating_instances, lost_slaves, all_errors, "
                + "acknowledged_by, acknowledge_comment, last_detection_id, uid) values ('" + failed.hostname() + "', "
                + failed.port() + ", 1, " + secondsAgo(1) + ", 0, '" + owner.hostname() + "', '" + owner.token()
                + "', 'DeadMaster', '" + cluster + "', '', 0, '', '', '', '', '', '', 0, '" + uid + "')");
    }

    /** What another program does to the tables. */
    public void execute(String statement) {
        database.writeNow("test", PLENTY, sql -> sql.execute(statement));
    }

    /** The columns of each row that a query finds, joined by bars. */
    public List<String> query(String query) {
        return database.readNow("test", PLENTY, sql -> sql.fetch(query)
                .map(row -> Stream.of(row.intoArray()).map(String::valueOf).collect(Collectors.joining("|"))));
    }

    /** The moment that many seconds ago, as an expression in a statement. */
    public String secondsAgo(int seconds) {
        return dialect() == Dialect.SQLITE ? "datetime('now', '" + -seconds + " seconds')"
                : "now() - interval " + seconds + " second";
    }

    /** {@code insert ignore} as the dialect says it. */
    public String insertIgnore() {
        return dialect() == Dialect.SQLITE ? "insert or ignore" : "insert ignore";
    }

    @Override
    public void close() {
        database.close();
    }

    private Dialect dialect() {
        return database.dialect();
    }
}
