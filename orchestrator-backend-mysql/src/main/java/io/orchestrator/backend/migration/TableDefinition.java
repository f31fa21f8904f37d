package io.orchestrator.backend.migration;

import java.util.List;

/** One contract table. */
record TableDefinition(String name, List<ColumnDefinition> columns, List<String> primaryKey,
        List<IndexDefinition> indexes) {

    TableDefinition {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        indexes = List.copyOf(indexes);
        var names = columns.stream().map(ColumnDefinition::name).toList();
        if (primaryKey.isEmpty() || !names.containsAll(primaryKey)) {
            throw new IllegalArgumentException("table " + name + ": the primary key must name columns of the table");
        }
        for (var index : indexes) {
            if (!names.containsAll(index.columnNames())) {
                throw new IllegalArgumentException("table " + name + ": index " + index.name()
                        + " names a column that the table has not");
            }
        }
    }
}
