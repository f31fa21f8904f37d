package io.orchestrator.backend.migration;

import org.jspecify.annotations.Nullable;

/**
 * One column of a contract table.
 *
 * @param type as MySQL writes it, without display width: {@code smallint unsigned}, {@code varchar(128)}
 * @param utf8 three-byte utf8 instead of the table's ascii
 * @param autoKey numbered by the server
 * @param defaultTo {@code now}, a number or a quoted text; absent = none
 */
record ColumnDefinition(String name, String type, boolean utf8, boolean autoKey, boolean nullable,
        @Nullable String defaultTo) {

    boolean isNumber() {
        return type.startsWith("tinyint") || type.startsWith("smallint") || type.startsWith("int")
                || type.startsWith("bigint");
    }
}
