package io.orchestrator.backend.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/**
 * Connections of one command: made when needed, kept until the command is over. No pool, for its threads and checks cost
 * a command more than they give it.
 */
final class FewConnections implements Connections {

    private final DataSource source;
    private final Duration patience;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    FewConnections(DataSource source, int most, Duration patience) {
        this.source = source;
        this.patience = patience;
        this.free = new Semaphore(most, true);
    }

    @Override
    public Connection take() throws SQLException {
        await();
        var kept = idle.poll();
        if (kept != null) {
            return kept;
        }
        try {
            return source.getConnection();
        } catch (SQLException | RuntimeException e) {
            free.release();
            throw e;
        }
    }

    private void await() throws SQLException {
        try {
            if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SQLTransientConnectionException(
                        "no connection became free within " + patience.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", e);
        }
    }

    @Override
    public void giveBack(Connection connection, boolean sound) throws SQLException {
        try {
            if (sound) {
                connection.setAutoCommit(true);
                idle.push(connection);
            } else {
                connection.close();
            }
        } finally {
            free.release();
        }
    }

    @Override
    public void condemn(Connection connection) {
        // whoever condemns it has failed on it and gives it back as unsound
    }

    @Override
    public Duration patience() {
        return patience;
    }

    /** A command is over before its account is. */
    @Override
    public void signInAs(String user, String password) {}

    @Override
    public void close() {
        for (var connection = idle.poll(); connection != null; connection = idle.poll()) {
            try {
                connection.close();
            } catch (SQLException _) {
                // It ends with the process.
            }
        }
    }
}
