package io.orchestrator.http.api;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.orchestrator.http.route.ApiError;

/** Reads numbers and durations of requests (http-api.md 1.7). */
final class Numbers {
    private static final Pattern DURATION = Pattern.compile("([0-9]+)([smhdw])");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Duration DEFAULT_DURATION = Duration.ofMinutes(10);
    private static final int DAYS_OF_WEEK = 7;

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
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw ApiError.of("Cannot parse simple time: " + text);
        }
        try {
            long count = Long.parseLong(matcher.group(1));
            return count == 0 ? DEFAULT_DURATION : unit(matcher.group(2)).multipliedBy(count);
        } catch (NumberFormatException | ArithmeticException _) {
            throw ApiError.of("Cannot parse simple time: " + text);
        }
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(DAYS_OF_WEEK);
        };
    }
}
