package io.orchestrator.backend.datasource;

import java.sql.Connection;
import java.sql.SQLException;

import io.orchestrator.backend.datasource.BackendDatabase.Work;
import org.jooq.DSLContext;

/**
 * Begins and ends transactions on connections of the backend.
 *
 * @param dialect of the backend
 * @param connections told of those that are of no use any more
 */
record Transactions(Dialect dialect, Connections connections) {

    /**
     * A transaction that falls silent for this long ends with its connection. Its process was stopped, or its host is cut off: the locks
     * that it holds, on the lease and on claims among others, must not stay until somebody closes the connection.
     */
    private static final String BEGIN = "set session autocommit=0, wait_timeout=3";
    /** Between transactions a connection may rest in the pool for as long as the server keeps any. */
    private static final String REST = "set session autocommit=1, wait_timeout=default";

    /** What becomes of the statements of a piece of work. */
    enum Ending {
        EACH_BY_ITSELF, COMMITTED, UNDONE
    }

    /** Runs {@code work} on a connection in autocommit mode; a failed transaction is rolled back, and its connection dropped if that fails. */
    <T> T run(Connection connection, DSLContext sql, Work<T> work, Ending ending) throws SQLException {
        return ending == Ending.EACH_BY_ITSELF ? work.run(sql) : inTransaction(connection, sql, work, ending);
    }

    private <T> T inTransaction(Connection connection, DSLContext sql, Work<T> work, Ending ending)
            throws SQLException {
        begin(connection);
        try {
            var result = work.run(sql);
            end(connection, ending == Ending.COMMITTED);
            rest(connection);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBackAfter(connection, e);
            throw e;
        }
    }

    /** Said to the server itself, in one statement: the driver and the pool need not know of it. */
    private void begin(Connection connection) throws SQLException {
        if (dialect == Dialect.SQLITE) {
            connection.setAutoCommit(false);
        } else {
            say(connection, BEGIN);
        }
    }

    /** The transaction has ended, so whatever happens here is no failure of it. */
    private void rest(Connection connection) {
        if (dialect == Dialect.SQLITE) {
            return;
        }
        try {
            say(connection, REST);
        } catch (SQLException e) {
            connections.condemn(connection);
        }
    }

    private void end(Connection connection, boolean keep) throws SQLException {
        if (dialect != Dialect.SQLITE) {
            say(connection, keep ? "commit" : "rollback");
        } else if (keep) {
            connection.commit();
        } else {
            connection.rollback();
        }
    }

    private static void say(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private void rollBackAfter(Connection connection, Throwable failure) {
        try {
            end(connection, false);
            rest(connection);
        } catch (SQLException e) {
            // The connection is gone; the server undoes the transaction by itself.
            connections.condemn(connection);
            failure.addSuppressed(e);
        }
    }
}
