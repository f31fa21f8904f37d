package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of name resolving (config.md 7.7). */
public final class ResolvingKeys {

    /**
     * {@code none} / {@code default} (no network lookup) / {@code cname} / {@code ip}; case-insensitive,
     * unknown = default.
     */
    public static final Key<String> HOSTNAME_RESOLVE_METHOD = Key.text("HostnameResolveMethod", "default");

    /**
     * Identity according to the server: {@code @@hostname} (also {@code hostname}, {@code default}), {@code
     * @@report_host} (also {@code report_host}; empty report_host makes the poll fail), {@code none} or
     * anything else = name as contacted.
     */
    public static final Key<String> MYSQL_HOSTNAME_RESOLVE_METHOD =
            Key.text("MySQLHostnameResolveMethod", "@@hostname");

    /** Trust an unresolved name of a binlog server without resolving it back. */
    public static final Key<Boolean> SKIP_BINLOG_SERVER_UNRESOLVE_CHECK =
            Key.flag("SkipBinlogServerUnresolveCheck", true);

    /**
     * Lifetime of {@code hostname_unresolve} and {@code cluster_domain_name} rows, half the lifetime of
     * {@code hostname_resolve} rows, lifetime of the in-memory resolve cache (the latter fixed at first
     * use); in minutes.
     */
    public static final Key<Long> EXPIRY_HOSTNAME_RESOLVES_MINUTES =
            Key.whole("ExpiryHostnameResolvesMinutes", 60).partly();

    /** A resolve result matching it is neither cached nor stored. */
    public static final Key<String> REJECT_HOSTNAME_RESOLVE_PATTERN = Key.text("RejectHostnameResolvePattern", "");

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            HOSTNAME_RESOLVE_METHOD, MYSQL_HOSTNAME_RESOLVE_METHOD, SKIP_BINLOG_SERVER_UNRESOLVE_CHECK,
            EXPIRY_HOSTNAME_RESOLVES_MINUTES, REJECT_HOSTNAME_RESOLVE_PATTERN);

    private ResolvingKeys() {}
}
