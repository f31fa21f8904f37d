package io.orchestrator.it.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition by asking again every few milliseconds, never for a fixed time. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @param what completes "waited for ..." in the failure message
     * @throws ServerException when it does not hold within the limit
     */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        until(what, limit, condition, () -> "");
    }

    /**
     * Returns as soon as the condition holds.
     *
     * @param what completes "waited for ..." in the failure message
     * @param evidence what to add to the failure message, asked only then
     * @throws ServerException when it does not hold within the limit
     */
    public static void until(String what, Duration limit, BooleanSupplier condition, Supplier<String> evidence) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new ServerException("waited for " + what + " longer than " + limit.toMillis() + " ms. "
                        + evidence.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new ServerException("interrupted while waiting for " + what);
            }
        }
    }
}
