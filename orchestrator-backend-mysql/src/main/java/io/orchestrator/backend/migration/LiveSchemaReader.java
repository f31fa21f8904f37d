package io.orchestrator.backend.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.backend.migration.LiveSchema.LiveColumn;
import io.orchestrator.backend.migration.LiveSchema.LiveIndex;
import io.orchestrator.backend.migration.LiveSchema.LiveTable;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;

/** Reads the live schema from the server's own catalogue. */
final class LiveSchemaReader {

    private static final Pattern DISPLAY_WIDTH =
            Pattern.compile("\\b(tinyint|smallint|mediumint|int|bigint)\\(\\d+\\)");

    private static final String MYSQL_COLUMNS = """
            select lower(table_name) as t, lower(column_name) as name, column_type as type,
                   case when is_nullable = 'YES' then 1 else 0 end as nullable
            from information_schema.columns where table_schema = database()""";
    private static final String MYSQL_INDEXES = """
            select lower(table_name) as t, lower(index_name) as name, 1 - non_unique as uniq,
                   lower(column_name) as col, case when index_name = 'PRIMARY' then 1 else 0 end as pk
            from information_schema.statistics where table_schema = database()
            order by table_name, index_name, seq_in_index""";
    private static final String SQLITE_COLUMNS = """
            select lower(m.name) as t, lower(c.name) as name, lower(c.type) as type, 1 - c."notnull" as nullable
            from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'""";
    private static final String SQLITE_INDEXES = """
            select lower(m.name) as t, lower(l.name) as name, l."unique" as uniq, lower(i.name) as col, 0 as pk
            from sqlite_master m join pragma_index_list(m.name) l join pragma_index_info(l.name) i
            where m.type = 'table' and l.origin <> 'pk'
            union all
            select lower(m.name), 'primary', 1, lower(c.name), 1
            from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.pk > 0
            order by 1, 2""";

    private LiveSchemaReader() {}

    static LiveSchema read(DSLContext sql, Dialect dialect) {
        var columns = columns(sql.fetch(dialect == Dialect.SQLITE ? SQLITE_COLUMNS : MYSQL_COLUMNS));
        var indexes = indexes(sql.fetch(dialect == Dialect.SQLITE ? SQLITE_INDEXES : MYSQL_INDEXES));
        var tables = new HashMap<String, LiveTable>();
        columns.forEach((table, found) -> {
            var ofTable = indexes.getOrDefault(table, Map.of());
            var primary = ofTable.get("primary");
            tables.put(table, new LiveTable(found, primary == null ? List.of() : primary.columns,
                    ofTable.entrySet()
                            .stream()
                            .filter(entry -> !entry.getKey().equals("primary"))
                            .map(entry -> new LiveIndex(entry.getKey(), entry.getValue().unique,
                                    entry.getValue().columns))
                            .toList()));
        });
        return new LiveSchema(tables);
    }

    private static Map<String, Map<String, LiveColumn>> columns(Result<Record> rows) {
        var tables = new HashMap<String, Map<String, LiveColumn>>();
        for (var row : rows) {
            tables.computeIfAbsent(text(row, "t"), t -> new HashMap<>())
                    .put(text(row, "name"),
                            new LiveColumn(normalised(text(row, "type")), flag(row, "nullable")));
        }
        return tables;
    }

    private static Map<String, Map<String, Columns>> indexes(Result<Record> rows) {
        var tables = new HashMap<String, Map<String, Columns>>();
        for (var row : rows) {
            tables.computeIfAbsent(text(row, "t"), t -> new TreeMap<>())
                    .computeIfAbsent(text(row, "name"),
                            name -> new Columns(flag(row, "uniq"), new ArrayList<>())).columns
                    .add(text(row, "col"));
        }
        return tables;
    }

    private static String normalised(String type) {
        return DISPLAY_WIDTH.matcher(type.toLowerCase(Locale.ROOT)).replaceAll("$1");
    }

    /** An index over an expression has no column name; it is none of ours. */
    private static String text(Record row, String field) {
        var value = row.get(field, String.class);
        return value == null ? "" : value;
    }

    private static boolean flag(Record row, String field) {
        return "1".equals(row.get(field, String.class));
    }

    private record Columns(boolean unique, List<String> columns) {}
}
