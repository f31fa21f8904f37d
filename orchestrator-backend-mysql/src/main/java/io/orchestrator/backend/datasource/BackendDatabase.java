package io.orchestrator.backend.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.backend.datasource.Transactions.Ending;
import io.orchestrator.ports.driven.MetricsSink;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/**
 * The backend, open: a pool, its dialect, and some ways to run a piece of work on it.
 *
 * <p>Every call has a deadline that covers waiting for a connection, the statements and all repetitions. Work that is
 * past it is not begun; a statement that runs into it loses its connection, so its effect is unknown. The blocking calls
 * are for callers with a thread of their own (deployment, the command line); the stores use the asynchronous ones.
 */
public final class BackendDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackendDatabase.class);

    /** A piece of work on one connection; it may run several times, each time from a clean transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(DSLContext sql) throws SQLException;
    }

    private final Dialect dialect;
    private final String displayName;
    private final Connections connections;
    private final Transactions transactions;
    private final DataSource unpooled;
    private final PemStores stores;
    private final Duration longestWait;
    private final MetricsSink metrics;
    private final ExecutorService threads;

    private BackendDatabase(Dialect dialect, String displayName, Connections connections, DataSource unpooled,
            PemStores stores, Duration longestWait, MetricsSink metrics, ExecutorService threads) {
        this.dialect = dialect;
        this.displayName = displayName;
        this.connections = connections;
        this.transactions = new Transactions(dialect, connections);
        this.unpooled = unpooled;
        this.stores = stores;
        this.longestWait = longestWait;
        this.metrics = metrics;
        this.threads = threads;
    }

    private static ExecutorService manyThreads() {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("backend-", 0).factory());
    }

    /** A JVM that ends waits 0.3 s for the poller of virtual threads, once there is one: long for a command. */
    private static ExecutorService fewThreads() {
        return Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("backend-", 0).factory());
    }

    /** As {@link #open(BackendSettings, MetricsSink)}, counting nothing. */
    public static BackendDatabase open(BackendSettings settings) {
        return open(settings, MetricsSink.NONE);
    }

    /**
     * Makes first contact and opens the pool; creates the schema, or the file, when missing.
     *
     * @param metrics told of lost conflicts ({@code backend.conflict}) and of work given up after too many of them
     *     ({@code backend.conflict.given_up})
     * @throws BackendException when the backend cannot be reached or refuses the account
     */
    public static BackendDatabase open(BackendSettings settings, MetricsSink metrics) {
        var stores = new PemStores();
        try {
            var database = switch (settings) {
                case BackendSettings.MySql mysql -> {
                    var driver = Connecting.driverProperties(mysql, stores);
                    var dialect = Connecting.firstContact(mysql, driver);
                    yield new BackendDatabase(dialect, settings.displayName(),
                            new Connections.Pooled(Connecting.pool(mysql, driver)),
                            Connecting.unpooled(mysql, driver), stores, mysql.readTimeout(), metrics,
                            manyThreads());
                }
                case BackendSettings.Sqlite sqlite -> new BackendDatabase(Dialect.SQLITE, settings.displayName(),
                        new Connections.Pooled(Connecting.pool(sqlite)), Connecting.unpooled(sqlite), stores,
                        sqlite.busyTimeout(), metrics, manyThreads());
            };
            database.requireAnswer();
            return database;
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    /**
     * Opens a backend for one command: nothing is created, and there is no pool.
     *
     * @throws BackendException when the backend cannot be reached, refuses the account, or does not exist
     */
    public static BackendDatabase openExisting(BackendSettings settings) {
        var stores = new PemStores();
        try {
            return switch (settings) {
                case BackendSettings.MySql mysql -> {
                    var source = Connecting.unpooledWithDeadlines(mysql, Connecting.driverProperties(mysql, stores));
                    var few = new FewConnections(source, mysql.poolSize(), mysql.connectTimeout());
                    yield new BackendDatabase(Connecting.existingServer(mysql, few), settings.displayName(), few,
                            source, stores, mysql.readTimeout(), MetricsSink.NONE, fewThreads());
                }
                case BackendSettings.Sqlite sqlite -> {
                    Connecting.requireFile(sqlite);
                    var source = Connecting.unpooled(sqlite);
                    yield new BackendDatabase(Dialect.SQLITE, settings.displayName(),
                            new FewConnections(source, 1, sqlite.busyTimeout()), source, stores, sqlite.busyTimeout(),
                            MetricsSink.NONE, fewThreads());
                }
            };
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    /** Signs in as these settings say from now on; whatever else they say needs another start. */
    public void useAccountOf(BackendSettings settings) {
        switch (settings) {
            case BackendSettings.MySql mysql -> connections.signInAs(mysql.user(), mysql.password());
            case BackendSettings.Sqlite _ -> {
            }
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    /** {@code host:port} or the file, as {@code node_health.db_backend} shows it. */
    public String displayName() {
        return displayName;
    }

    /** Runs {@code work} in autocommit mode, once. {@code what} begins the message of a failure. */
    public <T> T readNow(String what, Duration deadline, Work<T> work) {
        return measured(what, Deadline.in(deadline), work, Ending.EACH_BY_ITSELF, new CallMeter(metrics, false));
    }

    /** Runs {@code work} in a transaction, again where it lost a conflict. {@code what} begins the message of a failure. */
    public <T> T writeNow(String what, Duration deadline, Work<T> work) {
        return repeated(what, deadline, work, Ending.COMMITTED);
    }

    private <T> T repeated(String what, Duration deadline, Work<T> work, Ending ending) {
        var until = Deadline.in(deadline);
        return TransactionRetry.DEFAULT.run(what, until, metrics,
                () -> measured(what, until, work, ending, new CallMeter(metrics, true)));
    }

    /** As {@link #readNow}, for schema changes: no answer is awaited for longer than {@code deadline}, which may be long. */
    public <T> T deployNow(String what, Duration deadline, Work<T> work) {
        return once(what, Deadline.in(deadline), deadline, work, Ending.EACH_BY_ITSELF, () -> {});
    }

    /** New connections of the same kind without the pool's deadlines, for the migration library. */
    public DataSource unpooled() {
        return unpooled;
    }

    /**
     * As {@link #readNow}, on a virtual thread; fails with a {@link BackendException} only, at the deadline at latest. {@code work} only
     * reads, for it is repeated where the connection broke.
     */
    public <T> CompletionStage<T> read(String what, Duration deadline, Work<T> work) {
        return answer(what, deadline, () -> readTwice(what, Deadline.in(deadline), work));
    }

    /** A connection may have been lost while nobody used it; another one tells whether the backend is. */
    private <T> T readTwice(String what, Deadline deadline, Work<T> work) {
        var meter = new CallMeter(metrics, false);
        try {
            return measured(what, deadline, work, Ending.EACH_BY_ITSELF, meter);
        } catch (BackendException e) {
            if (!meter.isConnected() || e.category() != Category.UNREACHABLE) {
                throw e;
            }
            return measured(what, deadline, work, Ending.EACH_BY_ITSELF, new CallMeter(metrics, false));
        }
    }

    /** As {@link #writeNow}, on a virtual thread; fails with a {@link BackendException} only, at the deadline at latest. */
    public <T> CompletionStage<T> write(String what, Duration deadline, Work<T> work) {
        return answer(what, deadline, () -> writeNow(what, deadline, work));
    }

    /**
     * As {@link #write}, for work that is one statement and so a transaction by itself: it costs the backend one statement
     * instead of three.
     */
    public <T> CompletionStage<T> writeOne(String what, Duration deadline, Work<T> work) {
        return answer(what, deadline, () -> repeated(what, deadline, work, Ending.EACH_BY_ITSELF));
    }

    /**
     * Runs {@code work} in a transaction on a virtual thread and undoes all of it: so that the classes behind statements
     * that will be in a hurry are loaded before.
     */
    public <T> CompletionStage<T> rehearse(String what, Duration deadline, Work<T> work) {
        return answer(what, deadline, () -> once(what, Deadline.in(deadline), longestWait, work, Ending.UNDONE,
                () -> {}));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        connections.close();
        stores.close();
    }

    /** Lets calls under way end, begins no new ones, and closes; what takes longer than {@code patience} is cut off. */
    public void closeWhenIdle(Duration patience) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private void requireAnswer() {
        try {
            readNow("Cannot open the backend " + displayName, connections.patience().plusSeconds(1),
                    sql -> sql.fetchValue("select 1"));
        } catch (RuntimeException e) {
            threads.shutdownNow();
            connections.close();
            throw e;
        }
    }

    private <T> CompletionStage<T> answer(String what, Duration deadline, Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, threads)
                .orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof java.util.concurrent.TimeoutException
                                ? new BackendException(Category.DEADLINE, what + ": no answer from the backend within "
                                        + deadline.toMillis() + " ms")
                                : SqlErrors.describe(what, failure)));
    }

    private <T> T measured(String what, Deadline deadline, Work<T> work, Ending ending, CallMeter meter) {
        try {
            var result = once(what, deadline, longestWait, work, ending, meter::connected);
            meter.ended("");
            return result;
        } catch (RuntimeException e) {
            meter.ended(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private <T> T once(String what, Deadline deadline, Duration longestAnswer, Work<T> work, Ending ending,
            Runnable connected) {
        deadline.remainingMillis(what);
        try {
            var connection = connections.take();
            connected.run();
            T result;
            try {
                limit(connection, (int) Math.min(deadline.remainingMillis(what), longestAnswer.toMillis()));
                var sql = DSL.using(connection, dialect.forJooq());
                result = transactions.run(connection, sql, work, ending);
            } catch (Error e) {
                giveBackAfter(connection, e);
                throw e;
            } catch (SQLException | RuntimeException e) {
                var failure = SqlErrors.describe(what, e);
                if (isLost(failure.category())) {
                    connections.condemn(connection);
                }
                giveBackAfter(connection, e);
                throw failure;
            }
            giveBack(connection);
            return result;
        } catch (SQLException | RuntimeException e) {
            throw SqlErrors.describe(what, e);
        }
    }

    /** What was done is done: a connection that broke since is dropped, and nobody is told that the work failed. */
    private void giveBack(Connection connection) {
        try {
            connections.giveBack(connection, true);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("a connection to the backend is dropped: {}", e.getMessage());
            connections.condemn(connection);
        }
    }

    /** What failed is told; that a broken connection also cannot be given back in order is not. */
    private void giveBackAfter(Connection connection, Throwable failure) {
        try {
            connections.giveBack(connection, false);
        } catch (SQLException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** A server that turned read-only or left its cluster is connected to anew, too: a proxy may lead elsewhere now. */
    private static boolean isLost(Category category) {
        return switch (category) {
            case NOT_WRITABLE, DEADLINE, UNREACHABLE -> true;
            case CONFLICT_LOST, REFUSED, INCOMPATIBLE, STATEMENT -> false;
        };
    }

    /** No statement outlives its deadline: the network read, or the wait for another process's write, is cut there. */
    private void limit(Connection connection, int millis) throws SQLException {
        if (dialect == Dialect.SQLITE) {
            connection.unwrap(SQLiteConnection.class).setBusyTimeout(millis);
        } else {
            connection.setNetworkTimeout(Runnable::run, millis);
        }
    }
}
