package io.orchestrator.backend.target;

/** What a connection is for. */
public enum SessionPurpose {
    /** Takes several statements at once. */
    PROBE,
    /** One statement at a time; the server ends it after two idle seconds (design.md 3), and its times are UTC. */
    OPERATION,
    /** One statement at a time, idle for as long as it likes. */
    WATCH
}
