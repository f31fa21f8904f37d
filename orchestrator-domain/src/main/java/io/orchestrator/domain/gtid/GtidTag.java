package io.orchestrator.domain.gtid;

/**
 * The tag of a transaction (MySQL 8.3 and later): it separates the numbering of groups of transactions of one server.
 *
 * @param value
 *            a lower-case letter or underscore followed by up to 31 of lower-case letters, digits and underscore;
 *            empty for {@link #NONE}
 */
public record GtidTag(String value) implements Comparable<GtidTag> {
    /** The tag of transactions that have none; sorts first. */
    public static final GtidTag NONE = new GtidTag("");

    private static final int MAX_LENGTH = 32;

    /**
     * Checks the syntax (discovery.md 4).
     *
     * @throws IllegalArgumentException
     *             when the text is not a tag
     */
    public GtidTag {
        if (!value.isEmpty() && !isTag(value)) {
            throw new IllegalArgumentException("Not a GTID tag: \"" + value
                    + "\". Expected a lower-case letter or _ and up to 31 lower-case letters, digits or _.");
        }
    }

    /** Whether this is {@link #NONE}. */
    public boolean isNone() {
        return value.isEmpty();
    }

    @Override
    public int compareTo(GtidTag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    static boolean startsTag(char c) {
        return (c >= 'a' && c <= 'z') || c == '_';
    }

    static boolean continuesTag(char c) {
        return startsTag(c) || (c >= '0' && c <= '9');
    }

    private static boolean isTag(String text) {
        return text.length() <= MAX_LENGTH && startsTag(text.charAt(0))
                && text.chars().allMatch(c -> continuesTag((char) c));
    }
}
