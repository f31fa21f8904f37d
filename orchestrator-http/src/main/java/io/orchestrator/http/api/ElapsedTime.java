package io.orchestrator.http.api;

import java.math.BigDecimal;
import java.time.Duration;

/** Elapsed times as http-api.md 4.4 writes them: {@code 523.827µs}, {@code 12.5ms}, {@code 1.204s}, {@code 1m2.5s}. */
final class ElapsedTime {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private ElapsedTime() {}

    static String text(Duration elapsed) {
        long nanos = elapsed.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < NANOS_PER_MICRO) {
            return nanos + "ns";
        }
        if (nanos < NANOS_PER_MILLI) {
            return fraction(nanos, NANOS_PER_MICRO) + "µs";
        }
        if (nanos < NANOS_PER_SECOND) {
            return fraction(nanos, NANOS_PER_MILLI) + "ms";
        }
        String seconds = fraction(nanos % Duration.ofMinutes(1).toNanos(), NANOS_PER_SECOND) + "s";
        if (elapsed.toMinutes() == 0) {
            return seconds;
        }
        String minutes = elapsed.toMinutesPart() + "m" + seconds;
        return elapsed.toHours() == 0 ? minutes : elapsed.toHours() + "h" + minutes;
    }

    private static String fraction(long nanos, long unit) {
        BigDecimal value = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit));
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
