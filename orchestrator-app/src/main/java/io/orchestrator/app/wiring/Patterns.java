package io.orchestrator.app.wiring;

import java.util.regex.Pattern;

import io.orchestrator.domain.text.ContractPattern;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of the configuration. One that cannot be compiled matches nothing (config.md 1): whoever loads the file is told, and what such
 * a pattern was to hold back is not recovered automatically.
 */
final class Patterns {
    private Patterns() {}

    /** One pattern; null when there is none, or none that can be used. */
    static @Nullable Pattern pattern(String text) {
        return text.isEmpty() ? null : ContractPattern.find(text).orElse(null);
    }
}
