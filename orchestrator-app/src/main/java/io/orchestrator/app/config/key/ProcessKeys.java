package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of the process and its log (config.md 7.1). */
public final class ProcessKeys {

    /** Raises the log threshold to DEBUG. */
    public static final Key<Boolean> DEBUG = Key.flag("Debug", false).restart();

    /**
     * Copies log lines of level INFO and above to the local syslog daemon (tag {@code orchestrator}) in
     * addition to stderr.
     */
    public static final Key<Boolean> ENABLE_SYSLOG = Key.flag("EnableSyslog", false).restart();

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            DEBUG, ENABLE_SYSLOG);

    private ProcessKeys() {}
}
