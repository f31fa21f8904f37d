package io.orchestrator.it.nodes;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.it.scenario.ServerProxy;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.it.server.ServerTest;
import io.orchestrator.it.server.SharedServers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a single server answers when it cannot or will not write, each error number provoked on a real one. */
class BackendErrorsIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ServerTest
    void a_deadlock_is_a_lost_conflict_and_the_work_is_repeated(ServerFlavor flavor) throws Exception {
        RealServer server = SharedServers.server(flavor);
        String table = table(server, "deadlock");
        try (BackendDatabase database = Backends.open(server)) {
            Backends.assertFails(() -> deadlock(server, database, table, false), 1213, Category.CONFLICT_LOST);
            deadlock(server, database, table, true);
        }
        assertThat(server.sql().number("select v from " + table + " where id=1")).isEqualTo(7);
    }

    /** The other transaction has changed more rows, so the server gives up ours. */
    private static void deadlock(RealServer server, BackendDatabase database, String table, boolean repeated)
            throws Exception {
        try (Connection other = Backends.transaction(server, "update " + table + " set v=v+1 where id>=2");
                Statement statement = other.createStatement()) {
            CountDownLatch locked = new CountDownLatch(1);
            CompletableFuture<Void> crossing = CompletableFuture.runAsync(() -> {
                try {
                    locked.await();
                    statement.execute("update " + table + " set v=v+1 where id=1");
                    other.commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            BackendDatabase.Work<Boolean> work = sql -> {
                if (!repeated) {
                    sql.execute("start transaction");
                }
                sql.execute("update " + table + " set v=7 where id=1");
                locked.countDown();
                if (!crossing.isDone()) {
                    awaitWaiting(server, table);
                }
                sql.execute("update " + table + " set v=7 where id=2");
                return true;
            };
            try {
                boolean done = repeated ? database.writeNow("Cannot write", Backends.DEADLINE, work)
                        : database.readNow("Cannot write", Backends.DEADLINE, work);
                assertThat(done).isTrue();
            } finally {
                crossing.join();
            }
        }
    }

    /** The server shows the same as before to whoever asks within 0.1 s of the last question, so it is asked less often than that. */
    private static void awaitWaiting(RealServer server, String table) {
        AtomicLong next = new AtomicLong(System.nanoTime());
        Await.until("the other transaction to wait", LIMIT, () -> {
            if (System.nanoTime() - next.get() < 0) {
                return false;
            }
            boolean waits = server.sql()
                    .number("select count(*) from information_schema.innodb_trx where trx_state='LOCK WAIT'"
                            + " and trx_query like '%" + table + "%'")
                    > 0;
            next.set(System.nanoTime() + Duration.ofMillis(150).toNanos());
            return waits;
        });
    }

    @ServerTest
    void a_lock_that_is_waited_for_too_long_is_a_lost_conflict(ServerFlavor flavor) throws SQLException {
        RealServer server = SharedServers.server(flavor);
        String table = table(server, "lock_wait");
        try (BackendDatabase database = Backends.open(server);
                Connection other = Backends.transaction(server, "update " + table + " set v=1 where id=1")) {
            Backends.assertFails(() -> Backends.once(database, "set session innodb_lock_wait_timeout=1",
                    "update " + table + " set v=2 where id=1"), 1205, Category.CONFLICT_LOST);
            other.rollback();
        }
    }

    /** Its process was stopped, or its host is cut off: nobody ends the connection, and the locks must not stay as long as it. */
    @ServerTest
    void locks_of_a_transaction_that_falls_silent_are_given_back(ServerFlavor flavor) {
        RealServer server = SharedServers.server(flavor);
        String table = table(server, "silent");
        CountDownLatch locked = new CountDownLatch(1);
        CompletableFuture<Boolean> awake = new CompletableFuture<>();
        try (BackendDatabase silent = Backends.open(server); BackendDatabase database = Backends.open(server)) {
            CompletionStage<Boolean> work = silent.write("Cannot write", LIMIT, sql -> {
                sql.execute("update " + table + " set v=1 where id=1");
                locked.countDown();
                return awake.join();
            });
            Await.until("the lock", LIMIT, () -> locked.getCount() == 0);

            Await.until("the lock to be given back", Duration.ofSeconds(6), () -> getsTheLock(database, table));

            awake.complete(true);
            assertThat(work).failsWithin(LIMIT)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(BackendException.class,
                            failure -> assertThat(failure.category()).isEqualTo(Category.UNREACHABLE));
            assertThat(connection(silent)).as("another connection is used").isPositive();
            assertThat(server.sql().number("select v from " + table + " where id=1")).isEqualTo(2);
        }
    }

    @ServerTest
    void a_session_that_the_server_ended_is_lost_and_its_connection_not_used_again(ServerFlavor flavor) {
        RealServer server = SharedServers.server(flavor);
        try (BackendDatabase database = Backends.open(server)) {
            BackendException failure = catchThrowableOfType(BackendException.class,
                    () -> database.writeNow("Cannot write", Backends.DEADLINE, sql -> {
                        long session = ((Number) sql.fetchValue("select connection_id()")).longValue();
                        server.sql().execute("kill " + session);
                        Await.until("the session to end", LIMIT, () -> isEnded(server, session));
                        return sql.fetchValue("select 1");
                    }));

            assertThat(failure.category()).isEqualTo(Category.UNREACHABLE);
            assertThat(connection(database)).as("another connection is used").isPositive();
        }
    }

    private static boolean getsTheLock(BackendDatabase database, String table) {
        try {
            return database.writeNow("Cannot write", Backends.DEADLINE,
                    sql -> sql.execute("update " + table + " set v=2 where id=1") > 0);
        } catch (BackendException e) {
            assertThat(e.category()).isEqualTo(Category.CONFLICT_LOST);
            return false;
        }
    }

    /** Nobody had noticed: it was used a moment ago, so the pool hands it out unasked. */
    @ServerTest
    void a_read_is_answered_although_its_connection_was_lost_while_it_rested(ServerFlavor flavor) {
        RealServer server = SharedServers.server(flavor);
        try (BackendDatabase database = Backends.open(server)) {
            long session = connection(database);
            server.sql().execute("kill " + session);
            Await.until("the session to end", LIMIT, () -> isEnded(server, session));

            CompletionStage<Object> read =
                    database.read("Cannot ask", Backends.DEADLINE, sql -> sql.fetchValue("select 7"));

            assertThat(read).succeedsWithin(LIMIT).extracting(Object::toString).isEqualTo("7");
        }
    }

    @ServerTest
    void work_whose_connection_breaks_after_its_commit_is_done(ServerFlavor flavor) {
        RealServer server = SharedServers.server(flavor);
        String table = table(server, "committed");
        AtomicLong session = new AtomicLong();
        Runnable end = () -> {
            server.sql().execute("kill " + session.get());
            Await.until("the session to end", LIMIT, () -> isEnded(server, session.get()));
        };
        int port = Ports.free();
        try (ServerProxy _ = ServerProxy.listening(port, server.port(),
                () -> said -> said.endsWith("commit") ? end : ServerProxy.NOTHING);
                BackendDatabase database = Backends.open(port, Account.TOPOLOGY)) {
            int changed = database.writeNow("Cannot write", Backends.DEADLINE, sql -> {
                session.set(((Number) sql.fetchValue("select connection_id()")).longValue());
                return sql.execute("update " + table + " set v=8 where id=1");
            });

            assertThat(changed).isEqualTo(1);
            assertThat(connection(database)).isNotEqualTo(session.get());
        }
        assertThat(server.sql().number("select v from " + table + " where id=1")).isEqualTo(8);
    }

    private static boolean isEnded(RealServer server, long session) {
        return server.sql().number("select count(*) from information_schema.processlist where id=" + session) == 0;
    }

    @ServerTest
    void a_connection_between_transactions_is_kept_as_long_as_the_server_keeps_any(ServerFlavor flavor) {
        RealServer server = SharedServers.server(flavor);
        try (BackendDatabase database = Backends.open(server)) {
            database.writeNow("Cannot write", Backends.DEADLINE, sql -> sql.fetchValue("select 1"));

            Map<String, Object> session = database.readNow("Cannot ask", Backends.DEADLINE,
                    sql -> sql.fetchSingle("select @@session.wait_timeout = @@global.wait_timeout as usual,"
                            + " @@session.autocommit as auto").intoMap());

            assertThat(session.values()).extracting(Object::toString).containsExactly("1", "1");
        }
    }

    @ServerTest
    void a_read_only_transaction_is_not_writable(ServerFlavor flavor) {
        RealServer server = SharedServers.server(flavor);
        String table = table(server, "read_only_transaction");
        try (BackendDatabase database = Backends.open(server)) {
            Backends.assertFails(() -> Backends.once(database, "set session transaction read only",
                    "update " + table + " set v=2 where id=1"), 1792, Category.NOT_WRITABLE);
        }
    }

    /** The old writer after a failover of the backend; the connection goes too, for the address may lead elsewhere now. */
    @ServerTest
    void a_read_only_server_is_not_writable_and_loses_the_connection(ServerFlavor flavor) {
        try (RealServer server = RealServers.start(flavor);
                BackendDatabase database = Backends.open(server, Account.APPLICATION)) {
            String table = table(server, "read_only");
            Backends.once(database, "update " + table + " set v=1 where id=1");
            long before = connection(database);
            server.sql().execute("set global read_only=1");

            Backends.assertFails(() -> Backends.once(database, "update " + table + " set v=2 where id=1"), 1290,
                    Category.NOT_WRITABLE);

            assertThat(connection(database)).isNotEqualTo(before);
        }
    }

    private static long connection(BackendDatabase database) {
        return database.readNow("Cannot ask", Backends.DEADLINE,
                sql -> ((Number) sql.fetchValue("select connection_id()")).longValue());
    }

    @Test
    void a_server_whose_storage_is_read_only_is_not_writable() {
        try (RealServer server = RealServers.start(ServerFlavor.MYSQL,
                ServerOptions.defaults().with("--innodb-read-only=ON", "--skip-log-bin"));
                BackendDatabase database = Backends.open(server)) {
            Backends.assertFails(() -> Backends.once(database, "create table test.t (id int primary key)"), 1836,
                    Category.NOT_WRITABLE);
        }
    }

    @ServerTest
    void a_write_past_its_deadline_means_not_elected(ServerFlavor flavor) {
        try (RealServer server = RealServers.start(flavor); BackendDatabase database = Backends.open(server)) {
            String table = table(server, "hung");
            server.sigstop();
            long begun = System.nanoTime();

            BackendException failure = catchThrowableOfType(BackendException.class,
                    () -> database.writeNow("Cannot write", Duration.ofMillis(700),
                            sql -> sql.execute("update " + table + " set v=2 where id=1")));

            assertThat(failure.category()).isEqualTo(Category.DEADLINE);
            assertThat(failure.meansNotPrimary()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
            server.sigcont();
            Await.until("the backend to answer again", LIMIT, () -> writes(database, table));
        }
    }

    private static boolean writes(BackendDatabase database, String table) {
        try {
            return database.writeNow("Cannot write", Backends.DEADLINE,
                    sql -> sql.execute("update " + table + " set v=v+1 where id=1")) == 1;
        } catch (BackendException e) {
            return false;
        }
    }

    private static String table(RealServer server, String name) {
        server.sql()
                .execute("drop table if exists test." + name,
                        "create table test." + name + " (id int primary key, v int not null)",
                        "insert into test." + name + " values (1,0),(2,0),(3,0),(4,0),(5,0),(6,0),(7,0),(8,0)");
        return "test." + name;
    }
}
