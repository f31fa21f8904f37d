package io.orchestrator.app.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.app.config.key.Key;

/** A value for every key; a key never put has its default. The one place where the types of values are vouched for. */
final class Values {

    private final Map<Key<?>, Object> values = new HashMap<>();

    <T> T get(Key<T> key) {
        var value = values.get(key);
        return value == null ? key.defaultValue() : cast(key, value);
    }

    <T> void put(Key<T> key, T value) {
        values.put(key, copied(value));
    }

    /** Takes over the value another set of values has for this key. */
    <T> void putFrom(Values other, Key<T> key) {
        put(key, other.get(key));
    }

    Values copy() {
        var copy = new Values();
        copy.values.putAll(values);
        return copy;
    }

    // put is the only way in and it is typed by the key, so that what lies under a key is of the key's type
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <T> T cast(Key<T> key, Object value) {
        return (T) value;
    }

    private static Object copied(Object value) {
        return switch (value) {
            case List<?> list -> List.copyOf(list);
            case Map<?, ?> map -> Collections.unmodifiableMap(new LinkedHashMap<>(map));
            default -> value;
        };
    }
}
