package io.orchestrator.app.config.key;

import java.util.Set;

/**
 * The keys the running product honours. The one place to edit when a key comes to life: a key that restricts
 * detection, promotion or recovery and is missing here switches automatic recovery off as soon as a file sets it.
 */
public final class LiveKeys {

    private static final Set<String> NAMES = Set.of(
            // the process
            "Debug",
            // legacy spellings, folded into their successors when the files are read
            "SlaveLagQuery",
            "RecoveryPeriodBlockMinutes",
            "DetachLostSlavesAfterMasterFailover",
            "MasterFailoverDetachSlaveMasterHost",
            "PostponeSlaveRecoveryOnLagMinutes",
            // read while loading
            "MySQLOrchestratorCredentialsConfigFile",
            "MySQLTopologyCredentialsConfigFile",
            // the listener and who may use it
            "ListenAddress",
            "URLPrefix",
            "StatusEndpoint",
            "ReadOnly",
            "AuthenticationMethod",
            "HTTPAuthUser",
            "HTTPAuthPassword",
            "AccessTokenUseExpirySeconds",
            "AccessTokenExpiryMinutes",
            "PrependMessagesWithOrcIdentity",
            "CustomOrcIdentity",
            // the backend
            "BackendDB",
            "SQLite3DataFile",
            "MySQLOrchestratorHost",
            "MySQLOrchestratorPort",
            "MySQLOrchestratorDatabase",
            "MySQLOrchestratorUser",
            "MySQLOrchestratorPassword",
            "MySQLOrchestratorMaxPoolConnections",
            "MySQLOrchestratorMaxAllowedPacket",
            "MySQLOrchestratorReadTimeoutSeconds",
            "MySQLOrchestratorUseMutualTLS",
            "MySQLOrchestratorSSLSkipVerify",
            "MySQLOrchestratorSSLPrivateKeyFile",
            "MySQLOrchestratorSSLCertFile",
            "MySQLOrchestratorSSLCAFile",
            "MySQLConnectTimeoutSeconds",
            "SkipOrchestratorDatabaseUpdate",
            "PanicIfDifferentDatabaseDeploy",
            // monitored servers
            "DefaultInstancePort",
            "MySQLTopologyUser",
            "MySQLTopologyPassword",
            "MySQLTopologyUseMutualTLS",
            "MySQLTopologyUseMixedTLS",
            "MySQLTopologySSLSkipVerify",
            "MySQLTopologySSLPrivateKeyFile",
            "MySQLTopologySSLCertFile",
            "MySQLTopologySSLCAFile",
            "TLSCacheTTLFactor",
            "MySQLTopologyMaxAllowedPacket",
            "MySQLConnectionLifetimeSeconds",
            "MySQLDiscoveryReadTimeoutSeconds",
            "UseSuperReadOnly",
            "LowerReplicaVersionAllowed",
            "VerifyReplicationFilters",
            "ReasonableMaintenanceReplicationLagSeconds",
            // discovery
            "InstancePollSeconds",
            "ReasonableInstanceCheckSeconds",
            "DiscoverByShowSlaveHosts",
            "SkipMaxScaleCheck",
            "DiscoveryMaxConcurrency",
            "DiscoverySeeds",
            "DeadInstancePollSecondsMultiplyFactor",
            "DeadInstancePollSecondsMax",
            "DeadInstanceDiscoveryMaxConcurrency",
            "DeadInstanceDiscoveryLogsEnabled",
            "DiscoveryIgnoreReplicaHostnameFilters",
            "DiscoveryIgnoreMasterHostnameFilters",
            "DiscoveryIgnoreHostnameFilters",
            "DiscoveryIgnoreReplicationUsernameFilters",
            "EnableDiscoveryFiltersLogs",
            "UnseenInstanceForgetHours",
            "HostnameResolveMethod",
            "MySQLHostnameResolveMethod",
            "ExpiryHostnameResolvesMinutes",
            "RejectHostnameResolvePattern",
            "SkipBinlogServerUnresolveCheck",
            // classification
            "ReplicationLagQuery",
            "ClusterNameToAlias",
            "DetectClusterAliasQuery",
            "DetectClusterDomainQuery",
            "DetectInstanceAliasQuery",
            "DetectPromotionRuleQuery",
            "DetectDataCenterQuery",
            "DetectRegionQuery",
            "DetectPhysicalEnvironmentQuery",
            "DetectSemiSyncEnforcedQuery",
            "DetectPseudoGTIDQuery",
            "DataCenterPattern",
            "RegionPattern",
            "PhysicalEnvironmentPattern",
            "CandidateInstanceExpireMinutes",
            "SupportFuzzyPoolHostnames",
            "InstancePoolExpiryMinutes",
            "ProblemIgnoreHostnameFilters",
            "OSCIgnoreHostnameFilters",
            // metrics and records
            "DiscoveryCollectionRetentionSeconds",
            "DiscoveryQueueMaxStatisticsSize",
            "SnapshotTopologiesIntervalHours",
            "GraphiteAddr",
            "GraphitePath",
            "GraphiteConvertHostnameDotsToUnderscores",
            "GraphitePollSeconds",
            // detection
            "ReasonableReplicationLagSeconds",
            "ReasonableLockedSemiSyncMasterSeconds",
            "ReduceReplicationAnalysisCount",
            "FailureDetectionPeriodBlockMinutes",
            "RecoveryIgnoreHostnameFilters",
            // detection, of ours
            "DiagnoseGroupPrimaries",
            "SourcePulseMilliseconds",
            "RestartReceiverForEvidence",
            "FailureConfirmationMilliseconds",
            "FailureConfirmationMillisecondsByCluster",
            "OrderlyShutdownMilliseconds",
            "OrderlyShutdownMillisecondsByCluster",
            "WritePathPolicy",
            "WritePathPolicyByCluster",
            "WritePathProbeStatement",
            "WritePathProbeMilliseconds",
            "WritePathStalledMilliseconds",
            // recovery
            "RecoverMasterClusterFilters",
            "RecoverIntermediateMasterClusterFilters",
            "RecoveryPeriodBlockSeconds",
            "PromotionIgnoreHostnameFilters",
            "ApplyMySQLPromotionAfterMasterFailover",
            "PreventCrossDataCenterMasterFailover",
            "PreventCrossRegionMasterFailover",
            "DetachLostReplicasAfterMasterFailover",
            // matters only without ApplyMySQLPromotionAfterMasterFailover: after a reset there is nothing to detach from
            "MasterFailoverDetachReplicaMasterHost",
            "FailMasterPromotionOnLagMinutes",
            "FailMasterPromotionIfSQLThreadNotUpToDate",
            "DelayMasterPromotionIfSQLThreadNotUpToDate",
            "InstanceBulkOperationsWaitTimeoutSeconds",
            // hooks; those of takeovers and of intermediate sources wait for these
            "ProcessesShellCommand",
            "ProcessesTimeoutSeconds",
            "OnFailureDetectionProcessesTimeoutSeconds",
            "OnFailureDetectionProcesses",
            "PreFailoverProcesses",
            "PostMasterFailoverProcesses",
            "PostFailoverProcesses",
            "PostUnsuccessfulFailoverProcesses",
            // the audit trail
            "AuditToBackendDB",
            "AuditPurgeDays",
            // refused at start
            "RaftEnabled");

    private LiveKeys() {}

    /** The names, spelled as in the catalogue. */
    public static Set<String> names() {
        return NAMES;
    }

    static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
