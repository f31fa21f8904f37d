package io.orchestrator.domain.recovery;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.promotion.ReplicaReading;
import org.jspecify.annotations.Nullable;

/**
 * How far the recovery of a dead source has come. Every state is stored before its command runs. Before {@link Promoting}, the point
 * of no return, what was done can be undone; from it on it is finished.
 */
public sealed interface RecoveryState {
    RecoveryContext context();

    /** How often the recovery was resumed by another process, plus 1. */
    int attempt();

    /** Steps begun so far. */
    int steps();

    /** Hooks that may veto are running. */
    record RunningPreHooks(RecoveryContext context, int attempt, int steps) implements RecoveryState {}

    /**
     * The source gets a last look before the first change.
     *
     * @param touched receivers may have been stopped by an earlier attempt
     * @param tried candidates that were given up already
     */
    record LookingAtSource(RecoveryContext context, int attempt, int steps, boolean touched,
            List<Choice.PassedOver> tried) implements RecoveryState {
        public LookingAtSource {
            tried = List.copyOf(tried);
        }
    }

    /** Receivers are being stopped so that what was received stands still. */
    record StoppingReceivers(RecoveryContext context, int attempt, int steps, List<Choice.PassedOver> tried)
            implements RecoveryState {
        public StoppingReceivers {
            tried = List.copyOf(tried);
        }
    }

    /** The donor applies what the candidate will fetch from it. */
    record DrainingDonor(RecoveryContext context, int attempt, int steps, Map<InstanceKey, ReplicaReading> readings,
            Choice.Promote choice, List<Choice.PassedOver> tried) implements RecoveryState {
        public DrainingDonor {
            readings = Map.copyOf(readings);
            tried = List.copyOf(tried);
        }
    }

    /** The candidate is pointed to the donor. */
    record PointingToDonor(RecoveryContext context, int attempt, int steps, Map<InstanceKey, ReplicaReading> readings,
            Choice.Promote choice, List<Choice.PassedOver> tried) implements RecoveryState {
        public PointingToDonor {
            readings = Map.copyOf(readings);
            tried = List.copyOf(tried);
        }
    }

    /** The candidate applies all that it has received, or is to receive from the donor. */
    record DrainingCandidate(RecoveryContext context, int attempt, int steps, Map<InstanceKey, ReplicaReading> readings,
            Choice.Promote choice, List<Choice.PassedOver> tried) implements RecoveryState {
        public DrainingCandidate {
            readings = Map.copyOf(readings);
            tried = List.copyOf(tried);
        }
    }

    /** The source gets another look before the promotion, for what came before took its time. Nothing of the promotion was sent. */
    record LookingAgain(RecoveryContext context, int attempt, int steps, Map<InstanceKey, ReplicaReading> readings,
            Choice.Promote choice, List<Choice.PassedOver> tried) implements RecoveryState {
        public LookingAgain {
            readings = Map.copyOf(readings);
            tried = List.copyOf(tried);
        }
    }

    /**
     * The point of no return: the candidate is being turned into a writable source.
     *
     * @param sentBefore the statement may have been sent before: the candidate may have been writable for a while, so that the
     *        promotion is finished even if the source has returned meanwhile
     */
    record Promoting(RecoveryContext context, int attempt, int steps, Map<InstanceKey, ReplicaReading> readings,
            Choice.Promote choice, List<Choice.PassedOver> tried, boolean sentBefore) implements RecoveryState {
        public Promoting {
            readings = Map.copyOf(readings);
            tried = List.copyOf(tried);
        }
    }

    /**
     * The promoting statement was not answered: until it has expired nobody else is promoted, and nobody is while it cannot be known
     * whether it took effect.
     *
     * @param waiting still waiting for the statement to expire
     */
    record Verifying(RecoveryContext context, int attempt, int steps, Map<InstanceKey, ReplicaReading> readings,
            Choice.Promote choice, List<Choice.PassedOver> tried, boolean waiting, int looks) implements RecoveryState {
        public Verifying {
            readings = Map.copyOf(readings);
            tried = List.copyOf(tried);
        }
    }

    /**
     * The candidate is writable; the other replicas are pointed to it.
     *
     * @param coordinates where its binary log stood right before; null when that is not known
     */
    record Repointing(RecoveryContext context, int attempt, int steps, Choice.Promote choice,
            @Nullable BinlogCoordinates coordinates) implements RecoveryState {
        public Repointing(RecoveryContext context, int attempt, int steps, Choice.Promote choice) {
            this(context, attempt, steps, choice, null);
        }
    }

    /** Lost replicas are detached and the old source is made read-only if it can be reached. */
    record Fencing(RecoveryContext context, int attempt, int steps, Choice.Promote choice, RecoveryOutcome outcome)
            implements RecoveryState {}

    /** Downtimes, detections, aliases and so on are written. */
    record Bookkeeping(RecoveryContext context, int attempt, int steps, Choice.Promote choice, RecoveryOutcome outcome)
            implements RecoveryState {}

    /** Receivers are started again because the recovery is given up before the point of no return. */
    record Undoing(RecoveryContext context, int attempt, int steps, String why, boolean keepsBlocking)
            implements RecoveryState {}

    /** Hooks after the end are running. */
    record RunningPostHooks(RecoveryContext context, int attempt, int steps, RecoveryOutcome outcome,
            List<HookPoint> remaining, boolean keepsBlocking) implements RecoveryState {
        public RunningPostHooks {
            remaining = List.copyOf(remaining);
        }
    }

    /** Over. */
    record Ended(RecoveryContext context, int attempt, int steps, RecoveryOutcome outcome, boolean keepsBlocking)
            implements RecoveryState {
        public Ended {
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    /** Whether the step of this state is right only while the source is dead, so that it needs a look that is fresh. */
    default boolean dependsOnLook() {
        return this instanceof StoppingReceivers || (this instanceof Promoting promoting && !promoting.sentBefore());
    }

    /** Whether statements that change a server may have been sent by whoever stored this state, and may yet arrive. */
    default boolean mayBeChanging() {
        return switch (this) {
            case RunningPreHooks s -> false;
            case LookingAtSource s -> s.touched();
            case StoppingReceivers s -> true;
            case DrainingDonor s -> true;
            case PointingToDonor s -> true;
            case DrainingCandidate s -> true;
            case LookingAgain s -> true;
            case Promoting s -> true;
            case Verifying s -> true;
            case Repointing s -> true;
            case Fencing s -> true;
            case Bookkeeping s -> true;
            case Undoing s -> true;
            case RunningPostHooks s -> true;
            case Ended s -> true;
        };
    }

    /** Whether the promoting statement may have been sent: from here on the recovery is finished, not undone. */
    default boolean isPastPointOfNoReturn() {
        return switch (this) {
            case RunningPreHooks s -> false;
            case LookingAtSource s -> false;
            case StoppingReceivers s -> false;
            case DrainingDonor s -> false;
            case PointingToDonor s -> false;
            case DrainingCandidate s -> false;
            case LookingAgain s -> false;
            case Undoing s -> false;
            case Promoting s -> true;
            case Verifying s -> true;
            case Repointing s -> true;
            case Fencing s -> true;
            case Bookkeeping s -> true;
            case RunningPostHooks s -> s.outcome().successful();
            case Ended s -> s.outcome().successful();
        };
    }
}
