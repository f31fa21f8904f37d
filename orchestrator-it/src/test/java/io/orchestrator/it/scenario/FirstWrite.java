package io.orchestrator.it.scenario;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.RealServer;

/** An application that looks for a server that takes its writes, with all the impatience there is. */
public final class FirstWrite {
    private FirstWrite() {}

    /**
     * Tries to insert a row into {@code test.written} on every server in turn, without any pause.
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
