package io.orchestrator.app.hook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of a list of hooks (recovery.md 14.2).
 *
 * @param text what the shell is given, with placeholders; may embed passwords
 * @param awaited false for one that ended in {@code &}: it runs on, and what becomes of it changes nothing
 */
record HookCommand(String text, boolean awaited) {
    /** Variables with plain values, which are passed over, then the program. */
    private static final Pattern PROGRAM =
            Pattern.compile("(?:[A-Za-z_]\\w*=[\\w./,:@%+-]*\\s+)*([\\w./+-]+)(?=\\s|$)");

    /** Reads an entry: surrounding white space and ampersands at its end are no part of the command. */
    static HookCommand of(String entry) {
        String trimmed = entry.strip();
        int end = trimmed.length();
        while (end > 0 && trimmed.charAt(end - 1) == '&') {
            end--;
        }
        return new HookCommand(trimmed.substring(0, end), end == trimmed.length());
    }

    /** What may be told of it: the program, for its arguments and variables may hold passwords. */
    String label() {
        Matcher program = PROGRAM.matcher(text);
        if (!program.lookingAt()) {
            return text.isBlank() ? "(empty)" : "(not shown)";
        }
        boolean bare = program.start(1) == 0 && program.end() == text.strip().length();
        return bare ? program.group(1) : program.group(1) + " ...";
    }

    /** Not printed: may embed passwords. */
    @Override
    public String toString() {
        return "HookCommand[" + label() + "]";
    }
}
