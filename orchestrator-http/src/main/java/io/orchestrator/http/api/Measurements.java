package io.orchestrator.http.api;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driven.BackendCallSample;

/** What this process measured of itself, for whoever collects it (discovery.md 10.1). The service implements it. */
public interface Measurements {
    /** Of a process that measures nothing. */
    Measurements NONE = new Measurements() {
        @Override
        public Map<String, Number> variables() {
            return Map.of();
        }

        @Override
        public CompletionStage<Map<String, Number>> metrics() {
            return CompletableFuture.completedStage(Map.of());
        }

        @Override
        public CompletionStage<String> exposition() {
            return CompletableFuture.completedStage("");
        }

        @Override
        public List<BackendCallSample> backendCalls() {
            return List.of();
        }
    };

    /** The runtime's own numbers. */
    Map<String, Number> variables();

    /** Those, and the contract's metrics by their names, refreshed now. */
    CompletionStage<Map<String, Number>> metrics();

    /** Everything, refreshed now, in Prometheus' text format 0.0.4. */
    CompletionStage<String> exposition();

    /** Writes to the backend of the last two minutes, oldest first. */
    List<BackendCallSample> backendCalls();
}
