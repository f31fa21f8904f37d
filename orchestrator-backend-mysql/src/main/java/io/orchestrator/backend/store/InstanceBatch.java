package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.backend.codec.DocumentCodec;
import io.orchestrator.backend.codec.ObservedDocument;
import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.InstanceStore.Row;
import org.jooq.CaseConditionStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.ORCJ_INSTANCE_SNAPSHOT;

/**
 * One batch of the journal, in one transaction: sorted by key, so that two writers lock in the same order; one multi-row
 * upsert for each of the two tables; rows of which only times are new have only those updated. A stored row gives way only
 * to a probe that began later, whoever stored it.
 */
final class InstanceBatch {

    private final List<Row> rows;
    private final DocumentCodec<ObservedDocument> codec;
    private final Dialect dialect;
    private final long askedAtNanos;

    InstanceBatch(List<Row> rows, DocumentCodec<ObservedDocument> codec, Dialect dialect, long askedAtNanos) {
        this.rows = rows.stream().sorted(Comparator.comparing(row -> row.instance().key())).toList();
        this.codec = codec;
        this.dialect = dialect;
        this.askedAtNanos = askedAtNanos;
    }

    void write(DSLContext sql) {
        if (rows.isEmpty()) {
            return;
        }
        var stored = stored(sql);
        var sinceAsked = Duration.ofNanos(System.nanoTime() - askedAtNanos);
        var whole = new ArrayList<Row>();
        var timesOnly = new ArrayList<Row>();
        for (var row : rows) {
            var before = stored.get(row.instance().key());
            if (before == null) {
                // Only times are new, and yet there is no row: it was forgotten by somebody, and stays so.
                if (row.changed()) {
                    whole.add(row);
                }
            } else if (before.givesWayTo(row, sinceAsked)) {
                (row.changed() || before.beganAge() == null ? whole : timesOnly).add(row);
            }
        }
        upsert(sql, whole, sinceAsked);
        updateTimes(sql, timesOnly, sinceAsked);
        var written = new ArrayList<>(whole);
        written.addAll(timesOnly);
        rememberContractTimes(sql, written);
    }

    /**
     * What stands in the store.
     *
     * @param beganAge age of the beginning of the stored probe; null when we have not stored it
     * @param checkedSeconds age of the contract row's last check
     * @param ours the contract row is as we left it
     */
    private record Stored(@Nullable Duration beganAge, long checkedSeconds, boolean ours) {

        boolean givesWayTo(Row row, Duration sinceAsked) {
            if (!ours && checkedSeconds < row.checkedAge().plus(sinceAsked).toSeconds()) {
                return false;
            }
            return beganAge == null || row.beganAge().plus(sinceAsked).compareTo(beganAge) < 0;
        }
    }

    private Map<InstanceKey, Stored> stored(DSLContext sql) {
        var d = DATABASE_INSTANCE;
        var s = ORCJ_INSTANCE_SNAPSHOT;
        var began = dialect.microsSince(s.BEGAN_AT).as("began");
        var checked = dialect.secondsSince(d.LAST_CHECKED).as("checked");
        var ours = DSL.when(s.CONTRACT_CHECKED.eq(dialect.asText(d.LAST_CHECKED)), DSL.inline(1)).as("ours");
        var query = sql.select(d.HOSTNAME, d.PORT, began, checked, ours)
                .from(d)
                .leftJoin(s)
                .on(s.HOSTNAME.eq(d.HOSTNAME), s.PORT.eq(d.PORT))
                .where(InstanceTable.isOneOf(keys(rows)))
                .orderBy(d.HOSTNAME, d.PORT);
        var found = new HashMap<InstanceKey, Stored>();
        for (var row : dialect.hasRowLocks() ? query.forUpdate().fetch() : query.fetch()) {
            found.put(new InstanceKey(row.get(d.HOSTNAME), row.get(d.PORT)),
                    new Stored(row.get(began) == null ? null : Duration.ofNanos(row.get(began) * 1_000),
                            row.get(checked) == null ? Long.MAX_VALUE : row.get(checked), row.get(ours) != null));
        }
        return found;
    }

    private void upsert(DSLContext sql, List<Row> whole, Duration sinceAsked) {
        upsert(sql, DATABASE_INSTANCE,
                whole.stream().map(row -> InstanceColumns.of(row, sinceAsked, dialect)).toList());
        upsert(sql, ORCJ_INSTANCE_SNAPSHOT, whole.stream().map(row -> snapshot(row, sinceAsked)).toList());
    }

    private static void upsert(DSLContext sql, Table<Record> table, List<Map<Field<?>, @Nullable Object>> lines) {
        if (lines.isEmpty()) {
            return;
        }
        InsertValuesStepN<Record> insert = sql.insertInto(table).columns(List.copyOf(lines.getFirst().keySet()));
        for (var line : lines) {
            insert = insert.values(new ArrayList<>(line.values()));
        }
        insert.onDuplicateKeyUpdate().setNonKeyToExcluded().execute();
    }

    private Map<Field<?>, @Nullable Object> snapshot(Row row, Duration sinceAsked) {
        var s = ORCJ_INSTANCE_SNAPSHOT;
        var key = row.instance().key();
        var document = codec.write(ObservedDocument.of(row.instance().observed()));
        var line = new LinkedHashMap<Field<?>, @Nullable Object>();
        line.put(s.HOSTNAME, key.hostname());
        line.put(s.PORT, key.port());
        snapshotTimes(row, sinceAsked).forEach(line::put);
        line.put(s.CONTRACT_CHECKED, "");
        line.put(s.DOCUMENT_VERSION, document.version());
        line.put(s.DOCUMENT, document.text());
        return line;
    }

    private Map<Field<String>, Field<String>> snapshotTimes(Row row, Duration sinceAsked) {
        var s = ORCJ_INSTANCE_SNAPSHOT;
        var times = new LinkedHashMap<Field<String>, Field<String>>();
        times.put(s.BEGAN_AT, dialect.utcAgo(row.beganAge().plus(sinceAsked)));
        times.put(s.CHECKED_AT, dialect.utcAgo(row.checkedAge().plus(sinceAsked)));
        times.put(s.SEEN_AT, row.seenAge().isNegative() ? DSL.castNull(s.SEEN_AT)
                : dialect.utcAgo(row.seenAge().plus(sinceAsked)));
        return times;
    }

    private void updateTimes(DSLContext sql, List<Row> timesOnly, Duration sinceAsked) {
        if (timesOnly.isEmpty()) {
            return;
        }
        var contract = new LinkedHashMap<Row, Map<Field<String>, Field<String>>>();
        var own = new LinkedHashMap<Row, Map<Field<String>, Field<String>>>();
        for (var row : timesOnly) {
            contract.put(row, InstanceColumns.timesOf(row, sinceAsked, dialect));
            own.put(row, snapshotTimes(row, sinceAsked));
        }
        sql.update(DATABASE_INSTANCE)
                .set(cases(DATABASE_INSTANCE.HOSTNAME, DATABASE_INSTANCE.PORT, contract))
                .where(InstanceTable.isOneOf(keys(timesOnly)))
                .execute();
        sql.update(ORCJ_INSTANCE_SNAPSHOT)
                .set(cases(ORCJ_INSTANCE_SNAPSHOT.HOSTNAME, ORCJ_INSTANCE_SNAPSHOT.PORT, own))
                .where(InstanceTable.isSnapshotOfOneOf(keys(timesOnly)))
                .execute();
    }

    /** One assignment per column that picks each row's value by its key. */
    private static Map<Field<String>, Field<String>> cases(Field<String> host, Field<Integer> port,
            Map<Row, Map<Field<String>, Field<String>>> values) {
        var byColumn = new LinkedHashMap<Field<String>, @Nullable CaseConditionStep<String>>();
        values.forEach((row, times) -> times.forEach((column, time) -> {
            var isRow = host.eq(row.instance().key().hostname()).and(port.eq(row.instance().key().port()));
            var begun = byColumn.get(column);
            byColumn.put(column, begun == null ? DSL.when(isRow, time) : begun.when(isRow, time));
        }));
        var assignments = new LinkedHashMap<Field<String>, Field<String>>();
        byColumn.forEach((column, choice) -> {
            if (choice != null) {
                assignments.put(column, choice);
            }
        });
        return assignments;
    }

    private void rememberContractTimes(DSLContext sql, List<Row> written) {
        if (written.isEmpty()) {
            return;
        }
        var d = DATABASE_INSTANCE;
        var s = ORCJ_INSTANCE_SNAPSHOT;
        sql.update(s)
                .set(s.CONTRACT_CHECKED, DSL.field(DSL.select(dialect.asText(d.LAST_CHECKED))
                        .from(d)
                        .where(d.HOSTNAME.eq(s.HOSTNAME), d.PORT.eq(s.PORT))))
                .where(InstanceTable.isSnapshotOfOneOf(keys(written)))
                .execute();
    }

    private static List<InstanceKey> keys(List<Row> rows) {
        return rows.stream().map(row -> row.instance().key()).toList();
    }
}
