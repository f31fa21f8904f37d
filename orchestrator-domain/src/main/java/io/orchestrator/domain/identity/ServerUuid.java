package io.orchestrator.domain.identity;

import java.util.Locale;
import java.util.Optional;

/**
 * A server's UUID as in {@code @@server_uuid}, canonical lower-case text of 36 characters.
 *
 * @param value the text; upper-case letters are lowered
 */
public record ServerUuid(String value) implements Comparable<ServerUuid> {
    private static final int LENGTH = 36;

    public ServerUuid {
        if (!isCanonical(value)) {
            throw new IllegalArgumentException("'" + value + "' is not a server UUID");
        }
        value = value.toLowerCase(Locale.ROOT);
    }

    /** The UUID that this text is; empty when it is none. */
    public static Optional<ServerUuid> parse(String text) {
        return isCanonical(text) ? Optional.of(new ServerUuid(text)) : Optional.empty();
    }

    private static boolean isCanonical(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(ServerUuid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
