package io.orchestrator.app.command;

import java.time.Duration;

import io.orchestrator.ports.driven.MetricsSink;

/** Nobody scrapes a command. */
final class NoMetrics implements MetricsSink {
    @Override
    public void count(String name, long amount) {
        // ends with the process
    }

    @Override
    public void gauge(String name, double value) {
        // ends with the process
    }

    @Override
    public void time(String name, Duration duration) {
        // ends with the process
    }
}
