package io.orchestrator.domain.detection;

import java.util.Arrays;
import java.util.Optional;

/** Main analysis codes with their contract names and descriptions (detection.md 6). */
public enum AnalysisCode {
    NO_PROBLEM("NoProblem", Handling.NONE, ""),
    DEAD_MASTER_WITHOUT_REPLICAS("DeadMasterWithoutReplicas", Handling.NONE,
            "Master cannot be reached by orchestrator and has no replica"),
    DEAD_MASTER("DeadMaster", Handling.RECOVER,
            "Master cannot be reached by orchestrator and none of its replicas is replicating"),
    DEAD_MASTER_AND_REPLICAS("DeadMasterAndReplicas", Handling.DETECT,
            "Master cannot be reached by orchestrator and none of its replicas is replicating"),
    DEAD_MASTER_AND_SOME_REPLICAS("DeadMasterAndSomeReplicas", Handling.RECOVER,
            "Master cannot be reached by orchestrator; some of its replicas are unreachable and none of its "
                    + "reachable replicas is replicating"),
    UNREACHABLE_MASTER_WITH_LAGGING_REPLICAS("UnreachableMasterWithLaggingReplicas", Handling.DETECT,
            "Master cannot be reached by orchestrator and all of its replicas are lagging"),
    UNREACHABLE_MASTER("UnreachableMaster", Handling.DETECT,
            "Master cannot be reached by orchestrator but it has replicating replicas; possibly a network/host "
                    + "issue"),
    LOCKED_SEMI_SYNC_MASTER("LockedSemiSyncMaster", Handling.RECOVER,
            "Semi sync master is locked since it doesn't get enough replica acknowledgements"),
    LOCKED_SEMI_SYNC_MASTER_HYPOTHESIS("LockedSemiSyncMasterHypothesis", Handling.NONE,
            "Semi sync master seems to be locked, more samplings needed to validate"),
    MASTER_WITH_TOO_MANY_SEMI_SYNC_REPLICAS("MasterWithTooManySemiSyncReplicas", Handling.RECOVER,
            "Semi sync master has more semi sync replicas than configured"),
    NO_WRITEABLE_MASTER("NoWriteableMasterStructureWarning", Handling.RECOVER, "Master with replicas is read_only"),
    MASTER_WITHOUT_REPLICAS("MasterWithoutReplicas", Handling.NONE, ""),
    MASTER_SINGLE_REPLICA_NOT_REPLICATING("MasterSingleReplicaNotReplicating", Handling.NONE,
            "Master is reachable but its single replica is not replicating"),
    MASTER_SINGLE_REPLICA_DEAD("MasterSingleReplicaDead", Handling.NONE,
            "Master is reachable but its single replica is dead"),
    ALL_MASTER_REPLICAS_NOT_REPLICATING("AllMasterReplicasNotReplicating", Handling.DETECT,
            "Master is reachable but none of its replicas is replicating"),
    ALL_MASTER_REPLICAS_NOT_REPLICATING_OR_DEAD("AllMasterReplicasNotReplicatingOrDead", Handling.DETECT,
            "Master is reachable but none of its replicas is replicating"),
    DEAD_CO_MASTER("DeadCoMaster", Handling.RECOVER,
            "Co-master cannot be reached by orchestrator and none of its replicas is replicating"),
    DEAD_CO_MASTER_AND_SOME_REPLICAS("DeadCoMasterAndSomeReplicas", Handling.RECOVER,
            "Co-master cannot be reached by orchestrator; some of its replicas are unreachable and none of its "
                    + "reachable replicas is replicating"),
    UNREACHABLE_CO_MASTER("UnreachableCoMaster", Handling.NONE,
            "Co-master cannot be reached by orchestrator but it has replicating replicas; possibly a "
                    + "network/host issue"),
    ALL_CO_MASTER_REPLICAS_NOT_REPLICATING("AllCoMasterReplicasNotReplicating", Handling.NONE,
            "Co-master is reachable but none of its replicas is replicating"),
    DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA_FAILING_TO_CONNECT(
            "DeadIntermediateMasterWithSingleReplicaFailingToConnect", Handling.RECOVER,
            "Intermediate master cannot be reached by orchestrator and its (single) replica is failing to connect"),
    DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA("DeadIntermediateMasterWithSingleReplica", Handling.NONE,
            "Intermediate master cannot be reached by orchestrator and its (single) replica is not replicating"),
    DEAD_INTERMEDIATE_MASTER("DeadIntermediateMaster", Handling.RECOVER,
            "Intermediate master cannot be reached by orchestrator and none of its replicas is replicating"),
    DEAD_INTERMEDIATE_MASTER_AND_SOME_REPLICAS("DeadIntermediateMasterAndSomeReplicas", Handling.RECOVER,
            "Intermediate master cannot be reached by orchestrator; some of its replicas are unreachable and "
                    + "none of its reachable replicas is replicating"),
    DEAD_INTERMEDIATE_MASTER_AND_REPLICAS("DeadIntermediateMasterAndReplicas", Handling.DETECT,
            "Intermediate master cannot be reached by orchestrator and all of its replicas are unreachable"),
    UNREACHABLE_INTERMEDIATE_MASTER_WITH_LAGGING_REPLICAS("UnreachableIntermediateMasterWithLaggingReplicas",
            Handling.DETECT,
            "Intermediate master cannot be reached by orchestrator and all of its replicas are lagging"),
    UNREACHABLE_INTERMEDIATE_MASTER("UnreachableIntermediateMaster", Handling.NONE,
            "Intermediate master cannot be reached by orchestrator but it has replicating replicas; possibly a "
                    + "network/host issue"),
    ALL_INTERMEDIATE_MASTER_REPLICAS_FAILING_TO_CONNECT_OR_DEAD("AllIntermediateMasterReplicasFailingToConnectOrDead",
            Handling.RECOVER, "Intermediate master is reachable but all of its replicas are failing to connect"),
    ALL_INTERMEDIATE_MASTER_REPLICAS_NOT_REPLICATING("AllIntermediateMasterReplicasNotReplicating", Handling.NONE,
            "Intermediate master is reachable but none of its reachable replicas is replicating"),
    BINLOG_SERVER_FAILING_TO_CONNECT_TO_MASTER("BinlogServerFailingToConnectToMaster", Handling.NONE,
            "Binlog server is unable to connect to its master"),
    FIRST_TIER_REPLICA_FAILING_TO_CONNECT_TO_MASTER("FirstTierReplicaFailingToConnectToMaster", Handling.NONE,
            "1st tier replica (directly replicating from topology master) is unable to connect to the master"),
    DEAD_REPLICATION_GROUP_MEMBER_WITH_REPLICAS("DeadReplicationGroupMemberWithReplicas", Handling.RECOVER,
            "Group member is unreachable and all its reachable replicas are not replicating"),
    /** One of ours (D-18). */
    UNREACHABLE_REPLICATION_GROUP_PRIMARY("UnreachableReplicationGroupPrimary", Handling.DETECT,
            "Group primary cannot be reached by orchestrator and no reachable member knows of another"),
    /** One of ours (D-18). */
    LOCKED_SEMI_SYNC_REPLICATION_GROUP_PRIMARY("LockedSemiSyncReplicationGroupPrimary", Handling.DETECT,
            "Group primary is locked since it doesn't get enough replica acknowledgements"),
    /** One of ours (D-18). */
    NO_WRITEABLE_REPLICATION_GROUP_PRIMARY("NoWriteableReplicationGroupPrimary", Handling.DETECT,
            "Group primary is read_only"),
    /** One of ours, about the write path: reported and registered where {@link WritePathPolicy} wants it. */
    DISK_FULL_MASTER("DiskFullMaster", Handling.DETECT,
            "Master is reachable but has no disk space left to write to"),
    /** One of ours, as {@link #DISK_FULL_MASTER}. */
    READ_ONLY_FILE_SYSTEM_MASTER("ReadOnlyFileSystemMaster", Handling.DETECT,
            "Master is reachable but its file system is read-only"),
    /** One of ours, as {@link #DISK_FULL_MASTER}. */
    WRITE_STALLED_MASTER("WriteStalledMaster", Handling.DETECT,
            "Master is reachable but its commits do not finish");

    /** What the product does with a code (the classes of detection.md 6). */
    public enum Handling {
        /** A recovery exists: class R. */
        RECOVER,
        /** The detection is registered and hooks run, nothing is recovered: class D. */
        DETECT,
        /** Nothing is registered. */
        NONE
    }

    private final String contractName;
    private final Handling handling;
    private final String description;

    AnalysisCode(String contractName, Handling handling, String description) {
        this.contractName = contractName;
        this.handling = handling;
        this.description = description;
    }

    /** The name in the API, the backend and hooks. */
    public String contractName() {
        return contractName;
    }

    public Handling handling() {
        return handling;
    }

    /** Byte-exact text of detection.md 6.4, empty for no problem. */
    public String description() {
        return description;
    }

    /** The code of that contract name; empty for an unknown name. */
    public static Optional<AnalysisCode> named(String name) {
        return Arrays.stream(values()).filter(code -> code.contractName.equals(name)).findFirst();
    }
}
