package io.orchestrator.ports.inmemory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** How one process reaches the backend. */
public interface Line {
    /** Answers at once. */
    Line DIRECT = new Line() {
        @Override
        public <T> CompletionStage<T> call(String name, Supplier<T> operation) {
            try {
                return CompletableFuture.completedFuture(operation.get());
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    };

    /**
     * Carries an operation to the backend and its result back.
     *
     * @param name the store's method, for logs and for deciding on its fate
     * @param operation what the backend does; runs as one transaction
     */
    <T> CompletionStage<T> call(String name, Supplier<T> operation);
}
