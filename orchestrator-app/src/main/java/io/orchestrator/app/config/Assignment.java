package io.orchestrator.app.config;

import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.KeyType;

/**
 * What one line of a file does to one key.
 *
 * @param <T> type of the key's value
 */
sealed interface Assignment<T> {

    Key<T> key();

    Place place();

    /** Whether a later file that says the same makes this one superfluous. */
    boolean supersededBy(Assignment<?> later);

    /** The file gives a value. A map is merged into what is there, everything else replaces it (config.md 2). */
    record Value<T>(Key<T> key, T value, Place place) implements Assignment<T> {
        @Override
        public boolean supersededBy(Assignment<?> later) {
            return later.key().equals(key)
                    && (!(key.type() instanceof KeyType.TextMap)
                            || (later instanceof Value<?> other && other.value().equals(value)));
        }
    }

    /** The file says {@code null} for a list or a map: empty it. (For any other key null means nothing at all.) */
    record Cleared<T>(Key<T> key, Place place) implements Assignment<T> {
        @Override
        public boolean supersededBy(Assignment<?> later) {
            return later.key().equals(key) && !(key.type() instanceof KeyType.TextMap);
        }
    }
}
