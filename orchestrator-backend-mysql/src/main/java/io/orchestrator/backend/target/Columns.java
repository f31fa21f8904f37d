package io.orchestrator.backend.target;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of the columns of an answer. Answers to one statement have the same ones, so that rows share them and look a name up once:
 * a probe reads a hundred columns, a thousand times a second.
 */
final class Columns {
    private static final int MISSING = -1;
    /** Servers of one kind answer the same columns; there are as many entries as kinds of servers and statements. */
    private static final ConcurrentHashMap<List<String>, Columns> SHARED = new ConcurrentHashMap<>();
    private static final int MOST_SHARED = 1_000;

    private final List<String> labels;
    private final ConcurrentHashMap<String, Integer> places = new ConcurrentHashMap<>();

    Columns(List<String> labels) {
        this.labels = labels.stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
    }

    /** The same object for the same labels, as a rule. */
    static Columns shared(List<String> labels) {
        Columns known = SHARED.get(labels);
        if (known != null) {
            return known;
        }
        Columns columns = new Columns(labels);
        if (SHARED.size() < MOST_SHARED) {
            SHARED.putIfAbsent(List.copyOf(labels), columns);
        }
        return columns;
    }

    /** In lower case. */
    List<String> labels() {
        return labels;
    }

    int count() {
        return labels.size();
    }

    /** Where the column of that name is, without regard to case; negative when there is none. Of two of one name the later counts. */
    int placeOf(String name) {
        Integer place = places.get(name);
        return place == null ? find(name) : place;
    }

    /** Whoever asks has the name in the code: there are few of them. */
    private int find(String name) {
        int place = labels.lastIndexOf(name.toLowerCase(Locale.ROOT));
        places.put(name, Math.max(MISSING, place));
        return place;
    }
}
