package io.orchestrator.domain.identity;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as configuration files hold them (discovery.md P-17): written for RE2, which spells some things otherwise than
 * Java, and to be <em>found</em> anywhere in a text unless they say otherwise.
 */
public final class ContractPattern {
    private static final String NAMED_GROUP = "(?P<";
    private static final String CLASS_NAMES =
            "alnum:Alnum alpha:Alpha ascii:ASCII blank:Blank cntrl:Cntrl digit:Digit graph:Graph lower:Lower"
                    + " print:Print punct:Punct space:Space upper:Upper xdigit:XDigit";

    private ContractPattern() {}

    /**
     * Compiles an expression.
     *
     * @throws PatternSyntaxException when it is none
     */
    public static Pattern compile(String expression) {
        return Pattern.compile(inJava(expression));
    }

    /** The compiled expression; empty when it is none, which by contract matches nothing. */
    public static Optional<Pattern> find(String expression) {
        return fault(expression).isEmpty() ? Optional.of(compile(expression)) : Optional.empty();
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

    /** Named groups, classes by name, and brackets and ampersands in a class, which mean themselves in RE2. */
    private static String inJava(String expression) {
        StringBuilder java = new StringBuilder(expression.length());
        boolean inClass = false;
        int at = 0;
        while (at < expression.length()) {
            char here = expression.charAt(at);
            if (here == '\\' && at + 1 < expression.length()) {
                java.append(here).append(expression.charAt(at + 1));
                at += 2;
                continue;
            }
            String named = inClass ? classNamedAt(expression, at) : "";
            if (!named.isEmpty()) {
                java.append(named);
                at = expression.indexOf(":]", at) + 2;
                continue;
            }
            if (!inClass && expression.startsWith(NAMED_GROUP, at)) {
                java.append("(?<");
                at += NAMED_GROUP.length();
                continue;
            }
            if (inClass && (here == '[' || here == '&')) {
                java.append('\\');
            }
            java.append(here);
            if (inClass) {
                inClass = here != ']';
            } else if (here == '[') {
                inClass = true;
                at = withOpening(expression, at + 1, java);
                continue;
            }
            at++;
        }
        return java.toString();
    }

    /** A closing bracket right at the beginning of a class means itself. */
    private static int withOpening(String expression, int from, StringBuilder java) {
        int at = from;
        if (expression.startsWith("^", at)) {
            java.append('^');
            at++;
        }
        if (expression.startsWith("]", at)) {
            java.append("\\]");
            at++;
        }
        return at;
    }

    /** What Java calls the class whose name stands there, as in {@code [[:alpha:]_]}; empty when none does. */
    private static String classNamedAt(String expression, int at) {
        int end = expression.indexOf(":]", at);
        if (!expression.startsWith("[:", at) || end < 0) {
            return "";
        }
        boolean negated = expression.startsWith("[:^", at);
        String name = expression.substring(at + (negated ? 3 : 2), end);
        if (name.equals("word")) {
            return negated ? "\\W" : "\\w";
        }
        for (String pair : CLASS_NAMES.split(" ", -1)) {
            String[] names = pair.split(":", -1);
            if (names[0].equals(name)) {
                return (negated ? "\\P{" : "\\p{") + names[1] + "}";
            }
        }
        return "";
    }
}
