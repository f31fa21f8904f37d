package io.orchestrator.domain.explain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Ages in words. */
final class Ago {
    private static final Duration EXACT = Duration.ofSeconds(10);
    private static final Duration IN_SECONDS = Duration.ofMinutes(10);

    private Ago() {}

    /** {@code 120 ms ago}, {@code 40 s ago}, {@code 15 min ago}; {@code never} for null. */
    static String text(@Nullable Duration age) {
        return age == null ? "never" : length(age) + " ago";
    }

    /** {@code 120 ms}, {@code 40 s}, {@code 15 min}. */
    static String length(Duration duration) {
        if (duration.compareTo(EXACT) < 0) {
            return duration.toMillis() + " ms";
        }
        return duration.compareTo(IN_SECONDS) < 0 ? duration.toSeconds() + " s" : duration.toMinutes() + " min";
    }
}
