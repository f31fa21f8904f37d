package io.orchestrator.http.wire;

import java.time.ZoneId;
import java.util.Map;

import io.orchestrator.ports.driven.BackendCallSample;
import org.jspecify.annotations.Nullable;

/** {@code QueryMetric} of http-api.md 3.5; durations in nanoseconds, the error null or an object without members. */
public record BackendCallWire(String timestamp, long waitLatency, long executeLatency,
        @Nullable Map<String, String> err) {
    public static BackendCallWire of(BackendCallSample call, ZoneId zone) {
        return new BackendCallWire(ProcessTimes.text(call.at(), zone), call.waited().toNanos(),
                call.executed().toNanos(), call.failure().isEmpty() ? null : Map.of());
    }
}
