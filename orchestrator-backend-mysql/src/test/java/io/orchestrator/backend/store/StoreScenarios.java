package io.orchestrator.backend.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.orchestrator.backend.datasource.BackendSettings;
import io.orchestrator.domain.identity.NodeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A deployed backend for one class of tests, emptied before each; a subclass per vendor says which. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class StoreScenarios {

    static final NodeId ONE = new NodeId("node1", "a".repeat(64));
    static final NodeId TWO = new NodeId("node2", "b".repeat(64));

    @SuppressWarnings("NullAway.Init") BackendUnderTest backend;
    @SuppressWarnings("NullAway.Init") BackendStores stores;

    /** A backend that nobody has used yet. */
    protected abstract BackendSettings freshBackend();

    @BeforeAll
    void open() {
        backend = BackendUnderTest.open(freshBackend());
        stores = backend.stores();
    }

    @AfterAll
    void close() {
        backend.close();
    }

    @BeforeEach
    void empty() {
        backend.empty();
    }

    static <T> T get(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    void execute(String statement) {
        backend.execute(statement);
    }

    List<String> query(String query) {
        return backend.query(query);
    }

    String secondsAgo(int seconds) {
        return backend.secondsAgo(seconds);
    }
}
