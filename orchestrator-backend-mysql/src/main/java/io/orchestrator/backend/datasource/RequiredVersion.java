package io.orchestrator.backend.datasource;

import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.domain.identity.ServerVersion;

/** Which servers are fit to be a backend: the oldest that the statements here were tried on. */
final class RequiredVersion {

    /** What a MariaDB server puts before its version when it greets, for clients that know only MySQL. */
    private static final String GREETING = "5.5.5-";

    private RequiredVersion() {}

    /**
     * The kind of server behind its version text.
     *
     * @param text {@code select version()}, or what the server greeted with
     * @param where the backend, for the message
     * @throws BackendException of category {@code REFUSED} when it is too old
     */
    static Dialect check(String text, String where) {
        var dialect = Dialect.ofServerVersion(text);
        boolean mariaDb = dialect == Dialect.MARIADB;
        var version =
                new ServerVersion(mariaDb && text.startsWith(GREETING) ? text.substring(GREETING.length()) : text);
        if (mariaDb ? !version.isAtLeast(10, 11, 0) : !version.isAtLeast(8, 0, 31)) {
            throw new BackendException(Category.REFUSED, "The backend " + where + " is "
                    + (mariaDb ? "MariaDB " : "MySQL ")
                    + version
                    + ", which is too old to be one: upgrade it to MySQL 8.0.31 or MariaDB 10.11 or newer, or name"
                    + " another (MySQLOrchestratorHost, MySQLOrchestratorPort). Nothing was changed there");
        }
        return dialect;
    }
}
