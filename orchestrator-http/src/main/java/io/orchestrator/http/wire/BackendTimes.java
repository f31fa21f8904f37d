package io.orchestrator.http.wire;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * How the backend in use renders its times, because clients get them as it renders them (http-api.md 1.13).
 *
 * @param backend which rendering
 * @param zone time zone of the backend's connection; UTC on SQLite
 */
public record BackendTimes(Backend backend, ZoneId zone) {
    /** Which rendering. */
    public enum Backend {
        MYSQL, SQLITE
    }

    public static final BackendTimes SQLITE = new BackendTimes(Backend.SQLITE, ZoneOffset.UTC);

    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    public BackendTimes {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(zone, "zone");
    }

    /** A time that is read straight from a column. */
    public String stored(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return switch (backend) {
            case MYSQL -> PLAIN.format(second.atZone(zone));
            case SQLITE -> second.toString();
        };
    }

    /** A time that the query computes. */
    public String computed(Instant time) {
        return PLAIN.format(time.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }
}
