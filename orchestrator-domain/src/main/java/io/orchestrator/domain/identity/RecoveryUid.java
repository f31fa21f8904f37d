package io.orchestrator.domain.identity;

import java.util.Objects;

/**
 * Unique id of one recovery, takeover or multi-server relocation (recovery.md 16.2): a nanosecond timestamp, a colon and 64
 * hexadecimal digits where we made it.
 *
 * @param value never empty
 */
public record RecoveryUid(String value) {
    public RecoveryUid {
        Objects.requireNonNull(value, "value");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a recovery uid cannot be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
