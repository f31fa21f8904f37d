package io.orchestrator.http.wire;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Times of this process: RFC 3339 with up to nine digits of fraction, trailing zeros trimmed (http-api.md 1.3). */
final class ProcessTimes {
    /** The time that means "never". */
    static final String ZERO = "0001-01-01T00:00:00Z";

    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter();

    private ProcessTimes() {}

    static String text(Instant time, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(time);
        return RFC_3339.format(OffsetDateTime.ofInstant(time, offset));
    }
}
