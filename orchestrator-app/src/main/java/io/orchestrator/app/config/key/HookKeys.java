package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of hooks (config.md 7.11). */
public final class HookKeys {

    /** Shell that executes each command. */
    public static final Key<String> PROCESSES_SHELL_COMMAND = Key.text("ProcessesShellCommand", "bash").restricting();

    /** Run when a detection is newly registered; a failure ends this attempt. */
    public static final Key<List<String>> ON_FAILURE_DETECTION_PROCESSES =
            Key.list("OnFailureDetectionProcesses").mayHoldSecrets().restricting();

    /** Planned takeover, before the old source goes read-only; a failure aborts. */
    public static final Key<List<String>> PRE_GRACEFUL_TAKEOVER_PROCESSES =
            Key.list("PreGracefulTakeoverProcesses").mayHoldSecrets().restricting();

    /** Before a recovery acts; a failure aborts the recovery. */
    public static final Key<List<String>> PRE_FAILOVER_PROCESSES =
            Key.list("PreFailoverProcesses").mayHoldSecrets().restricting();

    /** After a successful master or co-master recovery. */
    public static final Key<List<String>> POST_MASTER_FAILOVER_PROCESSES =
            Key.list("PostMasterFailoverProcesses").mayHoldSecrets();

    /** After a successful intermediate-master or group-member recovery. */
    public static final Key<List<String>> POST_INTERMEDIATE_MASTER_FAILOVER_PROCESSES =
            Key.list("PostIntermediateMasterFailoverProcesses").mayHoldSecrets();

    /** After any recovery that has a successor. */
    public static final Key<List<String>> POST_FAILOVER_PROCESSES = Key.list("PostFailoverProcesses").mayHoldSecrets();

    /** After any attempted recovery without successor. */
    public static final Key<List<String>> POST_UNSUCCESSFUL_FAILOVER_PROCESSES =
            Key.list("PostUnsuccessfulFailoverProcesses").mayHoldSecrets();

    /** After a planned takeover, old master re-pointed. */
    public static final Key<List<String>> POST_GRACEFUL_TAKEOVER_PROCESSES =
            Key.list("PostGracefulTakeoverProcesses").mayHoldSecrets();

    /** After a successful take-master. */
    public static final Key<List<String>> POST_TAKE_MASTER_PROCESSES =
            Key.list("PostTakeMasterProcesses").mayHoldSecrets();

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            PROCESSES_SHELL_COMMAND, ON_FAILURE_DETECTION_PROCESSES, PRE_GRACEFUL_TAKEOVER_PROCESSES,
            PRE_FAILOVER_PROCESSES, POST_MASTER_FAILOVER_PROCESSES,
            POST_INTERMEDIATE_MASTER_FAILOVER_PROCESSES, POST_FAILOVER_PROCESSES,
            POST_UNSUCCESSFUL_FAILOVER_PROCESSES, POST_GRACEFUL_TAKEOVER_PROCESSES,
            POST_TAKE_MASTER_PROCESSES);

    private HookKeys() {}
}
