package io.orchestrator.backend.store;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.InstanceKey;

/** Values in the text forms of the contract tables (backend-schema.md 1 and 6.3). */
final class ContractText {

    /** What a column of type text holds, in bytes. */
    static final int TEXT_BYTES = 65_535;
    private static final int HOSTNAME_WIDTH = 128;

    private ContractText() {}

    /** Text for a column of limited width that admits ASCII only; strict servers refuse the whole row otherwise. */
    static String ascii(String value, int width) {
        var plain = value.chars().allMatch(c -> c < 128) ? value
                : value.chars()
                        .map(c -> c < 128 ? c : '?')
                        .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                        .toString();
        return plain.length() <= width ? plain : plain.substring(0, width);
    }

    /** Whether the columns of host names hold the name of that server as it is. */
    static boolean isStorable(InstanceKey key) {
        return key.hostname().equals(ascii(key.hostname(), HOSTNAME_WIDTH));
    }

    /** Text for a three-byte utf8 column of that width. */
    static String utf8(String value, int width) {
        var text = value.codePoints()
                .map(c -> c > 0xffff ? '?' : c)
                .limit(width)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return text.toString();
    }

    /** Text for a three-byte utf8 column of type text. */
    static String utf8(String value) {
        return utf8(value, TEXT_BYTES / 3);
    }

    /** Comma-separated {@code host:port} list. */
    static String list(Collection<InstanceKey> keys) {
        return ascii(keys.stream().map(InstanceKey::display).collect(Collectors.joining(",")), TEXT_BYTES);
    }

    /** The keys of such a list; what is none is left out. */
    static List<InstanceKey> keys(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .flatMap(ContractText::key)
                .toList();
    }

    /** JSON array of {@code Hostname} and {@code Port} objects. */
    static String json(Collection<InstanceKey> keys) {
        return keys.stream()
                .sorted()
                .map(key -> "{\"Hostname\":" + quoted(key.hostname()) + ",\"Port\":" + key.port() + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** A server's message as the reference stores it: empty, or in double quotes with everything but ASCII escaped. */
    static String quotedError(String message) {
        return message.isEmpty() ? "" : ascii(quoted(message), TEXT_BYTES);
    }

    /** A GTID set, cut after a whole interval where it is longer than its column: a subset, but a set. */
    static String gtid(String set) {
        if (set.length() <= TEXT_BYTES) {
            return set;
        }
        var head = set.substring(0, TEXT_BYTES + 1);
        return head.substring(0, Math.max(head.lastIndexOf(','), head.lastIndexOf(':')));
    }

    private static Stream<InstanceKey> key(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Stream.of();
        }
        try {
            return Stream.of(new InstanceKey(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Stream.of();
        }
    }

    private static String quoted(String value) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20 || c > 0x7e) {
                        text.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
