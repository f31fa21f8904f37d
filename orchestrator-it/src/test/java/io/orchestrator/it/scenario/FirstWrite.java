package io.orchestrator.it.scenario;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.RealServer;

/** An application that looks for a server that takes its writes. */
public final class FirstWrite {
    /** Without a pause it would take a processor for itself. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private FirstWrite() {}

    /**
     * Tries to insert a row into {@code test.written} on every server in turn, again after 10 ms.
     *
     * @param id number of the row
     * @return the first server that took it; empty when none did within the limit
     */
    public static Optional<RealServer> await(List<RealServer> servers, long id, Duration limit) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < limit.toNanos()) {
            for (RealServer server : servers) {
                if (accepts(server, id)) {
                    return Optional.of(server);
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    private static boolean accepts(RealServer server, long id) {
        try (Connection connection = server.sql(Account.APPLICATION).connect();
                PreparedStatement insert =
                        connection.prepareStatement("insert into test.written (id, at) values (?, now(6))")) {
            insert.setLong(1, id);
            insert.executeUpdate();
            return true;
        } catch (SQLException e) {
            return false; // It is read-only still.
        }
    }
}
