package io.orchestrator.http.wire;

/** The ASCII-quoted form in which replication errors are stored and shown (discovery.md 3.2). */
final class QuotedText {
    private QuotedText() {}

    /** Empty for an empty text; otherwise in double quotes, with everything that is not printable ASCII escaped. */
    static String of(String text) {
        if (text.isEmpty()) {
            return "";
        }
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder to, int c) {
        switch (c) {
            case '"' -> to.append("\\\"");
            case '\\' -> to.append("\\\\");
            case 7 -> to.append("\\a");
            case '\b' -> to.append("\\b");
            case '\f' -> to.append("\\f");
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            case 11 -> to.append("\\v");
            default -> {
                if (c >= ' ' && c < 0x7f) {
                    to.append((char) c);
                } else if (c < 0x80) {
                    to.append(String.format("\\x%02x", c));
                } else if (c < 0x10000) {
                    to.append(String.format("\\u%04x", c));
                } else {
                    to.append(String.format("\\U%08x", c));
                }
            }
        }
    }
}
