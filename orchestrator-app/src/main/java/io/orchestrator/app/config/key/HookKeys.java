package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of hooks (config.md 7.11). */
public final class HookKeys {

    /** Shell that executes each command. */
    public static final Key<String> PROCESSES_SHELL_COMMAND = Key.text("ProcessesShellCommand", "bash").restricting();

    /** Ours: each process that is waited for is killed after this, with its children; 0 = never; in seconds. */
    public static final Key<Long> PROCESSES_TIMEOUT_SECONDS = Key.unsigned("ProcessesTimeoutSeconds", 600);

    /** Ours: the same for all detection hooks of one detection together, which a recovery waits for; 0 = never; in seconds. */
    public static final Key<Long> ON_FAILURE_DETECTION_PROCESSES_TIMEOUT_SECONDS =
            Key.unsigned("OnFailureDetectionProcessesTimeoutSeconds", 30);

    /** Run when a detection is newly registered; a failure holds nothing back (ADR 0028). */
    public static final Key<List<String>> ON_FAILURE_DETECTION_PROCESSES =
            Key.list("OnFailureDetectionProcesses").mayHoldSecrets();

    /** Planned takeover, before the old source goes read-only; a failure aborts it. Recoveries do not ask for it. */
    public static final Key<List<String>> PRE_GRACEFUL_TAKEOVER_PROCESSES =
            Key.list("PreGracefulTakeoverProcesses").mayHoldSecrets();

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

    /** Those that the contract does not have; a dump prints them after all others. */
    static final List<Key<?>> OURS = List.of(PROCESSES_TIMEOUT_SECONDS, ON_FAILURE_DETECTION_PROCESSES_TIMEOUT_SECONDS);

    private HookKeys() {}
}
