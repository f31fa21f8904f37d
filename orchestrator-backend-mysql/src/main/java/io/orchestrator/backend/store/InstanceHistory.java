package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_COORDINATES_HISTORY;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_TOPOLOGY_HISTORY;

/** What is copied from {@code database_instance} now and then: topologies and coordinates (backend-schema.md 4.3). */
final class InstanceHistory {

    private final StoreCalls calls;

    InstanceHistory(StoreCalls calls) {
        this.calls = calls;
    }

    CompletionStage<Integer> recordTopologies() {
        var d = DATABASE_INSTANCE;
        var h = DATABASE_INSTANCE_TOPOLOGY_HISTORY;
        return calls.writeOne("Cannot record the topologies", sql -> sql
                .insertInto(h, h.SNAPSHOT_UNIX_TIMESTAMP, h.HOSTNAME, h.PORT, h.MASTER_HOST, h.MASTER_PORT,
                        h.CLUSTER_NAME, h.VERSION)
                // The condition is always true; SQLite's grammar wants one between a table and "on conflict".
                .select(sql.select(calls.dialect().unixSeconds(), d.HOSTNAME, d.PORT, d.MASTER_HOST, d.MASTER_PORT,
                        d.CLUSTER_NAME, d.VERSION).from(d).where(d.PORT.ge(0)))
                .onDuplicateKeyIgnore()
                .execute());
    }

    CompletionStage<Map<InstanceKey, InstanceKey>> recordedTopology(ClusterName cluster, Predicate<String> wanted) {
        var h = DATABASE_INSTANCE_TOPOLOGY_HISTORY;
        return calls.read("Cannot read the recorded topologies", sql -> {
            var sources = new TreeMap<InstanceKey, InstanceKey>();
            sql.selectDistinct(h.SNAPSHOT_UNIX_TIMESTAMP)
                    .from(h)
                    .where(h.CLUSTER_NAME.eq(cluster.value()))
                    .orderBy(h.SNAPSHOT_UNIX_TIMESTAMP.desc())
                    .fetch(h.SNAPSHOT_UNIX_TIMESTAMP)
                    .stream()
                    .filter(second -> wanted.test(Long.toString(second)))
                    .findFirst()
                    .ifPresent(newest -> sql.select(h.HOSTNAME, h.PORT, h.MASTER_HOST, h.MASTER_PORT)
                            .from(h)
                            .where(h.SNAPSHOT_UNIX_TIMESTAMP.eq(newest), h.CLUSTER_NAME.eq(cluster.value()))
                            .forEach(row -> sources.put(new InstanceKey(row.value1(), row.value2()),
                                    row.value3().isEmpty() ? InstanceKey.NONE
                                            : new InstanceKey(row.value3(), row.value4()))));
            return sources;
        });
    }

    CompletionStage<Integer> recordCoordinates() {
        var d = DATABASE_INSTANCE;
        var h = DATABASE_INSTANCE_COORDINATES_HISTORY;
        // The column admits no null.
        var seen = DSL.coalesce(d.LAST_SEEN, DSL.inline(Dialect.NEVER, SQLDataType.VARCHAR));
        return calls.writeOne("Cannot record the coordinates", sql -> sql
                .insertInto(h, h.HOSTNAME, h.PORT, h.RECORDED_TIMESTAMP, h.LAST_SEEN, h.BINARY_LOG_FILE,
                        h.BINARY_LOG_POS, h.RELAY_LOG_FILE, h.RELAY_LOG_POS)
                .select(sql
                        .select(d.HOSTNAME, d.PORT, calls.dialect().now(), seen, d.BINARY_LOG_FILE, d.BINARY_LOG_POS,
                                d.RELAY_LOG_FILE, d.RELAY_LOG_POS)
                        .from(d)
                        .where(d.BINARY_LOG_FILE.ne("").or(d.RELAY_LOG_FILE.ne(""))))
                .execute());
    }

    CompletionStage<Integer> expireCoordinates(Duration age) {
        var h = DATABASE_INSTANCE_COORDINATES_HISTORY;
        return calls.purge("Cannot expire recorded coordinates", h, h.HISTORY_ID,
                h.RECORDED_TIMESTAMP.lt(calls.dialect().ago(age)));
    }
}
