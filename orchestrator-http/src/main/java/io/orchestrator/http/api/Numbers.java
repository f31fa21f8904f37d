package io.orchestrator.http.api;

import java.time.Duration;
import java.util.regex.Pattern;

import io.orchestrator.domain.operations.SimpleDuration;
import io.orchestrator.http.route.ApiError;

/** Reads numbers and durations of requests (http-api.md 1.7). */
final class Numbers {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Duration DEFAULT_DURATION = Duration.ofMinutes(10);

    private Numbers() {}

    /** A page number; 0 when it is none. */
    static int page(String text) {
        return (int) Math.min(Integer.MAX_VALUE, positive(text));
    }

    /** A positive number; 0 when it is none. */
    static long positive(String text) {
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** A whole number, or the contract's refusal. */
    static long integer(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            String reason = INTEGER.matcher(text).matches() ? "value out of range" : "invalid syntax";
            throw ApiError.of("strconv.ParseInt: parsing \"" + text + "\": " + reason);
        }
    }

    /** A simple duration such as {@code 30m}; ten minutes for zero or nothing. */
    static Duration duration(String text) {
        if (text.isEmpty()) {
            return DEFAULT_DURATION;
        }
        Duration duration =
                SimpleDuration.parse(text).orElseThrow(() -> ApiError.of("Cannot parse simple time: " + text));
        return duration.isZero() ? DEFAULT_DURATION : duration;
    }
}
