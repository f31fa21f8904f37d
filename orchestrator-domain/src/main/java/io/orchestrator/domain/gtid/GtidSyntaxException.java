package io.orchestrator.domain.gtid;

/** The text is not a GTID set. The message names the problem, the position and the text around it. */
public final class GtidSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_BEFORE = 60;
    private static final int SHOWN_AFTER = 20;

    private final String text;
    private final int position;

    GtidSyntaxException(String problem, String text, int position) {
        super("Cannot read GTID set: %s at position %d of \"%s\"".formatted(problem, position,
                surroundings(text, position)));
        this.text = text;
        this.position = position;
    }

    /** The whole text that could not be read. */
    public String text() {
        return text;
    }

    /** Where reading stopped: a character offset into the text, from 0; the text's length when it ended too early. */
    public int position() {
        return position;
    }

    /** A set may be megabytes long; a message shows the neighbourhood of the fault. */
    private static String surroundings(String text, int position) {
        int from = Math.max(0, position - SHOWN_BEFORE);
        int to = Math.min(text.length(), position + SHOWN_AFTER);
        return (from > 0 ? "..." : "") + text.substring(from, to) + (to < text.length() ? "..." : "");
    }
}
