package io.orchestrator.domain.gtid;

import java.util.function.IntPredicate;

/** Reads a GTID text from left to right; blanks between tokens do not matter. */
final class TextScanner {
    private static final int RADIX = 10;

    private final String text;
    private int at;

    TextScanner(String text) {
        this.text = text;
    }

    /** The offset of the next character that is not blank. */
    int position() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Whether only blanks are left. */
    boolean atEnd() {
        return position() == text.length();
    }

    /** Whether the next character is this one; it is not consumed. */
    boolean sees(char expected) {
        return !atEnd() && text.charAt(at) == expected;
    }

    /** Whether the next character is a digit; it is not consumed. */
    boolean seesDigit() {
        return !atEnd() && isDigit(text.charAt(at));
    }

    /** Consumes the next character if it is this one. */
    boolean take(char expected) {
        if (!sees(expected)) {
            return false;
        }
        at++;
        return true;
    }

    /** Consumes the characters of this kind that come next, possibly none. */
    String takeWhile(IntPredicate kind) {
        int from = position();
        while (at < text.length() && kind.test(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /** Consumes a number from 0 to {@code max}. */
    long takeNumber(long max, String meaning) {
        int from = position();
        long number = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            int digit = text.charAt(at) - '0';
            if (number > (max - digit) / RADIX) {
                throw fail("expected " + meaning + " of at most " + max, from);
            }
            number = number * RADIX + digit;
            at++;
        }
        if (at == from) {
            throw fail("expected " + meaning, from);
        }
        return number;
    }

    /** The failure to throw when what comes next is not what was expected. */
    GtidSyntaxException fail(String problem) {
        return fail(problem, position());
    }

    GtidSyntaxException fail(String problem, int position) {
        return new GtidSyntaxException(problem, text, position);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
