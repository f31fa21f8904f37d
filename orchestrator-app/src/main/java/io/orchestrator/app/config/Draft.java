package io.orchestrator.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.KeyType;

/** The values while the files are laid over each other, with what went wrong on the way. */
final class Draft {

    private final Values values = new Values();
    private final Map<Key<?>, Place> places = new HashMap<>();
    private final Set<Fault> faults = new LinkedHashSet<>();
    private final Set<Notice> notices = new LinkedHashSet<>();

    <T> T get(Key<T> key) {
        return values.get(key);
    }

    <T> void set(Key<T> key, T value) {
        values.put(key, value);
    }

    /** Where the key was last named in a file. */
    Optional<Place> place(Key<?> key) {
        return Optional.ofNullable(places.get(key));
    }

    void overlay(Layer layer) {
        for (var assignment : layer.assignments()) {
            apply(assignment);
            places.put(assignment.key(), assignment.place());
        }
    }

    private <T> void apply(Assignment<T> assignment) {
        switch (assignment) {
            case Assignment.Value<T> given -> values.put(given.key(), merged(given.key(), given.value()));
            case Assignment.Cleared<T> cleared -> values.put(cleared.key(), emptied(cleared.key()));
        }
    }

    private <T> T merged(Key<T> key, T value) {
        if (key.type() instanceof KeyType.TextMap && value instanceof Map<?, ?> added
                && values.get(key) instanceof Map<?, ?> present) {
            var merged = new LinkedHashMap<Object, Object>(present);
            merged.putAll(added);
            return values.cast(key, merged);
        }
        return value;
    }

    private <T> T emptied(Key<T> key) {
        Object empty = key.type() instanceof KeyType.TextMap ? Map.of() : List.of();
        return values.cast(key, empty);
    }

    /** Refuses the configuration; the keys' values and places are added to the text. */
    void fault(String text, Key<?>... keys) {
        var named = List.of(keys);
        var context = new ArrayList<String>();
        for (var key : named) {
            var where = place(key).map(place -> ", " + place).orElse("");
            context.add(key.name() + " = " + key.shown(get(key)) + where);
        }
        var names = named.stream().<String>map(Key::name).toList();
        faults.add(new Fault(names, context.isEmpty() ? text : text + " (" + String.join("; ", context) + ")"));
    }

    void notice(Notice notice) {
        notices.add(notice);
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    Values values() {
        return values;
    }

    Map<Key<?>, Place> places() {
        return Map.copyOf(places);
    }
}
