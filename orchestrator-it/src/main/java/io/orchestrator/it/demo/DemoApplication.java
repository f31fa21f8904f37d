package io.orchestrator.it.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.RealServer;

/** An application that inserts ten rows a second wherever the topology is writable, and says how long nothing was. */
final class DemoApplication {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofMillis(10);
    /** So long it waits for a server before it tries the next one. */
    private static final String LIMITS =
            "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=500&socketTimeout=500";

    private final List<RealServer> servers;
    private final PrintStream out;
    private long failingSince;
    private boolean failing;
    private volatile boolean ended;

    private DemoApplication(List<RealServer> servers, PrintStream out) {
        this.servers = List.copyOf(servers);
        this.out = out;
    }

    static DemoApplication start(List<RealServer> servers, PrintStream out) {
        servers.getFirst()
                .sql()
                .execute("create table if not exists test.orders "
                        + "(id bigint primary key auto_increment, at timestamp(6) not null default current_timestamp(6))");
        out.println(now() + " application: writing to " + address(servers.getFirst()));
        DemoApplication application = new DemoApplication(servers, out);
        Thread.ofVirtual().name("application").start(application::write);
        return application;
    }

    /** Writes, and says, nothing more. */
    void end() {
        ended = true;
    }

    private void write() {
        int next = 0;
        while (!ended) {
            RealServer server = servers.get(next++ % servers.size());
            try {
                writeTo(server);
            } catch (SQLException e) {
                if (!failing && !ended) {
                    failing = true;
                    failingSince = System.nanoTime();
                    out.println(now() + " application: cannot write to " + address(server)
                            + " any more (" + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")");
                }
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    private void writeTo(RealServer server) throws SQLException {
        try (Connection connection = connect(server); Statement statement = connection.createStatement()) {
            while (!ended) {
                statement.executeUpdate("insert into test.orders () values ()");
                if (failing) {
                    failing = false;
                    long gap = Duration.ofNanos(System.nanoTime() - failingSince).toMillis();
                    out.println(now() + " application: writing to " + address(server)
                            + " (after " + gap + " ms without a writable server)");
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static Connection connect(RealServer server) throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://" + address(server) + "/" + LIMITS, Account.APPLICATION.user(),
                Account.APPLICATION.password());
    }

    private static String address(RealServer server) {
        return server.key().hostname() + ":" + server.port();
    }

    private static LocalTime now() {
        return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
    }
}
