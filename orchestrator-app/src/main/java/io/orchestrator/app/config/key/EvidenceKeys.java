package io.orchestrator.app.config.key;

import java.util.List;
import java.util.Map;

/** Keys of ours, beyond the contract: how evidence of a failure is gathered, and how long it must stand. */
public final class EvidenceKeys {

    /** The primary of a replication group gets codes of its own (detection.md D-18). */
    public static final Key<Boolean> DIAGNOSE_GROUP_PRIMARIES = Key.flag("DiagnoseGroupPrimaries", false);

    /**
     * How often a server that others replicate from is asked to answer, between its polls; 0 = never; in milliseconds. One that is
     * 0.4 s late is looked at.
     */
    public static final Key<Long> SOURCE_PULSE_MILLISECONDS = Key.unsigned("SourcePulseMilliseconds", 750);

    /** One replica of a source that does not answer is told to connect to it again, to learn whether it can. */
    public static final Key<Boolean> RESTART_RECEIVER_FOR_EVIDENCE = Key.flag("RestartReceiverForEvidence", true);

    /** How long the evidence of a failure must stand before it is recovered; in milliseconds. */
    public static final Key<Long> FAILURE_CONFIRMATION_MILLISECONDS =
            Key.unsigned("FailureConfirmationMilliseconds", 0);

    /** The same by cluster, whose name or alias matches a pattern as in {@code RecoverMasterClusterFilters}. */
    public static final Key<Map<String, String>> FAILURE_CONFIRMATION_MILLISECONDS_BY_CLUSTER =
            Key.map("FailureConfirmationMillisecondsByCluster");

    /** How long a server that was shut down in an orderly way has to come back; in milliseconds. */
    public static final Key<Long> ORDERLY_SHUTDOWN_MILLISECONDS = Key.unsigned("OrderlyShutdownMilliseconds", 0);

    /** The same by cluster. */
    public static final Key<Map<String, String>> ORDERLY_SHUTDOWN_MILLISECONDS_BY_CLUSTER =
            Key.map("OrderlyShutdownMillisecondsByCluster");

    /** What is done about sources that answer and cannot write: {@code off}, {@code observe} or {@code act}. */
    public static final Key<String> WRITE_PATH_POLICY = Key.text("WritePathPolicy", "off");

    /** The same by cluster. */
    public static final Key<Map<String, String>> WRITE_PATH_POLICY_BY_CLUSTER = Key.map("WritePathPolicyByCluster");

    /** A statement that writes to a source on trial; empty is none. It may name an account's table and hold a secret. */
    public static final Key<String> WRITE_PATH_PROBE_STATEMENT =
            Key.text("WritePathProbeStatement", "").mayHoldSecrets();

    /** How long that may take; in milliseconds. */
    public static final Key<Long> WRITE_PATH_PROBE_MILLISECONDS = Key.unsigned("WritePathProbeMilliseconds", 2_000);

    /** How long a stall of the write path must stand until it is told; in milliseconds. */
    public static final Key<Long> WRITE_PATH_STALLED_MILLISECONDS =
            Key.unsigned("WritePathStalledMilliseconds", 10_000);

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            DIAGNOSE_GROUP_PRIMARIES, SOURCE_PULSE_MILLISECONDS, RESTART_RECEIVER_FOR_EVIDENCE,
            FAILURE_CONFIRMATION_MILLISECONDS, FAILURE_CONFIRMATION_MILLISECONDS_BY_CLUSTER,
            ORDERLY_SHUTDOWN_MILLISECONDS, ORDERLY_SHUTDOWN_MILLISECONDS_BY_CLUSTER,
            WRITE_PATH_POLICY, WRITE_PATH_POLICY_BY_CLUSTER, WRITE_PATH_PROBE_STATEMENT,
            WRITE_PATH_PROBE_MILLISECONDS, WRITE_PATH_STALLED_MILLISECONDS);

    private EvidenceKeys() {}
}
