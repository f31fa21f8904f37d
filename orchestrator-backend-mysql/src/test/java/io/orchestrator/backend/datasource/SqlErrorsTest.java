package io.orchestrator.backend.datasource;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;

import io.orchestrator.backend.datasource.BackendException.Category;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told of a failure, where the pool wraps one of the driver's. */
class SqlErrorsTest {
    private static BackendException told(SQLException cause) {
        return SqlErrors.describe("Cannot read",
                new SQLTransientConnectionException("no connection within 2000 ms", cause.getSQLState(), cause));
    }

    @Test
    void whatKeptThePoolFromConnectingIsTold() {
        BackendException told = told(new SQLException("Access denied for user 'o'", "28000", 1045));

        assertThat(told).hasMessage("Cannot read: Access denied for user 'o' (error 1045)");
        assertThat(told.category()).isEqualTo(Category.REFUSED);
    }

    @Test
    void thatAConnectionOfThePoolWasClosedIsNot() {
        BackendException told = told(new SQLNonTransientConnectionException("No operations allowed", "08003"));

        assertThat(told).hasMessage("Cannot read: no connection within 2000 ms");
        assertThat(told.category()).isEqualTo(Category.UNREACHABLE);
    }

    @Test
    void aConnectionThatIsClosedIsToldWhereThatIsAll() {
        SQLException closed = new SQLNonTransientConnectionException("No operations allowed", "08003");

        assertThat(SqlErrors.describe("Cannot read", closed)).hasMessage("Cannot read: No operations allowed");
    }
}
