package io.orchestrator.it.nodes;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.datasource.TlsSettings;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.RealServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The backend adapter's own way to a server, and what its failures are taken for. */
final class Backends {
    static final Duration DEADLINE = Duration.ofSeconds(8);

    private Backends() {}

    /** The schema test of a server, as the service would open its backend. */
    static BackendDatabase open(RealServer server, Account account) {
        return open(server.port(), account);
    }

    static BackendDatabase open(int port, Account account) {
        return BackendDatabase.open(new BackendSettings.MySql("127.0.0.1", port, "test", account.user(),
                account.password(), TlsSettings.off(), Duration.ofSeconds(2), Duration.ofSeconds(10), 4, 0));
    }

    static BackendDatabase open(RealServer server) {
        return open(server, Account.TOPOLOGY);
    }

    /** Runs statements one by one on one connection, once, without the repetition of a lost transaction. */
    static void once(BackendDatabase database, String... statements) {
        database.readNow("Cannot write", DEADLINE, sql -> {
            for (String statement : statements) {
                sql.execute(statement);
            }
            return true;
        });
    }

    /** The call fails with this error number of the server, and that counts as this. */
    static void assertFails(ThrowingCallable call, int error, BackendException.Category category) {
        BackendException failure = catchThrowableOfType(BackendException.class, call);

        assertThat(failure).isNotNull();
        assertThat(failure).hasMessageContaining("(error " + error + ")");
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.meansNotPrimary()).isTrue();
    }

    /** A session of the test's own with a transaction that has run these statements. */
    static Connection transaction(RealServer server, String... statements) throws SQLException {
        Connection connection = server.sql().connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
        return connection;
    }
}
