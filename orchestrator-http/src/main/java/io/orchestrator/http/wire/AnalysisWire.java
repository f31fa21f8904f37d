package io.orchestrator.http.wire;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * {@code ReplicationAnalysis} of http-api.md 3.3, all members in order; the groups do not show on the wire. {@link AnalysisMapper}
 * fills it.
 */
public record AnalysisWire(
        @JsonUnwrapped Subject subject,
        @JsonUnwrapped Role role,
        @JsonUnwrapped Replicas replicas,
        @JsonUnwrapped Verdict verdict,
        @JsonUnwrapped Surroundings surroundings,
        @JsonUnwrapped SemiSyncInputs semiSync,
        @JsonUnwrapped Logging logging,
        @JsonUnwrapped Processing processing,
        @JsonUnwrapped Modes modes) {

    /** Which server is analyzed. */
    public record Subject(
            KeyWire analyzedInstanceKey,
            KeyWire analyzedInstanceMasterKey,
            ClusterWire clusterDetails,
            String analyzedInstanceDataCenter,
            String analyzedInstanceRegion,
            String analyzedInstancePhysicalEnvironment,
            CoordinatesWire analyzedInstanceBinlogCoordinates) {}

    /** Where it stands and how reading it went. */
    public record Role(
            boolean isMaster,
            boolean isReplicationGroupMember,
            boolean isCoMaster,
            boolean lastCheckValid,
            boolean lastCheckPartialSuccess) {
        static final Role NONE = new Role(false, false, false, false, false);
    }

    /** Its direct replicas. */
    public record Replicas(
            int countReplicas,
            int countValidReplicas,
            int countValidReplicatingReplicas,
            int countReplicasFailingToConnectToMaster,
            int countDowntimedReplicas,
            int replicationDepth,
            List<KeyWire> replicas,
            List<KeyWire> slaveHosts,
            boolean isFailingToConnectToMaster) {
        public Replicas {
            replicas = List.copyOf(replicas);
            slaveHosts = List.copyOf(slaveHosts);
        }
    }

    /** What is wrong. The structure list is null when it would be empty; the remaining seconds are negative. */
    public record Verdict(
            String analysis,
            String description,
            @Nullable List<String> structureAnalysis,
            boolean isDowntimed,
            boolean isReplicasDowntimed,
            String downtimeEndTimestamp,
            long downtimeRemainingSeconds) {}

    /** What kind of servers surround it. */
    public record Surroundings(
            boolean isBinlogServer,
            @WireName("PseudoGTIDImmediateTopology") boolean pseudoGtid,
            @WireName("OracleGTIDImmediateTopology") boolean oracleGtid,
            @WireName("MariaDBGTIDImmediateTopology") boolean mariaDbGtid,
            boolean binlogServerImmediateTopology) {
        static final Surroundings NONE = new Surroundings(false, false, false, false, false);
    }

    /** Semi-synchronous replication. */
    public record SemiSyncInputs(
            boolean semiSyncMasterEnabled,
            boolean semiSyncMasterStatus,
            int semiSyncMasterWaitForReplicaCount,
            int semiSyncMasterClients,
            int countSemiSyncReplicasEnabled) {
        static final SemiSyncInputs NONE = new SemiSyncInputs(false, false, 0, 0, 0);
    }

    /** Binary logging of its replicas. */
    public record Logging(
            int countLoggingReplicas,
            int countStatementBasedLoggingReplicas,
            int countMixedBasedLoggingReplicas,
            int countRowBasedLoggingReplicas,
            int countDistinctMajorVersionsLoggingReplicas,
            int countDelayedReplicas,
            int countLaggingReplicas) {
        static final Logging NONE = new Logging(0, 0, 0, 0, 0, 0, 0);
    }

    /** Who analyzed. */
    public record Processing(
            boolean isActionableRecovery,
            String processingNodeHostname,
            String processingNodeToken,
            int countAdditionalAgreeingNodes,
            String startActivePeriod,
            boolean skippableDueToDowntime) {}

    /** GTID modes, and the rest. */
    public record Modes(
            @WireName("GTIDMode") String mode,
            @WireName("MinReplicaGTIDMode") String minReplicaMode,
            @WireName("MaxReplicaGTIDMode") String maxReplicaMode,
            @WireName("MaxReplicaGTIDErrant") String maxReplicaErrant,
            String commandHint,
            boolean isReadOnly) {
        static final Modes NONE = new Modes("", "", "", "", "", false);
    }
}
