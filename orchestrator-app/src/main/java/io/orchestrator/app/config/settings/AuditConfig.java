package io.orchestrator.app.config.settings;

import java.time.Duration;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.AuditKeys.AUDIT_LOG_FILE;
import static io.orchestrator.app.config.key.AuditKeys.AUDIT_PURGE_DAYS;
import static io.orchestrator.app.config.key.AuditKeys.AUDIT_TO_BACKEND_DB;
import static io.orchestrator.app.config.key.AuditKeys.AUDIT_TO_SYSLOG;

/**
 * The audit trail (config.md 7.17).
 *
 * @param logFile tab-separated lines are appended to it; empty means off
 * @param toSyslog audit to the local syslog daemon
 * @param toBackend audit to the {@code audit} table
 * @param retention of audit, detections, recoveries and their steps
 */
public record AuditConfig(String logFile, boolean toSyslog, boolean toBackend, Duration retention) {

    /** The settings that configuration asks for. */
    public static AuditConfig from(Configuration configuration) {
        return new AuditConfig(
                configuration.get(AUDIT_LOG_FILE), configuration.get(AUDIT_TO_SYSLOG),
                configuration.get(AUDIT_TO_BACKEND_DB), Units.days(configuration.get(AUDIT_PURGE_DAYS)));
    }
}
