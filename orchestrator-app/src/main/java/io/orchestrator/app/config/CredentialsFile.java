package io.orchestrator.app.config;

import java.util.Locale;

/**
 * The INI file that may hold user and password: one section {@code [client]} with the keys {@code user} and
 * {@code password}, nothing else (config.md 3). A general {@code my.cnf} is refused, as in the contract.
 */
final class CredentialsFile {

    /** What came of it. */
    sealed interface Result {

        /** The two values; empty when the file leaves one out. */
        record Parsed(String user, String password) implements Result {
            @Override
            public String toString() {
                return "Parsed[user=" + user + ", password=(not shown)]";
            }
        }

        /** Not understood; {@code reason} starts with line and column and never quotes a value. */
        record Malformed(String reason) implements Result {}
    }

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;
    private boolean inClient;
    private String user = "";
    private String password = "";

    private CredentialsFile(String text) {
        this.text = text;
    }

    static Result parse(String text) {
        return new CredentialsFile(text.startsWith("\uFEFF") ? text.substring(1) : text).parse();
    }

    /** Thrown to leave the recursive descent; never leaves this class. */
    private static final class Malformation extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformation(String reason) {
            super(reason, null, false, false);
        }
    }

    private Result parse() {
        try {
            while (skipToContent()) {
                if (peek() == '[') {
                    readSection();
                } else {
                    readVariable();
                }
            }
            return new Result.Parsed(user, password);
        } catch (Malformation e) {
            return new Result.Malformed(String.valueOf(e.getMessage()));
        }
    }

    /** Past blanks, empty lines and comments; false at the end. */
    private boolean skipToContent() {
        while (at < text.length()) {
            if (isComment(peek())) {
                skipLine();
            } else if (Character.isWhitespace(peek())) {
                next();
            } else {
                return true;
            }
        }
        return false;
    }

    private void readSection() {
        next();
        var end = text.indexOf(']', at);
        var lineEnd = text.indexOf('\n', at);
        if (end < 0 || (lineEnd >= 0 && lineEnd < end)) {
            throw malformed("expected ']' after the section's name");
        }
        var name = text.substring(at, end).strip();
        if (!name.toLowerCase(Locale.ROOT).equals("client")) {
            throw malformed("can't store data at section \"" + name + "\"; only [client] is allowed here");
        }
        inClient = true;
        at = end + 1;
        skipBlanks();
        if (at < text.length() && peek() != '\n' && peek() != '\r' && !isComment(peek())) {
            throw malformed("expected end of line or comment after the section header");
        }
    }

    private void readVariable() {
        if (!inClient) {
            throw malformed("expected section header");
        }
        var start = at;
        while (at < text.length() && (Character.isLetterOrDigit(peek()) || peek() == '-' || peek() == '_')) {
            at++;
        }
        var name = text.substring(start, at);
        if (name.isEmpty() || !Character.isLetter(name.charAt(0))) {
            throw malformed("expected a variable's name");
        }
        skipBlanks();
        if (at >= text.length() || peek() != '=') {
            throw malformed("blank value not supported for type at section \"client\", variable \"" + name
                    + "\": expected " + name + " = value");
        }
        next();
        store(name, readValue());
    }

    private void store(String name, String value) {
        if (name.equalsIgnoreCase("user")) {
            user = value;
        } else if (name.equalsIgnoreCase("password")) {
            password = value;
        } else {
            throw malformed("can't store data at section \"client\", variable \"" + name
                    + "\"; only user and password are allowed here");
        }
    }

    /** Up to the end of the line; blanks at both ends go, inner ones and quoted ones stay. */
    private String readValue() {
        var value = new StringBuilder();
        var kept = 0;
        var quoted = false;
        skipBlanks();
        while (at < text.length()) {
            var c = peek();
            if (c == '"') {
                quoted = !quoted;
                next();
                kept = value.length();
            } else if (c == '\\') {
                readEscape(value, quoted);
                kept = value.length();
            } else if (c == '\n') {
                break;
            } else if (!quoted && isComment(c)) {
                skipLine();
                break;
            } else {
                value.append(c);
                next();
                if (quoted || !Character.isWhitespace(c)) {
                    kept = value.length();
                }
            }
        }
        if (quoted) {
            throw malformed("the double-quoted value is not closed");
        }
        return value.substring(0, kept);
    }

    private void readEscape(StringBuilder value, boolean quoted) {
        next();
        if (at < text.length() && peek() == '\r' && text.startsWith("\r\n", at)) {
            next();
        }
        var escaped = at < text.length() ? peek() : '\0';
        if (escaped == '"') {
            value.append('"');
        } else if (escaped != '\n') {
            if (!quoted) {
                throw malformed("unquoted '\\' must be followed by new line or double quote");
            }
            switch (escaped) {
                case 'n' -> value.append('\n');
                case 't' -> value.append('\t');
                case 'b' -> value.append('\b');
                case '\\' -> value.append('\\');
                default -> throw malformed("unknown escape sequence");
            }
        }
        next();
    }

    private void skipBlanks() {
        while (at < text.length() && (peek() == ' ' || peek() == '\t')) {
            at++;
        }
    }

    private void skipLine() {
        while (at < text.length() && peek() != '\n') {
            at++;
        }
    }

    private char peek() {
        return text.charAt(at);
    }

    private void next() {
        if (at < text.length() && peek() == '\n') {
            line++;
            lineStart = at + 1;
        }
        at++;
    }

    private static boolean isComment(char c) {
        return c == '#' || c == ';';
    }

    private Malformation malformed(String reason) {
        return new Malformation(line + ":" + (at - lineStart + 1) + ": " + reason);
    }
}
