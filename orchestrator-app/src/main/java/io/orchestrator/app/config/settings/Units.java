package io.orchestrator.app.config.settings;

import java.time.Duration;

/**
 * Numbers of the file into values of the program. Negative lengths of time become zero, absurdly large ones stay
 * finite.
 */
final class Units {

    /** About a thousand years: "never", yet still safe to add to an instant. */
    static final Duration LONGEST = Duration.ofDays(365_000);

    private Units() {}

    static Duration milliseconds(long value) {
        return times(value, Duration.ofMillis(1));
    }

    static Duration seconds(long value) {
        return times(value, Duration.ofSeconds(1));
    }

    static Duration minutes(long value) {
        return times(value, Duration.ofMinutes(1));
    }

    static Duration hours(long value) {
        return times(value, Duration.ofHours(1));
    }

    static Duration days(long value) {
        return times(value, Duration.ofDays(1));
    }

    private static Duration times(long value, Duration unit) {
        if (value <= 0) {
            return Duration.ZERO;
        }
        return value >= LONGEST.dividedBy(unit) ? LONGEST : unit.multipliedBy(value);
    }

    /** A count that fits an int, at least 0. */
    static int count(long value) {
        return Math.clamp(value, 0, Integer.MAX_VALUE);
    }
}
