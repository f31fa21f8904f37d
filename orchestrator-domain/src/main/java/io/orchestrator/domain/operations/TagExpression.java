package io.orchestrator.domain.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.orchestrator.domain.identity.InstanceKey;
import org.jspecify.annotations.Nullable;

/**
 * What is said or asked about a tag (discovery.md 9, cli.md 10.10): {@code name}, {@code name=value}, or either of them negated by
 * {@code ~}. A {@code !} anywhere in the text is read as {@code ~}, so a name or value may contain {@code ~} but never {@code !}.
 *
 * @param name of the tag
 * @param value null when none was given
 * @param negated the tag must not be there or, with a value, must have another one
 */
public record TagExpression(String name, @Nullable String value, boolean negated) {
    private static final Pattern FORM = Pattern.compile("(~?+)\\s*([^=\\s][^=]*?)\\s*(?:=\\s*(.*))?", Pattern.DOTALL);

    public TagExpression {
        Objects.requireNonNull(name, "name");
    }

    /** Reads one expression; empty when the text is none. */
    public static Optional<TagExpression> parse(String text) {
        Matcher matcher = FORM.matcher(text.trim().replace('!', '~'));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new TagExpression(matcher.group(2), matcher.group(3), !matcher.group(1).isEmpty()));
    }

    /** Reads several, separated by commas, all of which are to hold; empty when one of them is none. */
    public static Optional<List<TagExpression>> parseAll(String text) {
        List<TagExpression> all = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            Optional<TagExpression> parsed = parse(one);
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            all.add(parsed.get());
        }
        return Optional.of(List.copyOf(all));
    }

    /**
     * The servers for which all of several hold, sorted. Only servers with at least one tag are looked at, so that a negated one does
     * not mean every server nobody ever tagged (http-api.md 2.6).
     *
     * @param tags value by name by server
     */
    public static List<InstanceKey> tagged(List<TagExpression> wanted, Map<InstanceKey, Map<String, String>> tags) {
        return tags.entrySet()
                .stream()
                .filter(server -> !server.getValue().isEmpty())
                .filter(server -> wanted.stream().allMatch(one -> one.holdsFor(server.getValue())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * Whether this holds for a server with these tags, value by name. A negated one with a value holds where the tag is there with
     * another value, not where it is missing (discovery.md 9).
     */
    public boolean holdsFor(Map<String, String> tags) {
        String found = tags.get(name);
        if (value == null) {
            return (found != null) != negated;
        }
        return found != null && value.equals(found) != negated;
    }
}
