package io.orchestrator.ports.driven;

import java.time.Duration;

/** Where counts and durations go. Names are the contract's where it has one (discovery.md 10.1). */
public interface MetricsSink {
    /** For whoever has nowhere to count. */
    MetricsSink NONE = new MetricsSink() {
        @Override
        public void count(String name, long amount) {}

        @Override
        public void gauge(String name, double value) {}

        @Override
        public void time(String name, Duration duration) {}
    };

    void count(String name, long amount);

    void gauge(String name, double value);

    void time(String name, Duration duration);

    /** A write to the backend ended. Called by its adapter, from any thread; a sink that keeps no single calls does nothing. */
    default void backendCall(BackendCallSample call) {}
}
