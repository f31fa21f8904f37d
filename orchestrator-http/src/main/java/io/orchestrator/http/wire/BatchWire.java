package io.orchestrator.http.wire;

import java.time.ZoneId;

import io.orchestrator.ports.driving.BatchSample;

/** {@code WriteBufferMetric} of http-api.md 3.5; durations in nanoseconds. */
public record BatchWire(String timestamp, int instances, long waitLatency, long writeLatency) {
    public static BatchWire of(BatchSample batch, ZoneId zone) {
        return new BatchWire(ProcessTimes.text(batch.at(), zone), batch.instances(), batch.waited().toNanos(),
                batch.written().toNanos());
    }
}
