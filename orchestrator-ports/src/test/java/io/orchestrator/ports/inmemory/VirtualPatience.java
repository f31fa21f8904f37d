package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

import io.orchestrator.ports.contract.Patience;

/** Waits by letting virtual time pass. */
public record VirtualPatience(VirtualTime time) implements Patience {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Override
    public <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!time.runUntil(future::isDone, LIMIT)) {
            throw new AssertionError("no answer within " + LIMIT + " of virtual time");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void until(String what, BooleanSupplier condition) {
        Duration latest = time.monotonic().plus(LIMIT);
        while (!condition.getAsBoolean()) {
            if (time.monotonic().compareTo(latest) > 0) {
                throw new AssertionError("not within " + LIMIT + " of virtual time: " + what);
            }
            time.pass(Duration.ofMillis(20));
        }
    }
}
