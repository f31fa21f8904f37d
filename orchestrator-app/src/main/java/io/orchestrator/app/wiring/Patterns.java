package io.orchestrator.app.wiring;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.orchestrator.domain.discovery.HostFilters;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of the configuration. One that cannot be compiled matches nothing (config.md 1): whoever loads the file is told, and what such
 * a pattern was to hold back is not recovered automatically.
 */
public final class Patterns {
    private Patterns() {}

    /** Filters of {@code host:port} (config.md 1, rule F1). */
    public static HostFilters hosts(List<String> texts) {
        return HostFilters.of(texts.stream().filter(Patterns::isUsable).toList());
    }

    /** One pattern; null when there is none, or none that can be used. */
    static @Nullable Pattern pattern(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException _) {
            return null;
        }
    }

    private static boolean isUsable(String text) {
        try {
            HostFilters.of(List.of(text));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
