package io.orchestrator.backend.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;

/** Where calls get their connection from, and whom they give it back to. */
interface Connections extends AutoCloseable {

    /** A connection in autocommit mode; waits for a free one for as long as {@link #patience()}. */
    Connection take() throws SQLException;

    /**
     * Takes a connection back.
     *
     * @param sound nothing failed on it, so that it may be used again as it is
     */
    void giveBack(Connection connection, boolean sound) throws SQLException;

    /** This connection must not be used again once it is given back: nobody knows what state it is in. */
    void condemn(Connection connection);

    Duration patience();

    /** Connections that are made from now on sign in so; those that are in use end with their use. */
    void signInAs(String user, String password);

    @Override
    void close();

    /** Those of the service's pool, which looks after them itself. */
    record Pooled(HikariDataSource pool) implements Connections {

        @Override
        public Connection take() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void giveBack(Connection connection, boolean sound) throws SQLException {
            connection.close();
        }

        @Override
        public void condemn(Connection connection) {
            pool.evictConnection(connection);
        }

        @Override
        public Duration patience() {
            return Duration.ofMillis(pool.getConnectionTimeout());
        }

        @Override
        public void signInAs(String user, String password) {
            if (!user.equals(pool.getUsername()) || !password.equals(pool.getPassword())) {
                pool.setUsername(user);
                pool.setPassword(password);
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
