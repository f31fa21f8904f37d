package io.orchestrator.backend.migration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.orchestrator.backend.migration.LiveSchema.LiveColumn;
import io.orchestrator.backend.migration.LiveSchema.LiveTable;
import io.orchestrator.backend.migration.Reconciliation.Change;

/**
 * Compares the contract with a live schema: pure, additive only. Nothing is dropped, renamed or altered; what differs
 * otherwise is told (backend-schema.md 2, 6.1 and 6.3).
 */
final class Reconciler {

    /** Not null on servers that give the first timestamp of a table implicit defaults (backend-schema.md 2). */
    private static final Set<String> NULLABILITY_VARIES = Set.of("database_instance_downtime.begin_timestamp");

    private final SchemaDdl ddl;
    private final LiveSchema live;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();

    private Reconciler(SchemaDdl ddl, LiveSchema live) {
        this.ddl = ddl;
        this.live = live;
    }

    static Reconciliation compare(ContractSchema contract, LiveSchema live, SchemaDdl ddl) {
        var reconciler = new Reconciler(ddl, live);
        contract.tables().forEach(reconciler::compareTable);
        return new Reconciliation(reconciler.changes, reconciler.differences);
    }

    private void compareTable(TableDefinition table) {
        live.table(table.name()).ifPresentOrElse(found -> {
            table.columns().forEach(column -> compareColumn(table, column, found));
            comparePrimaryKey(table, found);
            table.indexes().forEach(index -> compareIndex(table, index, found));
            tellStrangeUniqueIndexes(table, found);
        }, () -> changes.add(new Change("table " + table.name(), ddl.createTable(table))));
    }

    private void compareColumn(TableDefinition table, ColumnDefinition column, LiveTable found) {
        var name = table.name() + "." + column.name();
        var existing = found.columns().get(column.name());
        if (existing != null) {
            compareTypes(name, column, existing);
        } else if (column.autoKey() || table.primaryKey().contains(column.name())) {
            differences.add("column " + name + " is missing and belongs to the primary key, which is not changed");
        } else {
            changes.add(new Change("column " + name, List.of(ddl.addColumn(table, column))));
        }
    }

    private void compareTypes(String name, ColumnDefinition column, LiveColumn existing) {
        var expected = ddl.type(column);
        if (!existing.type().equals(expected)) {
            differences.add("column " + name + " is " + existing.type() + " where the contract has " + expected);
        }
        // A row-id key of SQLite counts as nullable in its catalogue.
        if (existing.nullable() != column.nullable() && !column.autoKey() && !NULLABILITY_VARIES.contains(name)) {
            differences.add("column " + name + (existing.nullable() ? " admits" : " does not admit") + " null");
        }
    }

    private void comparePrimaryKey(TableDefinition table, LiveTable found) {
        if (!new HashSet<>(found.primaryKey()).equals(new HashSet<>(table.primaryKey()))) {
            differences.add("the primary key of " + table.name() + " is over " + found.primaryKey()
                    + " where the contract has " + table.primaryKey());
        }
    }

    /** An index counts as present under any name: only its columns and uniqueness matter. */
    private void compareIndex(TableDefinition table, IndexDefinition index, LiveTable found) {
        boolean present = found.indexes()
                .stream()
                .anyMatch(one -> one.unique() == index.unique() && one.columns().equals(index.columnNames()));
        if (present) {
            return;
        }
        boolean nameTaken = found.indexes().stream().anyMatch(one -> one.name().equals(ddl.indexName(index)))
                || (ddl instanceof SchemaDdl.Sqlite && live.hasIndex(ddl.indexName(index)));
        if (nameTaken) {
            differences.add("index " + ddl.indexName(index) + " exists with other columns than "
                    + index.columnNames() + " of " + table.name());
        } else {
            changes.add(new Change("index " + ddl.indexName(index) + " of " + table.name(),
                    List.of(ddl.createIndex(table, index))));
        }
    }

    private void tellStrangeUniqueIndexes(TableDefinition table, LiveTable found) {
        found.indexes()
                .stream()
                .filter(LiveSchema.LiveIndex::unique)
                .filter(one -> table.indexes()
                        .stream()
                        .noneMatch(index -> index.unique() && index.columnNames().equals(one.columns())))
                .forEach(one -> differences.add("unique index " + one.name() + " over " + one.columns() + " of "
                        + table.name() + " is not in the contract; it can make inserts disappear"));
    }
}
