package io.orchestrator.app.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driving.BatchSample;
import io.orchestrator.ports.driving.MetricsQueries;
import io.orchestrator.ports.driving.QueueSample;
import org.jspecify.annotations.Nullable;

/** An engine that stands as a test says, or is not there. */
final class FakeEngine implements MetricsQueries {
    /** Null for an engine that is not there. */
    @Nullable Standing standing = new Standing(true, true, 40, 3, 1, 2, 38, 1, Duration.ofMillis(250), 1);

    @Override
    public CompletionStage<List<QueueSample>> queue() {
        return CompletableFuture.completedStage(List.of());
    }

    @Override
    public CompletionStage<List<BatchSample>> batches() {
        return CompletableFuture.completedStage(List.of());
    }

    @Override
    public CompletionStage<Standing> standing() {
        return standing == null ? CompletableFuture.failedStage(new IllegalStateException("not ready"))
                : CompletableFuture.completedStage(standing);
    }
}
