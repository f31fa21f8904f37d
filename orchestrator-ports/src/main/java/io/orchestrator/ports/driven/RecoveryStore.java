package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.StepIntent;
import org.jspecify.annotations.Nullable;

/** Recoveries as rows of the contract and as states of ours (recovery.md 5, 16; design: recovery is a state machine written down). */
public interface RecoveryStore {
    /**
     * What a recovery is registered with.
     *
     * @param uid new unique id
     * @param analysis what is wrong
     * @param owner process that will run it
     * @param forced a person asked for it: blocks, switch and downtime are not checked, own completed rows are acknowledged
     * @param initial first state
     * @param messages first step texts: written apart, they could be stored after those of the next step
     */
    record Request(RecoveryUid uid, Analysis analysis, NodeId owner, boolean forced, RecoveryState initial,
            List<String> messages) {
        public Request {
            Objects.requireNonNull(uid, "uid");
            Objects.requireNonNull(analysis, "analysis");
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(initial, "initial");
            messages = List.copyOf(messages);
        }
    }

    /** What became of a registration. */
    sealed interface Registration {
        /** Row, claim and first state stand. */
        record Registered(long id, Claim claim) implements Registration {}

        /**
         * Not registered.
         *
         * @param reason the contract's text where it has one (recovery.md 5)
         * @param blockingRecoveryId the recovery that blocks, 0 when it is something else
         */
        record Refused(Refusal kind, String reason, long blockingRecoveryId) implements Registration {}
    }

    /** Why a registration was refused. */
    enum Refusal {
        /** An active recovery of the same server exists. */
        ALREADY_ACTIVE,
        /** The server was promoted recently. */
        RECENTLY_PROMOTED,
        /** The cluster had a recovery recently. */
        CLUSTER_BLOCKED,
        /** Recoveries are disabled globally. */
        DISABLED,
        /** The server is in downtime. */
        DOWNTIMED,
        /** Somebody holds the lock on the server. */
        IN_MAINTENANCE,
        /** Somebody holds the cluster's claim, or a recovery of ours of that cluster is not resolved, acknowledged or not. */
        CLAIMED
    }

    /** An unresolved recovery with a state of ours. */
    record Unfinished(RecoveryRecord record, RecoveryState state) {}

    /**
     * Which rows a page shows, newest first, 20 a page from 0.
     *
     * @param activeOnly those that block others and have not ended
     * @param ended those that have ended only, and how; null = ended or not
     */
    record Query(int page, @Nullable Long id, @Nullable RecoveryUid uid, @Nullable ClusterName cluster,
            @Nullable String clusterAlias, boolean unacknowledgedOnly, boolean activeOnly, @Nullable Ended ended) {
        public Query(int page, @Nullable Long id, @Nullable RecoveryUid uid, @Nullable ClusterName cluster,
                @Nullable String clusterAlias, boolean unacknowledgedOnly, boolean activeOnly) {
            this(page, id, uid, cluster, clusterAlias, unacknowledgedOnly, activeOnly, null);
        }

        public static Query page(int page) {
            return new Query(page, null, null, null, null, false, false);
        }

        /** Those of a cluster that ended lately. */
        public static Query endedLately(ClusterName cluster, Duration within) {
            return new Query(0, null, null, cluster, null, false, false, new Ended(within, null));
        }

        /** Those that ended lately and promoted this server. */
        public static Query endedLately(InstanceKey successor, Duration within) {
            return new Query(0, null, null, null, null, false, false, new Ended(within, successor));
        }
    }

    /**
     * How recoveries have ended.
     *
     * @param within not longer ago
     * @param successor whom they promoted; null = anybody or nobody
     */
    record Ended(Duration within, @Nullable InstanceKey successor) {
        public Ended {
            Objects.requireNonNull(within, "within");
        }
    }

    /** A step text of the contract ({@code topology_recovery_steps}). */
    record StepText(long id, RecoveryUid uid, String at, String message) {}

    /** A recovery that was refused because another blocks it ({@code blocked_topology_recovery}). */
    record Blocked(InstanceKey failed, String clusterName, String code, String lastBlockedAt,
            long blockingRecoveryId) {}

    /**
     * In one transaction: checks switch, downtime and blocks again, takes the cluster's claim, inserts the row (insert-ignore), the
     * first state and the first step texts. A block is also upserted into {@code blocked_topology_recovery}.
     */
    CompletionStage<Registration> register(Request request);

    /**
     * In one transaction, provided that the claim is held exactly as given: stores the state, inserts the intents
     * ({@code insert … select … from claim}) and appends the step texts. False = the claim is lost, nothing was written and no
     * statement may be sent.
     *
     * <p>
     * A state of fewer attempts or steps than the stored one, or of a resolved recovery, is not written either (false): a write that
     * was given up at its deadline and is applied late must not undo what was stored after it.
     */
    CompletionStage<Boolean> advance(Claim claim, RecoveryState state, List<StepIntent> intents, List<String> messages);

    /** Appends step texts that need no claim. */
    CompletionStage<Void> note(RecoveryUid uid, List<String> messages);

    /**
     * Resolves the row by uid, stores the last state and appends the texts, provided that the claim is held. False = it is lost.
     *
     * @param keepsBlocking false when the recovery ended without having changed anything: its active period ends now
     */
    CompletionStage<Boolean> resolve(Claim claim, RecoveryOutcome outcome, RecoveryState state, List<String> messages,
            boolean keepsBlocking);

    /**
     * Unresolved recoveries that have a state of ours, acknowledged or not: to acknowledge lifts the block, but what was begun is
     * finished or undone by somebody.
     */
    CompletionStage<List<Unfinished>> unfinished();

    /** Makes this process the processing node of a recovery it resumes under its claim; false when the row is resolved. */
    CompletionStage<Boolean> adopt(Claim claim);

    CompletionStage<List<RecoveryRecord>> find(Query query);

    /** Step texts, oldest first. */
    CompletionStage<List<StepText>> steps(RecoveryUid uid);

    /** Acknowledges and returns how many rows changed (recovery.md 17). */
    CompletionStage<Integer> acknowledge(Acknowledgement acknowledgement);

    /** Ends active periods older than this, except of recoveries whose claim is held. */
    CompletionStage<Integer> expireActivePeriods(Duration block);

    /** Acknowledges recoveries that the reference began and whose owner is gone (recovery.md 6); those with a state of ours stay. */
    CompletionStage<Integer> acknowledgeCrashed();

    CompletionStage<List<Blocked>> blocked();

    /**
     * Removes recoveries that began longer ago, with their step texts, states and intents (ha-shared-backend.md 7); answers how many
     * recoveries. Those that are active stay, and so do those of ours that are not resolved: somebody is to finish or undo them.
     *
     * @param age {@code AuditPurgeDays}
     */
    CompletionStage<Integer> purge(Duration age);
}
