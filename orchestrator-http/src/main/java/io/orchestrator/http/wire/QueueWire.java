package io.orchestrator.http.wire;

import io.orchestrator.ports.driving.QueueSample;

/** {@code QueueMetric} of http-api.md 3.5. */
public record QueueWire(int active, int queued) {
    public static QueueWire of(QueueSample sample) {
        return new QueueWire(sample.active(), sample.queued());
    }
}
