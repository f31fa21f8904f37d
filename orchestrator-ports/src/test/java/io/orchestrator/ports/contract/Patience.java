package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import org.awaitility.Awaitility;

/** How a kit waits for an adapter: in real time, or by moving a virtual clock. */
public interface Patience {
    /** The value of a stage; fails the test when it does not complete in time, or completes exceptionally. */
    <T> T await(CompletionStage<T> stage);

    /** Waits until a condition holds; fails the test when it does not in time. */
    void until(String what, BooleanSupplier condition);

    /** Waits in real time, at most for that long each time. */
    static Patience inRealTime(Duration limit) {
        return new Patience() {
            @Override
            public <T> T await(CompletionStage<T> stage) {
                try {
                    return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for an answer", e);
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException(e.getCause());
                } catch (TimeoutException e) {
                    throw new AssertionError("no answer within " + limit, e);
                }
            }

            @Override
            public void until(String what, BooleanSupplier condition) {
                Awaitility.await(what).atMost(limit).pollInterval(Duration.ofMillis(20)).until(condition::getAsBoolean);
            }
        };
    }
}
