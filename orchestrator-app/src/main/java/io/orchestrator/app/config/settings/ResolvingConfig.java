package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.Locale;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.ResolvingKeys.EXPIRY_HOSTNAME_RESOLVES_MINUTES;
import static io.orchestrator.app.config.key.ResolvingKeys.HOSTNAME_RESOLVE_METHOD;
import static io.orchestrator.app.config.key.ResolvingKeys.MYSQL_HOSTNAME_RESOLVE_METHOD;
import static io.orchestrator.app.config.key.ResolvingKeys.REJECT_HOSTNAME_RESOLVE_PATTERN;
import static io.orchestrator.app.config.key.ResolvingKeys.SKIP_BINLOG_SERVER_UNRESOLVE_CHECK;

/**
 * How host names are resolved (config.md 7.7).
 *
 * @param method what a name is resolved to
 * @param serverIdentity which name a server gives itself
 * @param trustBinlogServerNames do not resolve the unresolved name of a binlog server back
 * @param lifetime of a cached resolve, at least a minute; twice that of a stored one
 * @param rejectPattern regular expression of results that are neither cached nor stored; empty means none
 */
public record ResolvingConfig(
        Method method, ServerIdentity serverIdentity, boolean trustBinlogServerNames, Duration lifetime,
        String rejectPattern) {

    /** In minutes. The contract means this floor, and applies it before it reads the file (discovery.md 12, P-24). */
    private static final long SHORTEST_LIFETIME = 1;

    /** What a name is resolved to. */
    public enum Method {
        /** Nothing, and the resolve tables are not used either. */
        NONE,
        /** Nothing: no network lookup. */
        DEFAULT,
        /** Its canonical name. */
        CNAME,
        /** Its address. */
        IP;

        static Method parse(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "none" -> NONE;
                case "cname" -> CNAME;
                case "ip" -> IP;
                default -> DEFAULT;
            };
        }
    }

    /** Which name a server gives itself. */
    public enum ServerIdentity {
        /** The one it was contacted by. */
        NONE,
        /** {@code @@hostname}. */
        HOSTNAME,
        /** {@code @@report_host}. */
        REPORT_HOST;

        static ServerIdentity parse(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "@@hostname", "hostname", "default" -> HOSTNAME;
                case "@@report_host", "report_host" -> REPORT_HOST;
                default -> NONE;
            };
        }
    }

    /** The settings that configuration asks for. */
    public static ResolvingConfig from(Configuration configuration) {
        return new ResolvingConfig(
                Method.parse(configuration.get(HOSTNAME_RESOLVE_METHOD)),
                ServerIdentity.parse(configuration.get(MYSQL_HOSTNAME_RESOLVE_METHOD)),
                configuration.get(SKIP_BINLOG_SERVER_UNRESOLVE_CHECK),
                Units.minutes(Math.max(SHORTEST_LIFETIME, configuration.get(EXPIRY_HOSTNAME_RESOLVES_MINUTES))),
                configuration.get(REJECT_HOSTNAME_RESOLVE_PATTERN));
    }
}
