package io.orchestrator.backend.datasource;

import java.time.Duration;
import java.time.Instant;

import io.orchestrator.ports.driven.BackendCallSample;
import io.orchestrator.ports.driven.MetricsSink;

/** Measures one call: how long it waited for a connection, and how long the backend took from then on (discovery.md 10.2). */
final class CallMeter {
    private final MetricsSink metrics;
    private final boolean write;
    private final long asked = System.nanoTime();
    private long connected = -1;

    CallMeter(MetricsSink metrics, boolean write) {
        this.metrics = metrics;
        this.write = write;
    }

    /** It has a connection. */
    void connected() {
        connected = System.nanoTime();
    }

    boolean isConnected() {
        return connected >= 0;
    }

    /**
     * It ended.
     *
     * @param failure why it failed, empty when it did not
     */
    void ended(String failure) {
        long now = System.nanoTime();
        long since = isConnected() ? connected : now;
        Duration waited = Duration.ofNanos(since - asked);
        Duration executed = Duration.ofNanos(now - since);
        metrics.time("backend.wait", waited);
        metrics.time(write ? "backend.write" : "backend.read", executed);
        if (!failure.isEmpty()) {
            metrics.count("backend.fail", 1);
        }
        if (write) {
            metrics.backendCall(new BackendCallSample(Instant.now(), waited, executed, failure));
        }
    }
}
