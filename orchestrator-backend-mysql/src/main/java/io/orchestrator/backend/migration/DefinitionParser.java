package io.orchestrator.backend.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Reads the lines that {@link ContractSchema} describes. */
final class DefinitionParser {

    private static final Pattern TABLE = Pattern.compile("table (\\w+)");
    private static final Pattern PRIMARY = Pattern.compile("primary \\((.+)\\)");
    private static final Pattern INDEX = Pattern.compile("(index|unique) (\\w+) \\((.+)\\)(?: sqlite (\\w+))?");
    private static final Pattern COLUMN = Pattern.compile(
            "(\\w+)\\s+(\\w+(?:\\([^)]*\\))?(?: unsigned)?)( utf8)?\\s+(?:(auto)|(not )?null(?: default (now|\\d+|'.*'))?)");

    private final String file;
    private final List<TableDefinition> tables = new ArrayList<>();
    private @Nullable Unfinished current;

    private DefinitionParser(String file) {
        this.file = file;
    }

    static List<TableDefinition> parse(String file, String text) {
        var parser = new DefinitionParser(file);
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(parser::read);
        parser.finishTable();
        return parser.tables;
    }

    private void read(String line) {
        var table = TABLE.matcher(line);
        if (table.matches()) {
            finishTable();
            current = new Unfinished(table.group(1), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            return;
        }
        var target = current;
        if (target == null || !readPart(target, line)) {
            throw new IllegalStateException(file + ": cannot read the line '" + line + "'");
        }
    }

    private static boolean readPart(Unfinished table, String line) {
        var primary = PRIMARY.matcher(line);
        if (primary.matches()) {
            return table.primaryKey.addAll(names(primary.group(1)));
        }
        var index = INDEX.matcher(line);
        if (index.matches()) {
            return table.indexes.add(index(index));
        }
        var column = COLUMN.matcher(line);
        return column.matches() && table.columns.add(column(column));
    }

    private static IndexDefinition index(Matcher line) {
        var sqliteName = line.group(4);
        return new IndexDefinition(line.group(2), sqliteName == null ? line.group(2) : sqliteName,
                line.group(1).equals("unique"), names(line.group(3)));
    }

    private static ColumnDefinition column(Matcher line) {
        boolean autoKey = line.group(4) != null;
        boolean nullable = !autoKey && line.group(5) == null;
        return new ColumnDefinition(line.group(1), line.group(2), line.group(3) != null, autoKey, nullable,
                line.group(6));
    }

    private static List<String> names(String list) {
        return List.of(list.split(", ", -1));
    }

    private void finishTable() {
        if (current != null) {
            tables.add(new TableDefinition(current.name, current.columns, current.primaryKey, current.indexes));
        }
    }

    private record Unfinished(String name, List<ColumnDefinition> columns, List<String> primaryKey,
            List<IndexDefinition> indexes) {}
}
