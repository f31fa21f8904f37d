package io.orchestrator.http.wire;

import io.orchestrator.ports.driven.AuditLog;

/** {@code Audit} of http-api.md 3.1. */
public record AuditWire(long auditId, String auditTimestamp, String auditType, KeyWire auditInstanceKey,
        String message) {
    public static AuditWire of(AuditLog.Kept kept, BackendTimes times) {
        return new AuditWire(kept.id(), times.stored(kept.at()), kept.entry().type(), KeyWire.of(kept.entry().key()),
                kept.entry().message());
    }
}
