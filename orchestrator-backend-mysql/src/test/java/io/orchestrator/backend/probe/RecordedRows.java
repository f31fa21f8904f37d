package io.orchestrator.backend.probe;

import java.util.LinkedHashMap;
import java.util.Map;

import io.orchestrator.backend.target.Row;

/** Small rows for tests, written as column, colon, value; an empty value stays empty, NULL is left out. */
final class RecordedRows {
    private RecordedRows() {}

    static Row row(String text) {
        Map<String, String> columns = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            if (!value.equals("NULL")) {
                columns.put(line.substring(0, colon).strip(), value);
            }
        });
        return Row.of(columns);
    }
}
