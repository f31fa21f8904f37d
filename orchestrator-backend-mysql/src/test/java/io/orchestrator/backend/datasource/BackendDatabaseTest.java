package io.orchestrator.backend.datasource;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.orchestrator.backend.datasource.BackendException.Category;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackendDatabaseTest {

    private static final Duration PLENTY = Duration.ofSeconds(30);

    @TempDir private Path folder = Path.of("");

    @Test
    void twoProcessesWriteOneFileWithoutLosingAnything() {
        try (var first = open(); var second = open()) {
            first.writeNow("create", PLENTY, sql -> sql.execute("create table counter (n int)"));
            first.writeNow("insert", PLENTY, sql -> sql.execute("insert into counter values (0)"));

            var writes = new ArrayList<CompletionStage<Integer>>();
            for (int i = 0; i < 100; i++) {
                writes.add((i % 2 == 0 ? first : second).write("count", PLENTY, sql -> {
                    // Read first: a transaction that only then became a writer could lose.
                    int n = sql.fetchSingle("select n from counter").get(0, Integer.class);
                    return sql.execute("update counter set n = " + (n + 1));
                }));
            }
            writes.forEach(write -> write.toCompletableFuture().join());

            int counted = first.readNow("read", PLENTY,
                    sql -> sql.fetchSingle("select n from counter").get(0, Integer.class));
            assertThat(counted).isEqualTo(100);
        }
    }

    @Test
    void answersWithinTheDeadlineThoughTheWorkGoesOn() {
        var release = new CountDownLatch(1);
        try (var database = open()) {
            var answer = database.read("slow", Duration.ofMillis(50), sql -> {
                awaitQuietly(release);
                return 1;
            }).toCompletableFuture();

            assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(BackendException.class, e -> {
                        assertThat(e.category()).isEqualTo(Category.DEADLINE);
                        assertThat(e).hasMessage("slow: no answer from the backend within 50 ms");
                    });
            release.countDown();
        }
    }

    @Test
    void failedTransactionIsUndone() {
        try (var database = open()) {
            database.writeNow("create", PLENTY, sql -> sql.execute("create table t (n int)"));

            assertThatThrownBy(() -> database.writeNow("Cannot count", PLENTY, sql -> {
                sql.execute("insert into t values (1)");
                return sql.execute("insert into missing values (1)");
            })).isInstanceOf(BackendException.class).hasMessageStartingWith("Cannot count: ");

            int left = database.readNow("read", PLENTY, sql -> sql.fetchCount(DSL.table("t")));
            assertThat(left).isZero();
        }
    }

    @Test
    void lostConflictIsRepeatedAFewTimesAndNothingElseIs() {
        var conflict = new SQLException("deadlock", "40001", 1213);
        var readOnly = new SQLException("read only", "HY000", 1290);
        try (var database = open()) {
            var attempts = new AtomicInteger();
            int needed = database.writeNow("retry", PLENTY, sql -> {
                if (attempts.incrementAndGet() < 3) {
                    throw conflict;
                }
                return attempts.get();
            });
            assertThat(needed).isEqualTo(3);

            attempts.set(0);
            assertThatThrownBy(() -> database.writeNow("retry", PLENTY, sql -> {
                attempts.incrementAndGet();
                throw conflict;
            })).isInstanceOf(BackendException.class);
            assertThat(attempts).hasValue(TransactionRetry.DEFAULT.attempts());

            attempts.set(0);
            assertThatThrownBy(() -> database.writeNow("retry", PLENTY, sql -> {
                attempts.incrementAndGet();
                throw readOnly;
            })).isInstanceOfSatisfying(BackendException.class,
                    e -> assertThat(e.category()).isEqualTo(Category.NOT_WRITABLE));
            assertThat(attempts).hasValue(1);
        }
    }

    @Test
    void refusedConnectionIsToldAtOnceWithAddressAndWithoutPassword() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var settings = new BackendSettings.MySql("127.0.0.1", port, "orchestrator", "orc", "secret-word",
                TlsSettings.off(), Duration.ofSeconds(1), Duration.ofSeconds(30), 4, 0);

        assertThatThrownBy(() -> BackendDatabase.open(settings)).isInstanceOfSatisfying(BackendException.class, e -> {
            assertThat(e.category()).isEqualTo(Category.UNREACHABLE);
            assertThat(e.getMessage()).contains("127.0.0.1:" + port).doesNotContain("secret-word");
        });
        assertThat(settings.toString()).doesNotContain("secret-word");
    }

    @Test
    void missingFolderIsRefused() {
        assertThatThrownBy(() -> BackendDatabase
                .open(new BackendSettings.Sqlite(folder.resolve("no/such/db"), Duration.ofSeconds(1))))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("Cannot open the backend");
    }

    @Test
    void timesOfTheEmbeddedDatabaseAreTextInUtc() {
        var dialect = Dialect.SQLITE;
        try (var database = open()) {
            var row = database.readNow("times", PLENTY, sql -> sql.fetchSingle(DSL.select(dialect.now(),
                    dialect.secondsSince(dialect.ago(Duration.ofSeconds(90))),
                    dialect.microsSince(dialect.utcAgo(Duration.ofMillis(1_500))),
                    dialect.secondsSince(dialect.fromNow(Duration.ofMinutes(1))),
                    dialect.unixSecondsOf(DSL.val(Dialect.NEVER)))));

            assertThat(row.value1()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
            assertThat(row.value2()).isBetween(90L, 91L);
            assertThat(row.value3()).isBetween(1_499_000L, 1_600_000L);
            assertThat(row.value4()).isBetween(-60L, -59L);
            assertThat(row.value5()).isEqualTo(365L * 86_400);
        }
    }

    private BackendDatabase open() {
        return BackendDatabase.open(new BackendSettings.Sqlite(folder.resolve("db.sqlite3"), Duration.ofSeconds(10)));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
