package io.orchestrator.http.wire;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * {@code Instance} of http-api.md 3.2, all members in order. It is put together from groups only so that each stays readable; on the
 * wire the groups do not show. {@link InstanceMapper} fills it.
 */
public record InstanceWire(
        @JsonUnwrapped Identity identity,
        @JsonUnwrapped Source source,
        @JsonUnwrapped GtidUse gtidUse,
        @JsonUnwrapped Progress progress,
        String executedGtidSet,
        String gtidPurged,
        String gtidErrant,
        NullableInt slaveLagSeconds,
        NullableInt replicationLagSeconds,
        List<KeyWire> slaveHosts,
        List<KeyWire> replicas,
        @JsonUnwrapped Place place,
        boolean hasReplicationCredentials,
        boolean replicationCredentialsAvailable,
        @JsonUnwrapped SemiSyncState semiSync,
        @JsonUnwrapped Freshness freshness,
        @JsonUnwrapped Notes notes,
        @JsonUnwrapped Tls tls,
        List<String> problems,
        long lastDiscoveryLatency,
        @JsonUnwrapped Group group,
        @WireName("QSP") Map<String, String> qsp) {

    /** Who the server is and what its own binary log does. */
    public record Identity(
            KeyWire key,
            String instanceAlias,
            long uptime,
            long serverID,
            String serverUUID,
            String version,
            String versionComment,
            String flavorName,
            boolean readOnly,
            @WireName("Binlog_format") String binlogFormat,
            String binlogRowImage,
            boolean logBinEnabled,
            boolean logSlaveUpdatesEnabled,
            boolean logReplicationUpdatesEnabled,
            CoordinatesWire selfBinlogCoordinates) {}

    /** From whom it replicates. The misspelt names are the contract's. */
    public record Source(
            KeyWire masterKey,
            String masterUUID,
            String ancestryUUID,
            boolean isDetachedMaster,
            @WireName("Slave_SQL_Running") boolean slaveSqlRunning,
            boolean replicationSQLThreadRuning,
            @WireName("Slave_IO_Running") boolean slaveIoRunning,
            boolean replicationIOThreadRuning,
            int replicationSQLThreadState,
            int replicationIOThreadState,
            boolean hasReplicationFilters) {}

    /** Which GTIDs it uses. */
    public record GtidUse(
            @WireName("GTIDMode") String mode,
            boolean supportsOracleGTID,
            boolean usingOracleGTID,
            boolean usingMariaDBGTID,
            boolean usingPseudoGTID) {}

    /** How far it has come. */
    public record Progress(
            CoordinatesWire readBinlogCoordinates,
            CoordinatesWire execBinlogCoordinates,
            boolean isDetached,
            CoordinatesWire relaylogCoordinates,
            String lastSQLError,
            String lastIOError,
            NullableInt secondsBehindMaster,
            @WireName("SQLDelay") long sqlDelay) {}

    /** Where it stands. */
    public record Place(
            String clusterName,
            String suggestedClusterAlias,
            String dataCenter,
            String region,
            String physicalEnvironment,
            int replicationDepth,
            boolean isCoMaster) {}

    /** Semi-synchronous replication. */
    public record SemiSyncState(
            boolean semiSyncAvailable,
            int semiSyncPriority,
            boolean semiSyncMasterPluginNewVersion,
            boolean semiSyncReplicaPluginNewVersion,
            boolean semiSyncMasterEnabled,
            boolean semiSyncReplicaEnabled,
            long semiSyncMasterTimeout,
            int semiSyncMasterWaitForReplicaCount,
            boolean semiSyncMasterStatus,
            int semiSyncMasterClients,
            boolean semiSyncReplicaStatus) {}

    /** How old this is. */
    public record Freshness(
            String lastSeenTimestamp,
            boolean isLastCheckValid,
            boolean isUpToDate,
            boolean isRecentlyChecked,
            NullableInt secondsSinceLastSeen,
            int countMySQLSnapshots) {}

    /** What people said about it; the elapsed downtime is in nanoseconds. */
    public record Notes(
            boolean isCandidate,
            String promotionRule,
            boolean isDowntimed,
            String downtimeReason,
            String downtimeOwner,
            String downtimeEndTimestamp,
            long elapsedDowntime,
            String unresolvedHostname) {}

    /** TLS and keys of its channel; all but the first are only known right after a probe. */
    public record Tls(
            boolean allowTLS,
            String replicationSSLCAFile,
            String replicationSSLCAPath,
            String replicationSSLCert,
            String replicationSSLCipher,
            String replicationSSLCRLFile,
            String replicationSSLCRLPath,
            String replicationSSLKey,
            NullableBool replicationSSLVerifyServerCert,
            String replicationTLSVersion,
            String replicationTLSCiphersuites,
            String replicationSourcePublicKeyPath,
            NullableBool replicationGetSourcePublicKey) {}

    /** Its replication group. */
    public record Group(
            String replicationGroupName,
            boolean replicationGroupIsSinglePrimary,
            String replicationGroupMemberState,
            String replicationGroupMemberRole,
            List<KeyWire> replicationGroupMembers,
            KeyWire replicationGroupPrimaryInstanceKey) {}

    public InstanceWire {
        slaveHosts = List.copyOf(slaveHosts);
        replicas = List.copyOf(replicas);
        problems = List.copyOf(problems);
        qsp = Map.copyOf(qsp);
    }
}
