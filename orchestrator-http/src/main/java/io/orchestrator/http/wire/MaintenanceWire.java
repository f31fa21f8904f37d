package io.orchestrator.http.wire;

import io.orchestrator.domain.operations.Maintenance;

/** {@code Maintenance} of http-api.md 3.1. */
public record MaintenanceWire(long maintenanceId, KeyWire key, String beginTimestamp, long secondsElapsed,
        boolean isActive, String owner, String reason) {
    public static MaintenanceWire of(Maintenance lock, BackendTimes times) {
        return new MaintenanceWire(lock.number(), KeyWire.of(lock.key()), times.stored(lock.begin()),
                lock.elapsed().toSeconds(), true, lock.owner(), lock.reason());
    }
}
