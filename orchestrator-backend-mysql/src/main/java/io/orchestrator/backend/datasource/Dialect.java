package io.orchestrator.backend.datasource;

import java.time.Duration;
import java.util.Locale;

import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The backend's flavor, and the only place that renders what differs between them.
 *
 * <p>Two kinds of stored time exist. <em>Contract</em> times are columns of the reference's tables: whole seconds on the
 * backend's clock, timestamps on MySQL and MariaDB, text in UTC on SQLite (backend-schema.md 1 and 5.5). <em>Own</em>
 * times are columns of our tables: UTC with microseconds (milliseconds on SQLite). Connections work in UTC, so that a
 * change of the clock for summer time moves no lease; only {@link #shown} renders the server's zone, as the reference
 * does. A client clock value is never bound: callers bind ages.
 */
public enum Dialect {
    MYSQL, MARIADB, SQLITE;

    /** The sentinel of the contract for <em>never</em>. */
    public static final String NEVER = "1971-01-01 00:00:00";

    /**
     * The dialect behind a server's {@code select version()} answer; behind Connector/J the product name is no help,
     * it says MySQL for both.
     */
    public static Dialect ofServerVersion(String version) {
        return version.toLowerCase(Locale.ROOT).contains("mariadb") ? MARIADB : MYSQL;
    }

    /** What jOOQ must be told. */
    public SQLDialect forJooq() {
        return switch (this) {
            case MYSQL -> SQLDialect.MYSQL;
            case MARIADB -> SQLDialect.MARIADB;
            case SQLITE -> SQLDialect.SQLITE;
        };
    }

    /** Whether {@code for update} exists; on SQLite a write transaction holds the whole file instead. */
    public boolean hasRowLocks() {
        return this != SQLITE;
    }

    /** Whether one statement can update a row each of two tables. */
    public boolean updatesTwoTablesAtOnce() {
        return this != SQLITE;
    }

    /** Now, for a contract column. */
    public Field<String> now() {
        return text(this == SQLITE ? "datetime('now')" : "now()");
    }

    /** The moment {@code age} ago, cut to the second, for a contract column. */
    public Field<String> ago(Duration age) {
        return shifted(age.negated());
    }

    /** The moment {@code delay} from now, cut to the second, for a contract column. */
    public Field<String> fromNow(Duration delay) {
        return shifted(delay);
    }

    /** Seconds since 1970 on the backend's clock, for the contract's {@code …_unixtime} columns. */
    public Field<Long> unixSeconds() {
        return number(this == SQLITE ? "unixepoch('now')" : "unix_timestamp()");
    }

    /** A contract time as seconds since 1970; null stays null. */
    public Field<Long> unixSecondsOf(Field<String> contractTime) {
        return number(this == SQLITE ? "unixepoch({0})" : "unix_timestamp({0})", contractTime);
    }

    /** Whole seconds since a contract time; negative when it lies ahead, null when the column is null. */
    public Field<Long> secondsSince(Field<String> contractTime) {
        return number(this == SQLITE ? "(unixepoch('now') - unixepoch({0}))"
                : "(cast(unix_timestamp() as signed) - cast(unix_timestamp({0}) as signed))", contractTime);
    }

    /** A contract time as the API shows it (backend-schema.md 1, recovery.md 16.2); null becomes empty. */
    public Field<String> shown(Field<String> contractTime) {
        return text(this == SQLITE ? "coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', {0}), '')"
                : "coalesce(date_format(convert_tz({0}, '+00:00', @@global.time_zone), '%Y-%m-%d %H:%i:%s'), '')",
                contractTime);
    }

    /** A contract time as comparable text in UTC. */
    public Field<String> asText(Field<String> contractTime) {
        return text(this == SQLITE ? "{0}" : "cast({0} as char)", contractTime);
    }

    /** A time of our own as {@link #asText} shows a contract time: without its fraction. */
    public Field<String> toTheSecond(Field<String> ownTime) {
        return text(this == SQLITE ? "substr({0}, 1, 19)" : "date_format({0}, '%Y-%m-%d %H:%i:%s')", ownTime);
    }

    /** Now in UTC, for a column of our own. */
    public Field<String> utcNow() {
        return text(this == SQLITE ? "strftime('%Y-%m-%d %H:%M:%f', 'now')" : "utc_timestamp(6)");
    }

    /** The moment {@code age} ago in UTC, for a column of our own. */
    public Field<String> utcAgo(Duration age) {
        return this == SQLITE
                ? text("strftime('%Y-%m-%d %H:%M:%f', 'now', {0})", DSL.val(sqliteShift(age.negated())))
                : text("(utc_timestamp(6) - interval {0} microsecond)", DSL.val(micros(age)));
    }

    /** Microseconds since a time of our own; exact to a millisecond on SQLite. */
    public Field<Long> microsSince(Field<String> ownTime) {
        return number(this == SQLITE ? "cast(round((julianday('now') - julianday({0})) * 86400000000) as integer)"
                : "timestampdiff(microsecond, {0}, utc_timestamp(6))", ownTime);
    }

    private Field<String> shifted(Duration shift) {
        return this == SQLITE
                ? text("datetime('now', {0})", DSL.val(sqliteShift(shift)))
                // As text: assigning fractions to a column without them would round up, into the future.
                : text("date_format(now(6) + interval {0} microsecond, '%Y-%m-%d %H:%i:%s')", DSL.val(micros(shift)));
    }

    private static String sqliteShift(Duration shift) {
        return String.format(Locale.ROOT, "%+.3f seconds", shift.toMillis() / 1000.0);
    }

    private static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
    }

    private static Field<String> text(String sql, Field<?>... parts) {
        return DSL.field(sql, SQLDataType.VARCHAR, parts);
    }

    private static Field<Long> number(String sql, Field<?>... parts) {
        return DSL.field(sql, SQLDataType.BIGINT, parts);
    }
}
