package io.orchestrator.backend.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One row of an answer as texts. Columns are looked up without regard to case, and by several names where versions differ
 * (discovery.md P-12). A column that is missing and one that is NULL read the same: the server did not say.
 */
public final class Row {
    private final Columns columns;
    private final @Nullable String[] values;

    /** Takes the values, in the order of the columns, for itself. */
    Row(Columns columns, @Nullable String[] values) {
        this.columns = columns;
        this.values = values;
    }

    /** A row of these columns; those that are NULL are left out by the caller. */
    public static Row of(Map<String, String> columns) {
        return new Row(new Columns(List.copyOf(columns.keySet())), columns.values().toArray(new @Nullable String[0]));
    }

    /** The same row with another value in that column, in place of the one that it has, if any. */
    public Row with(String column, String value) {
        int place = columns.placeOf(column);
        if (place >= 0) {
            @Nullable String[] changed = values.clone();
            changed[place] = value;
            return new Row(columns, changed);
        }
        List<String> labels = new ArrayList<>(columns.labels());
        labels.add(column);
        @Nullable String[] changed = Arrays.copyOf(values, labels.size());
        changed[labels.size() - 1] = value;
        return new Row(new Columns(labels), changed);
    }

    /** Whether the server said anything, be it the empty text, under one of these names. */
    public boolean has(String... names) {
        for (String name : names) {
            if (value(name) != null) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String value(String name) {
        int place = columns.placeOf(name);
        return place < 0 ? null : values[place];
    }

    /** The value under the first of these names that has one; empty when none has. */
    public String text(String... names) {
        for (String name : names) {
            String value = value(name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    /** Value of the only column of a one-column row; empty when it is NULL. */
    public Optional<String> first() {
        return values.length == 0 ? Optional.empty() : Optional.ofNullable(values[0]);
    }

    /** The value as a whole number; fractions are cut off, and what is no number is 0. */
    public long number(String... names) {
        String text = text(names).trim();
        int dot = text.indexOf('.');
        String whole = dot < 0 ? text : text.substring(0, dot);
        try {
            return whole.isEmpty() ? 0 : Long.parseLong(whole);
        } catch (NumberFormatException e) {
            // Unsigned 64-bit values beyond our range mean "very many" wherever they occur.
            return whole.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.MAX_VALUE : 0;
        }
    }

    /** Whether the value is {@code ON}, {@code YES} or {@code 1}, in any case. */
    public boolean isOn(String... names) {
        return switch (text(names).toUpperCase(Locale.ROOT)) {
            case "1", "ON", "YES", "TRUE" -> true;
            default -> false;
        };
    }

    /** The values, by column name in lower case; for messages and tests. */
    @Override
    public String toString() {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value != null) {
                all.put(columns.labels().get(i), value);
            }
        }
        return all.toString();
    }
}
