package io.orchestrator.it.backend;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.backend.migration.BackendDeployer;
import io.orchestrator.backend.migration.DeploymentMode;
import io.orchestrator.backend.schema.Tables;
import io.orchestrator.backend.store.BackendStores;
import io.orchestrator.domain.identity.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jooq.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A deployed backend, emptied before each test, with two connections' worth of processes on it. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class StoresOnBackend {

    static final Duration PLENTY = Duration.ofSeconds(30);
    static final NodeId ONE = new NodeId("node1", "a".repeat(64));
    static final NodeId TWO = new NodeId("node2", "b".repeat(64));

    @SuppressWarnings("NullAway.Init")
    private BackendDatabase database;
    @SuppressWarnings("NullAway.Init")
    BackendStores stores;

    /** A backend that nobody has used yet. */
    abstract BackendSettings freshBackend();

    @BeforeAll
    void open() {
        database = BackendDatabase.open(freshBackend());
        new BackendDeployer(database, "0.1.0-test", "test:1").deploy(DeploymentMode.DEPLOY);
        stores = new BackendStores(database, true);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        var tables = new ArrayList<Table<?>>();
        for (var field : Tables.class.getFields()) {
            try {
                tables.add((Table<?>) field.get(null));
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        database.writeNow("empty", PLENTY, sql -> {
            tables.forEach(table -> sql.deleteFrom(table).execute());
            return true;
        });
    }

    static <T> T get(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** What another program does to the tables. */
    void execute(String statement) {
        database.writeNow("test", PLENTY, sql -> sql.execute(statement));
    }

    /** The first column of what a query finds. */
    List<String> query(String query) {
        return database.readNow("test", PLENTY, sql -> sql.fetch(query).map(row -> String.valueOf(row.get(0))));
    }

    /** Text of a moment that many seconds ago, as a value in a statement. */
    String secondsAgo(int seconds) {
        return switch (database.dialect()) {
            case SQLITE -> "datetime('now', '" + -seconds + " seconds')";
            case MYSQL, MARIADB -> "now() - interval " + seconds + " second";
        };
    }
}
