package io.orchestrator.it.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * An application that inserts rows into {@code test.written}, one after the other, and remembers which ones the server acknowledged:
 * those must never be lost. A row whose statement failed may or may not stand; its number is never used again.
 */
public final class WriteLoad implements AutoCloseable {
    private static final Duration RECONNECT = Duration.ofMillis(20);

    private final Duration pause;
    private final NavigableSet<Long> acknowledged = new ConcurrentSkipListSet<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Thread writer;
    private volatile RealServer target;
    private volatile String lastFailure = "";
    private volatile boolean stopped;

    private WriteLoad(RealServer target, Duration pause) {
        this.target = target;
        this.pause = pause;
        this.writer = Thread.ofVirtual().name("write-load").unstarted(this::write);
    }

    /** Makes the table on a writable server and begins to write to it, with a pause after each row. */
    public static WriteLoad on(RealServer server, Duration pause) {
        server.sql()
                .execute("create table if not exists test.written (id bigint primary key, at timestamp(6) not null)");
        WriteLoad load = new WriteLoad(server, pause);
        load.writer.start();
        return load;
    }

    /** Sends what follows to another server, as an application does after a failover. */
    public void moveTo(RealServer server) {
        target = server;
    }

    /** Numbers of the rows acknowledged until now. */
    public NavigableSet<Long> acknowledged() {
        return new TreeSet<>(acknowledged);
    }

    /** How many rows were not acknowledged. */
    public int failures() {
        return failures.get();
    }

    /** What the last failed row met with; empty when none failed. */
    public String lastFailure() {
        return lastFailure;
    }

    /** Waits until that many more rows are acknowledged. */
    public void awaitMore(int rows) {
        int before = acknowledged.size();
        Await.until(rows + " more rows on " + target, Duration.ofSeconds(30),
                () -> acknowledged.size() >= before + rows, () -> "Last failure: " + lastFailure);
    }

    /** Acknowledged rows that do not stand on this server. */
    public NavigableSet<Long> missingOn(RealServer server) {
        Collection<Long> wanted = acknowledged();
        Set<Long> there = server.sql()
                .rows("select id from test.written")
                .stream()
                .map(row -> Long.valueOf(row.getOrDefault("id", "0")))
                .collect(Collectors.toSet());
        return wanted.stream().filter(id -> !there.contains(id)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Ends the writing; what was acknowledged stays known. */
    public void stop() {
        stopped = true;
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void write() {
        long id = 0;
        while (!stopped) {
            RealServer server = target;
            try (Connection connection = server.sql(Account.APPLICATION).connect();
                    PreparedStatement insert = connection
                            .prepareStatement("insert into test.written (id, at) values (?, now(6))")) {
                while (!stopped && server == target) {
                    insert.setLong(1, ++id);
                    insert.executeUpdate();
                    acknowledged.add(id);
                    LockSupport.parkNanos(pause.toNanos());
                }
            } catch (SQLException e) {
                failures.incrementAndGet();
                lastFailure = "error " + e.getErrorCode() + ", " + e.getMessage();
                LockSupport.parkNanos(RECONNECT.toNanos());
            }
        }
    }
}
