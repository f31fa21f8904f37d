package io.orchestrator.backend.target;

/** What a connection is for. */
public enum SessionPurpose {
    /** Takes several statements at once. */
    PROBE,
    /** One statement at a time; the server ends it after two idle seconds (design.md 3), and its times are UTC. */
    OPERATION,
    /** As an operation, but takes several statements at once: the server executes them all though this process ends in between. */
    SCRIPT,
    /** One statement at a time, idle for as long as it likes. */
    WATCH
}
