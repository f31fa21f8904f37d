package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.WriteHealth;
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
 * @param further what goes beyond the contract's inputs
 */
public record Evidence(Role role, Check check, Replicas replicas, Logging logging, Gtid gtid, SemiSyncFacts semiSync,
        boolean readOnly, BinlogCoordinates position, List<InstanceKey> replicaKeys, Further further) {
    /** Evidence of which only the contract's inputs are known, e.g. what was stored. */
    public Evidence(Role role, Check check, Replicas replicas, Logging logging, Gtid gtid, SemiSyncFacts semiSync,
            boolean readOnly, BinlogCoordinates position, List<InstanceKey> replicaKeys) {
        this(role, check, replicas, logging, gtid, semiSync, readOnly, position, replicaKeys, Further.NONE);
    }

    public Evidence {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(replicas, "replicas");
        Objects.requireNonNull(logging, "logging");
        Objects.requireNonNull(gtid, "gtid");
        Objects.requireNonNull(semiSync, "semiSync");
        Objects.requireNonNull(position, "position");
        replicaKeys = List.copyOf(replicaKeys);
        Objects.requireNonNull(further, "further");
    }

    /** Who was asked and what they said: the server first, then its replicas; empty for evidence that was stored. */
    public List<Testimony> testimonies() {
        return further.witnesses().stream().map(witness -> Testimony.of(witness, further.at())).toList();
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

        /** {@code seen} of detection.md 2.2: the last probe that ended was complete. */
        boolean isSeen() {
            return valid || hung;
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

    /**
     * What goes beyond the contract's inputs.
     *
     * @param at monotonic time of the analysis
     * @param witnesses the server and its replicas as they were known then
     * @param reconnection a replica that was told to connect again, and what came of it; null when none was
     * @param groupPrimary it leads its group: by its own word, and no member that answers names another
     * @param writes what is known of its write path; null where that is not looked at
     */
    public record Further(Duration at, List<ObservedInstance> witnesses, @Nullable Reconnection reconnection,
            boolean groupPrimary, @Nullable WritePath writes) {
        public static final Further NONE = new Further(Duration.ZERO, List.of(), null, false, null);

        public Further {
            Objects.requireNonNull(at, "at");
            witnesses = List.copyOf(witnesses);
        }

        /** Two analyses that find the same are the same, whoever said it and when; what is shown of them is kept as long as they are. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Further that && groupPrimary == that.groupPrimary
                    && Objects.equals(found(), that.found()) && Objects.equals(writes, that.writes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(groupPrimary, found(), writes);
        }

        private @Nullable Reconnection found() {
            return reconnection == null ? null
                    : new Reconnection(reconnection.replica(), Duration.ZERO, reconnection.inVain(),
                            reconnection.deaf());
        }
    }

    /**
     * What is known of a source's write path.
     *
     * @param health what probes learned
     * @param verdict what that says
     * @param policy what its cluster's policy wants
     */
    public record WritePath(WriteHealth health, WriteHealth.Verdict verdict, WritePathPolicy policy) {
        public WritePath {
            Objects.requireNonNull(health, "health");
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(policy, "policy");
        }
    }

    /**
     * What came of telling a replica to connect again.
     *
     * @param replica which one
     * @param ago how long before the analysis
     * @param inVain it was seen trying in vain since
     * @param deaf how many other replicas, which say that they replicate, were seen to have heard nothing since either; they do not
     *     count as replicating
     */
    public record Reconnection(InstanceKey replica, Duration ago, boolean inVain, int deaf) {
        public Reconnection {
            Objects.requireNonNull(replica, "replica");
            Objects.requireNonNull(ago, "ago");
        }
    }
}
