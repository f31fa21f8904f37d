package io.orchestrator.it.bench;

import java.time.Duration;

import io.orchestrator.it.server.Await;

/** Lets time pass while something else is measured; nothing is waited for. */
final class Pause {
    private Pause() {}

    static void of(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        Await.until("time to pass", time.plusSeconds(10), () -> System.nanoTime() - until >= 0);
    }
}
