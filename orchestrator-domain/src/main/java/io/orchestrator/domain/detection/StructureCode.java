package io.orchestrator.domain.detection;

/** Structure codes in the order in which they are evaluated and listed (detection.md 7). */
public enum StructureCode {
    NO_LOGGING_REPLICAS("NoLoggingReplicasStructureWarning"),
    NO_FAILOVER_SUPPORT("NoFailoverSupportStructureWarning"),
    STATEMENT_AND_MIXED_LOGGING_REPLICAS("StatementAndMixedLoggingReplicasStructureWarning"),
    STATEMENT_AND_ROW_LOGGING_REPLICAS("StatementAndRowLoggingReplicasStructureWarning"),
    MIXED_AND_ROW_LOGGING_REPLICAS("MixedAndRowLoggingReplicasStructureWarning"),
    MULTIPLE_MAJOR_VERSIONS_LOGGING_REPLICAS("MultipleMajorVersionsLoggingReplicasStructureWarning"),
    DIFFERENT_GTID_MODES("DifferentGTIDModesStructureWarning"),
    ERRANT_GTID("ErrantGTIDStructureWarning"),
    NO_WRITEABLE_MASTER("NoWriteableMasterStructureWarning"),
    NOT_ENOUGH_VALID_SEMI_SYNC_REPLICAS("NotEnoughValidSemiSyncReplicasStructureWarning");

    private final String contractName;

    StructureCode(String contractName) {
        this.contractName = contractName;
    }

    /** The name in the API. */
    public String contractName() {
        return contractName;
    }
}
