package io.orchestrator.domain.text;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of the contract, which are those of RE2, as Java's (discovery.md P-17). They are searched, unanchored, with
 * regard to case.
 *
 * <p>
 * Translated is what both know and write or read differently: how groups are named, a brace that begins no repetition, and a bracket, an
 * ampersand or a named class within a class of characters. Text between {@code \Q} and {@code \E} stays as it is. Not translated are
 * scripts ({@code \p{Greek}}), which are refused, and the flag {@code U}. What Java knows beyond RE2, as looking around and
 * references to groups, is accepted.
 */
public final class ContractPattern {
    private static final String NAMED_GROUP = "(?P<";
    private static final String NAMED_GROUP_TOO = "(?<";
    private static final Pattern REPETITION = Pattern.compile("\\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?}");
    private static final Map<String, String> CLASSES = Map.ofEntries(Map.entry("alnum", "p{Alnum}"),
            Map.entry("alpha", "p{Alpha}"), Map.entry("ascii", "p{ASCII}"), Map.entry("blank", "p{Blank}"),
            Map.entry("cntrl", "p{Cntrl}"), Map.entry("digit", "p{Digit}"), Map.entry("graph", "p{Graph}"),
            Map.entry("lower", "p{Lower}"), Map.entry("print", "p{Print}"), Map.entry("punct", "p{Punct}"),
            Map.entry("space", "p{Space}"), Map.entry("upper", "p{Upper}"), Map.entry("word", "w"),
            Map.entry("xdigit", "p{XDigit}"));

    private ContractPattern() {}

    /**
     * Reads an expression.
     *
     * @throws PatternSyntaxException when it is none
     */
    public static Pattern compile(String expression) {
        return Pattern.compile(new Translation(expression).java());
    }

    /** The compiled expression; empty when it is none, which by contract matches nothing. */
    public static Optional<Pattern> find(String expression) {
        try {
            return Optional.of(compile(expression));
        } catch (PatternSyntaxException _) {
            return Optional.empty();
        }
    }

    /** What is wrong with an expression; empty when nothing is. */
    public static Optional<String> fault(String expression) {
        try {
            compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
    }

    /** One pass over an expression. */
    private static final class Translation {
        private final String text;
        private final StringBuilder java = new StringBuilder();
        private int at;

        Translation(String text) {
            this.text = text;
        }

        String java() {
            while (at < text.length()) {
                if (text.startsWith("\\Q", at)) {
                    quotation();
                } else if (text.startsWith(NAMED_GROUP, at)) {
                    nameGroup(NAMED_GROUP);
                } else if (text.startsWith(NAMED_GROUP_TOO, at) && !looksBehind()) {
                    nameGroup(NAMED_GROUP_TOO);
                } else {
                    switch (text.charAt(at)) {
                        case '\\' -> escape();
                        case '[' -> characterClass();
                        case '{' -> brace();
                        default -> copy(1);
                    }
                }
            }
            return java.toString();
        }

        private void copy(int characters) {
            int end = Math.min(text.length(), at + characters);
            java.append(text, at, end);
            at = end;
        }

        private void quotation() {
            int end = text.indexOf("\\E", at);
            copy((end < 0 ? text.length() : end + 2) - at);
        }

        /** An escape, with the name or number in braces that follows some. */
        private void escape() {
            boolean named = at + 2 < text.length() && "pPx".indexOf(text.charAt(at + 1)) >= 0
                    && text.charAt(at + 2) == '{';
            int end = named ? text.indexOf('}', at) : -1;
            copy(end < 0 ? 2 : end + 1 - at);
        }

        /** In RE2 a brace that begins no repetition stands for itself. */
        private void brace() {
            Matcher repetition = REPETITION.matcher(text).region(at, text.length());
            if (repetition.lookingAt()) {
                copy(repetition.end() - at);
            } else {
                java.append('\\');
                copy(1);
            }
        }

        private boolean looksBehind() {
            int next = at + NAMED_GROUP_TOO.length();
            return next < text.length() && (text.charAt(next) == '=' || text.charAt(next) == '!');
        }

        /**
         * In Java a name begins with a letter and has letters and digits only. Two names stay two, and nobody asks for a group by its name
         * here.
         */
        private void nameGroup(String beginning) {
            int begin = at + beginning.length();
            int end = text.indexOf('>', begin);
            at = end < 0 ? text.length() : end;
            String name = text.substring(begin, at);
            java.append("(?<")
                    .append(name.isEmpty() ? "" : "n")
                    .append(name.replace("u", "uu").replace("_", "ul"));
        }

        private void characterClass() {
            copy(1);
            if (at < text.length() && text.charAt(at) == '^') {
                copy(1);
            }
            boolean first = true;
            while (at < text.length() && (first || text.charAt(at) != ']')) {
                first = false;
                switch (text.charAt(at)) {
                    case '\\' -> copy(2);
                    case '[' -> bracketWithin();
                    // In Java a bracket at the beginning ends an empty class, and two ampersands intersect.
                    case ']', '&' -> {
                        java.append('\\');
                        copy(1);
                    }
                    default -> copy(1);
                }
            }
            copy(1);
        }

        private void bracketWithin() {
            int end = text.indexOf(":]", at);
            if (text.startsWith("[:", at) && end > 0) {
                boolean not = text.startsWith("[:^", at);
                String known = CLASSES.get(text.substring(at + (not ? 3 : 2), end));
                if (known != null) {
                    // A capital letter negates a class.
                    char letter = known.charAt(0);
                    java.append('\\')
                            .append(not ? Character.toUpperCase(letter) : letter)
                            .append(known, 1, known.length());
                    at = end + 2;
                    return;
                }
            }
            java.append('\\');
            copy(1);
        }
    }
}
