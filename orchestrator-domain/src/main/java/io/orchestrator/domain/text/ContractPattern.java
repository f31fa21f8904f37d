package io.orchestrator.domain.text;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of the contract, which are those of RE2, as Java's (discovery.md P-17). The two differ in few places: how groups
 * are named, and what a bracket or an ampersand means within a class of characters. They are searched, unanchored, with regard to case.
 */
public final class ContractPattern {
    private static final String NAMED_GROUP = "(?P<";
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
                if (text.charAt(at) == '\\') {
                    copy(2);
                } else if (text.startsWith(NAMED_GROUP, at)) {
                    nameGroup();
                } else if (text.charAt(at) == '[') {
                    characterClass();
                } else {
                    copy(1);
                }
            }
            return java.toString();
        }

        private void copy(int characters) {
            int end = Math.min(text.length(), at + characters);
            java.append(text, at, end);
            at = end;
        }

        /** Java knows letters and digits only in the name of a group; nobody asks for a group by its name here. */
        private void nameGroup() {
            at += NAMED_GROUP.length();
            java.append("(?<");
            while (at < text.length() && text.charAt(at) != '>') {
                if (text.charAt(at) == '_') {
                    java.append('u');
                    at++;
                } else {
                    copy(1);
                }
            }
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
