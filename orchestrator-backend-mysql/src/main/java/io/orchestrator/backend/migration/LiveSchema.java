package io.orchestrator.backend.migration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a backend's schema holds now; names in lower case. */
record LiveSchema(Map<String, LiveTable> tables) {

    LiveSchema {
        tables = Map.copyOf(tables);
    }

    Optional<LiveTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    boolean hasIndex(String name) {
        return tables.values()
                .stream()
                .flatMap(table -> table.indexes().stream())
                .anyMatch(index -> index.name().equals(name));
    }

    record LiveTable(Map<String, LiveColumn> columns, List<String> primaryKey, List<LiveIndex> indexes) {

        LiveTable {
            columns = Map.copyOf(columns);
            primaryKey = List.copyOf(primaryKey);
            indexes = List.copyOf(indexes);
        }
    }

    /** @param type without display width, as a {@link SchemaDdl} names it */
    record LiveColumn(String type, boolean nullable) {}

    record LiveIndex(String name, boolean unique, List<String> columns) {

        LiveIndex {
            columns = List.copyOf(columns);
        }
    }
}
