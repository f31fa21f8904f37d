package io.orchestrator.backend.migration;

import java.util.List;

/**
 * One secondary index of a contract table.
 *
 * @param sqliteName its name on SQLite, where index names are shared by all tables (backend-schema.md 5.5)
 * @param columns names, where the contract says so with a prefix length: {@code domain_name(32)}
 */
record IndexDefinition(String name, String sqliteName, boolean unique, List<String> columns) {

    IndexDefinition {
        columns = List.copyOf(columns);
    }

    List<String> columnNames() {
        return columns.stream().map(IndexDefinition::withoutPrefix).toList();
    }

    private static String withoutPrefix(String column) {
        int bracket = column.indexOf('(');
        return bracket < 0 ? column : column.substring(0, bracket);
    }
}
