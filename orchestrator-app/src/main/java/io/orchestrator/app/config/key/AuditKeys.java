package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of the audit trail (config.md 7.17). */
public final class AuditKeys {

    /** File to which tab-separated audit lines are appended; empty = off. */
    public static final Key<String> AUDIT_LOG_FILE = Key.text("AuditLogFile", "");

    /** Audit to syslog (INFO). */
    public static final Key<Boolean> AUDIT_TO_SYSLOG = Key.flag("AuditToSyslog", false).restart();

    /** Audit to the {@code audit} table. */
    public static final Key<Boolean> AUDIT_TO_BACKEND_DB = Key.flag("AuditToBackendDB", false);

    /**
     * Retention of {@code audit}, {@code topology_failure_detection}, {@code topology_recovery} and {@code
     * topology_recovery_steps}; in days.
     */
    public static final Key<Long> AUDIT_PURGE_DAYS = Key.unsigned("AuditPurgeDays", 7);

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            AUDIT_LOG_FILE, AUDIT_TO_SYSLOG, AUDIT_TO_BACKEND_DB, AUDIT_PURGE_DAYS);

    private AuditKeys() {}
}
