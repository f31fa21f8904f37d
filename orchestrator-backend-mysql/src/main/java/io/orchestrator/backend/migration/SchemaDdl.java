package io.orchestrator.backend.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Renders contract definitions as statements of one vendor. */
sealed interface SchemaDdl {

    /** A whole table with its indexes. */
    List<String> createTable(TableDefinition table);

    String addColumn(TableDefinition table, ColumnDefinition column);

    String createIndex(TableDefinition table, IndexDefinition index);

    String indexName(IndexDefinition index);

    /** The column's type as the live schema will show it. */
    String type(ColumnDefinition column);

    /** MySQL and MariaDB. */
    record MySql() implements SchemaDdl {

        @Override
        public List<String> createTable(TableDefinition table) {
            var parts = new ArrayList<String>();
            table.columns().forEach(column -> parts.add(column(column)));
            parts.add("primary key (" + String.join(", ", table.primaryKey()) + ")");
            table.indexes()
                    .forEach(index -> parts.add((index.unique() ? "unique key " : "key ") + index.name() + " ("
                            + String.join(", ", index.columns()) + ")"));
            return List.of("create table if not exists " + table.name() + " (\n  " + String.join(",\n  ", parts)
                    + "\n) engine=InnoDB default charset=ascii");
        }

        @Override
        public String addColumn(TableDefinition table, ColumnDefinition column) {
            return "alter table " + table.name() + " add column " + column(column);
        }

        @Override
        public String createIndex(TableDefinition table, IndexDefinition index) {
            return "create " + (index.unique() ? "unique " : "") + "index " + index.name() + " on " + table.name()
                    + " ("
                    + String.join(", ", index.columns()) + ")";
        }

        @Override
        public String indexName(IndexDefinition index) {
            return index.name();
        }

        @Override
        public String type(ColumnDefinition column) {
            return column.type();
        }

        private static String column(ColumnDefinition column) {
            var text = new StringBuilder(quoted(column.name())).append(' ').append(column.type());
            if (column.utf8()) {
                text.append(" character set utf8mb3");
            }
            text.append(column.nullable() ? " null" : " not null");
            var defaultTo = column.defaultTo();
            if (column.autoKey()) {
                text.append(" auto_increment");
            } else if (defaultTo != null) {
                text.append(" default ").append(defaultTo.equals("now") ? "current_timestamp" : defaultTo);
            } else if (column.nullable()) {
                text.append(" default null");
            }
            return text.toString();
        }

        /** Names such as {@code command} or {@code data} are words of the language in some versions. */
        private static String quoted(String name) {
            return "`" + name + "`";
        }
    }

    /** The embedded database, as backend-schema.md 5.5 describes the reference's translation. */
    record Sqlite() implements SchemaDdl {

        @Override
        public List<String> createTable(TableDefinition table) {
            var parts = new ArrayList<String>();
            table.columns().forEach(column -> parts.add(column(column)));
            if (table.columns().stream().noneMatch(ColumnDefinition::autoKey)) {
                parts.add("primary key (" + String.join(", ", table.primaryKey()) + ")");
            }
            var statements = new ArrayList<String>();
            statements.add("create table if not exists " + table.name() + " (\n  " + String.join(",\n  ", parts)
                    + "\n)");
            table.indexes().forEach(index -> statements.add(createIndex(table, index)));
            return statements;
        }

        @Override
        public String addColumn(TableDefinition table, ColumnDefinition column) {
            return "alter table " + table.name() + " add column " + column(column);
        }

        @Override
        public String createIndex(TableDefinition table, IndexDefinition index) {
            return "create " + (index.unique() ? "unique " : "") + "index if not exists " + index.sqliteName() + " on "
                    + table.name() + " ("
                    + index.columnNames().stream().map(Sqlite::quoted).collect(Collectors.joining(", ")) + ")";
        }

        @Override
        public String indexName(IndexDefinition index) {
            return index.sqliteName();
        }

        @Override
        public String type(ColumnDefinition column) {
            if (column.autoKey()) {
                return "integer";
            }
            return column.type().startsWith("enum") ? "text" : column.type().replace(" unsigned", "");
        }

        private String column(ColumnDefinition column) {
            if (column.autoKey()) {
                return quoted(column.name()) + " integer primary key";
            }
            var text = new StringBuilder(quoted(column.name())).append(' ').append(type(column));
            if (column.type().startsWith("enum")) {
                text.append(" check (")
                        .append(column.name())
                        .append(" in ")
                        .append(column.type().substring("enum".length()))
                        .append(')');
            }
            text.append(column.nullable() ? "" : " not null");
            var defaultTo = column.defaultTo();
            if ("now".equals(defaultTo)) {
                // The reference's own translation; whoever inserts names the time.
                text.append(" default ''");
            } else if (defaultTo != null) {
                text.append(" default ").append(defaultTo);
            } else if (!column.nullable()) {
                // Insert-ignore drops the row where a value is missing, while MySQL fills one in; statements of the
                // reference rely on that.
                text.append(column.isNumber() ? " default 0" : " default ''");
            }
            return text.toString();
        }

        private static String quoted(String name) {
            return "\"" + name + "\"";
        }
    }
}
