package io.orchestrator.domain.operations;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a number and one of {@code s m h d w} (http-api.md 1.7, cli.md 2). */
public final class SimpleDuration {
    private static final Pattern FORM = Pattern.compile("([0-9]+)([smhdw])");
    private static final int DAYS_OF_WEEK = 7;

    private SimpleDuration() {}

    /** The duration; empty when the text is none, or one that nobody could live to see the end of. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))));
        } catch (NumberFormatException | ArithmeticException _) {
            return Optional.empty();
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
