package io.orchestrator.it.backend;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.SharedServers;
import io.orchestrator.ports.inmemory.InMemoryMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Conflicts between writers, provoked on a real server: repeated a few times and counted. */
class BackendConflictsIT {
    private static final Duration PLENTY = Duration.ofSeconds(30);

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    @SuppressWarnings("NullAway.Init") private BackendSettings.MySql settings;
    @SuppressWarnings("NullAway.Init") private BackendDatabase database;

    @BeforeEach
    void open() {
        settings = BackendSchemas.fresh(ServerFlavor.MYSQL);
        database = BackendDatabase.open(settings, metrics);
        database.writeNow("create", PLENTY, sql -> sql.execute("create table t (id int primary key, n int not null)"));
        database.writeNow("fill", PLENTY, sql -> sql.execute("insert into t values (1, 0), (2, 0)"));
    }

    @AfterEach
    void close() {
        database.readNow("drop", PLENTY, sql -> sql.execute("drop database `" + settings.schema() + "`"));
        database.close();
    }

    @Test
    void the_loser_of_a_deadlock_is_run_again() {
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        List<CompletableFuture<Integer>> both = List.of(increment(1, 2, bothHoldOne), increment(2, 1, bothHoldOne));

        both.forEach(CompletableFuture::join);

        assertThat(total()).isEqualTo(4);
        assertThat(metrics.counted("backend.conflict")).isPositive();
        assertThat(metrics.counted("backend.conflict.given_up")).isZero();
    }

    private CompletableFuture<Integer> increment(int first, int second, CyclicBarrier bothHoldOne) {
        boolean[] met = new boolean[1];
        return database.write("count", PLENTY, sql -> {
            sql.execute("update t set n = n + 1 where id = " + first);
            if (!met[0]) {
                met[0] = true;
                meet(bothHoldOne);
            }
            return sql.execute("update t set n = n + 1 where id = " + second);
        }).toCompletableFuture();
    }

    @Test
    void a_lock_that_is_held_for_a_while_is_waited_for() throws SQLException {
        try (Connection holder = holdRow()) {
            CompletableFuture<Integer> waiting = database
                    .write("count", PLENTY, sql -> sql.execute("update t set n = n + 1 where id = 1"))
                    .toCompletableFuture();
            Await.until("the first wait to be over", PLENTY,
                    () -> metrics.counted("backend.conflict") > 0);
            holder.rollback();

            assertThat(waiting.join()).isEqualTo(1);
            assertThat(metrics.counted("backend.conflict.given_up")).isZero();
        }
    }

    @Test
    void a_lock_that_is_held_for_long_is_given_up_and_told_as_a_lost_conflict() throws SQLException {
        try (Connection holder = holdRow()) {
            var refused = database.write("Cannot count", PLENTY, sql -> sql.execute("update t set n = 9 where id = 1"))
                    .toCompletableFuture()
                    .orTimeout(PLENTY.toSeconds(), TimeUnit.SECONDS);

            assertThatThrownBy(refused::join).isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(BackendException.class, e -> {
                        assertThat(e.category()).isEqualTo(Category.CONFLICT_LOST);
                        assertThat(e).hasMessageContaining("1205");
                    });
            assertThat(metrics.counted("backend.conflict")).isEqualTo(4);
            assertThat(metrics.counted("backend.conflict.given_up")).isEqualTo(1);
            holder.rollback();
        }
        assertThat(total()).isZero();
    }

    /** What a member of a cluster says of a write that lost certification, said by a plain server. */
    @ParameterizedTest
    @EnumSource(Numbers.class)
    void an_error_of_a_cluster_means_what_it_means_there(Numbers error) {
        assertThatThrownBy(() -> database.writeNow("Cannot write", PLENTY,
                sql -> sql.execute("signal sqlstate 'HY000' set mysql_errno = " + error.number
                        + ", message_text = 'said by a test'")))
                .isInstanceOfSatisfying(BackendException.class,
                        e -> assertThat(e.category()).isEqualTo(error.category));
        assertThat(metrics.counted("backend.conflict")).isEqualTo(error.repeated ? 4 : 0);
    }

    enum Numbers {
        CERTIFICATION(3101, Category.CONFLICT_LOST, true),
        NOT_PREPARED(1047, Category.NOT_WRITABLE, false),
        /** In a group also what a deadlock becomes at the commit. */
        COMMIT_FAILED(1180, Category.NOT_WRITABLE, true),
        READ_ONLY_OPTION(1290, Category.NOT_WRITABLE, false),
        READ_ONLY_TRANSACTION(1792, Category.NOT_WRITABLE, false),
        READ_ONLY(1836, Category.NOT_WRITABLE, false);

        private final int number;
        private final Category category;
        private final boolean repeated;

        Numbers(int number, Category category, boolean repeated) {
            this.number = number;
            this.category = category;
            this.repeated = repeated;
        }
    }

    private Connection holdRow() throws SQLException {
        Connection holder = SharedServers.server(ServerFlavor.MYSQL).sql(Account.TOPOLOGY).connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("select * from `" + settings.schema() + "`.t where id = 1 for update");
        }
        return holder;
    }

    private int total() {
        return database.readNow("sum", PLENTY, sql -> sql.fetchSingle("select sum(n) from t").get(0, Integer.class));
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(PLENTY.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
