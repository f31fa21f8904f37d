package io.orchestrator.backend.store;

import java.util.List;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.identity.InstanceKey;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.TableImpl;

import static io.orchestrator.backend.schema.Tables.TOPOLOGY_FAILURE_DETECTION;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_RECOVERY;

/**
 * Ends active periods of recoveries and detections. The end is part of a unique key, in whole seconds: where a row of the
 * same server ended in the very second, ours ends one later, which the contract would refuse.
 */
final class ActivePeriods {

    private static final ActivePeriods RECOVERIES = new ActivePeriods(TOPOLOGY_RECOVERY, TOPOLOGY_RECOVERY.RECOVERY_ID,
            TOPOLOGY_RECOVERY.HOSTNAME, TOPOLOGY_RECOVERY.PORT, TOPOLOGY_RECOVERY.IN_ACTIVE_PERIOD,
            TOPOLOGY_RECOVERY.END_ACTIVE_PERIOD_UNIXTIME);
    private static final ActivePeriods DETECTIONS = new ActivePeriods(TOPOLOGY_FAILURE_DETECTION,
            TOPOLOGY_FAILURE_DETECTION.DETECTION_ID, TOPOLOGY_FAILURE_DETECTION.HOSTNAME,
            TOPOLOGY_FAILURE_DETECTION.PORT, TOPOLOGY_FAILURE_DETECTION.IN_ACTIVE_PERIOD,
            TOPOLOGY_FAILURE_DETECTION.END_ACTIVE_PERIOD_UNIXTIME);

    private final TableImpl<Record> table;
    private final TableField<Record, Long> id;
    private final Field<String> host;
    private final Field<Integer> port;
    private final Field<Integer> active;
    private final Field<Long> end;

    private ActivePeriods(TableImpl<Record> table, TableField<Record, Long> id, Field<String> host, Field<Integer> port,
            Field<Integer> active, Field<Long> end) {
        this.table = table;
        this.id = id;
        this.host = host;
        this.port = port;
        this.active = active;
        this.end = end;
    }

    static ActivePeriods ofRecoveries() {
        return RECOVERIES;
    }

    static ActivePeriods ofDetections() {
        return DETECTIONS;
    }

    /** Active rows among these, as a question. */
    Select<?> active(Condition which) {
        return DSL.selectOne().from(table).where(active.eq(1)).and(which);
    }

    /** Ends the active periods of the rows that {@code which} selects; returns how many there were. */
    int end(DSLContext sql, Dialect dialect, Condition which) {
        var query = sql.select(id, host, port).from(table).where(active.eq(1)).and(which).orderBy(id);
        var rows = dialect.hasRowLocks() ? query.forUpdate().fetch() : query.fetch();
        for (var row : rows) {
            var key = new InstanceKey(row.get(host), row.get(port));
            sql.update(table).set(active, 0).set(end, freeEnd(sql, dialect, key)).where(id.eq(row.get(id))).execute();
        }
        return rows.size();
    }

    /** Row numbers, for callers that change more than the period. */
    List<Long> lock(DSLContext sql, Dialect dialect, Condition which) {
        var query = sql.select(id).from(table).where(which).orderBy(id);
        return (dialect.hasRowLocks() ? query.forUpdate().fetch() : query.fetch()).getValues(id);
    }

    private long freeEnd(DSLContext sql, Dialect dialect, InstanceKey key) {
        long now = sql.fetchSingle(DSL.select(dialect.unixSeconds())).value1();
        return sql.select(DSL.max(end))
                .from(table)
                .where(host.eq(key.hostname()), port.eq(key.port()), active.eq(0), end.ge(now))
                .fetchOptional(0, Long.class)
                .map(latest -> latest + 1)
                .orElse(now);
    }
}
