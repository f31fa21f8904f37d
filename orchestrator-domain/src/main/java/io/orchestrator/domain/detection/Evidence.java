package io.orchestrator.domain.detection;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import org.jspecify.annotations.Nullable;

/**
 * The named inputs of the rules for one analyzed server (detection.md 5).
 *
 * @param role where the server stands
 * @param check how reading it went
 * @param replicas what its direct replicas look like
 * @param logging binary logging of its replicas
 * @param gtid GTID use in its immediate topology
 * @param semiSync semi-sync of the server
 * @param readOnly {@code ro}
 * @param position its own binary log position as last seen
 * @param replicaKeys its direct replicas, sorted
 */
public record Evidence(Role role, Check check, Replicas replicas, Logging logging, Gtid gtid, SemiSyncFacts semiSync,
        boolean readOnly, BinlogCoordinates position, List<InstanceKey> replicaKeys) {
    public Evidence {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(replicas, "replicas");
        Objects.requireNonNull(logging, "logging");
        Objects.requireNonNull(gtid, "gtid");
        Objects.requireNonNull(semiSync, "semiSync");
        Objects.requireNonNull(position, "position");
        replicaKeys = List.copyOf(replicaKeys);
    }

    /**
     * Where the server stands.
     *
     * @param master isM
     * @param groupMember isG
     * @param coMaster isCo
     * @param binlogServer isBls
     * @param depth 0 at the top
     */
    public record Role(boolean master, boolean groupMember, boolean coMaster, boolean binlogServer, int depth) {}

    /**
     * How reading the server went.
     *
     * @param valid ok
     * @param partial part
     * @param failingToConnect ownErr
     * @param failure why the last probe failed; null when it did not, or before the first
     * @param hung the last probe that ended was complete, but the one under way takes too long
     */
    public record Check(boolean valid, boolean partial, boolean failingToConnect, ProbeFailure.@Nullable Kind failure,
            boolean hung) {
        /** A check of which only the contract's inputs are known, e.g. one that was stored. */
        public Check(boolean valid, boolean partial, boolean failingToConnect) {
            this(valid, partial, failingToConnect, null, false);
        }
    }

    /**
     * Direct replicas by state.
     *
     * @param count n
     * @param seen nSeen
     * @param replicating nRep; a replica whose receiver has heard nothing for several heartbeats does not count while the
     *     source cannot be read
     * @param failingToConnect nErr
     * @param lagging nLag, of seen replicas only (D-13)
     * @param delayed nDelay
     * @param downtimed nDown
     * @param semiSyncEnabled nSemi
     * @param silent replicas that claim to replicate but have heard nothing for several heartbeats
     */
    public record Replicas(int count, int seen, int replicating, int failingToConnect, int lagging, int delayed,
            int downtimed, int semiSyncEnabled, int silent) {}

    /** Binary logging of direct replicas: nLog, nStmt, nMix, nRow, nVer. */
    public record Logging(int logging, int statementBased, int mixedBased, int rowBased, int distinctMajorVersions) {}

    /**
     * GTID use in the immediate topology.
     *
     * @param oracle oraTop
     * @param mariaDb mdbTop
     * @param binlogServer blsTop
     * @param pseudo psTop
     * @param mode gm
     * @param minReplicaMode gmMin
     * @param maxReplicaMode gmMax
     * @param maxReplicaErrant err
     */
    public record Gtid(boolean oracle, boolean mariaDb, boolean binlogServer, boolean pseudo, String mode,
            String minReplicaMode, String maxReplicaMode, String maxReplicaErrant) {}

    /**
     * Semi-sync of the server's source side.
     *
     * @param enabled ssOn
     * @param active ssUp
     * @param wanted ssWant
     * @param clients ssHave
     * @param stale the position has not moved for the configured time while acknowledgements were missing
     */
    public record SemiSyncFacts(boolean enabled, boolean active, int wanted, int clients, boolean stale) {}
}
