package io.orchestrator.app.hook;

import java.time.Duration;
import java.util.Locale;

/** Elapsed times in step texts, to the millisecond: {@code 12ms}, {@code 1.204s}, {@code 10m0s}. */
final class Elapsed {
    private Elapsed() {}

    static String text(Duration elapsed) {
        if (elapsed.compareTo(Duration.ofSeconds(1)) < 0) {
            return elapsed.toMillis() + "ms";
        }
        long minutes = elapsed.toMinutes();
        int millis = elapsed.toMillisPart();
        String fraction = millis == 0 ? "" : String.format(Locale.ROOT, ".%03d", millis).replaceAll("0+$", "");
        return (minutes == 0 ? "" : minutes + "m") + elapsed.toSecondsPart() + fraction + "s";
    }
}
