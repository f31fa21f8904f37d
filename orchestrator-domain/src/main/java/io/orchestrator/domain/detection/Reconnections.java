package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.topology.FleetInstance;

/**
 * Replicas of doubtful sources that were told to connect again, beyond the contract. The receiver of a source that hangs, or was cut off,
 * believes in its connection until {@code replica_net_timeout}; one that has to connect anew finds out at once. When it cannot, the
 * others' belief is worth nothing either, unless they heard from the source since. Immutable.
 *
 * @param attempts the latest by source
 */
public record Reconnections(Map<InstanceKey, Attempt> attempts) {
    public static final Reconnections NONE = new Reconnections(Map.of());
    /** A source that lives lets a replica in within milliseconds. */
    public static final Duration TRIED_FOR = Duration.ofSeconds(1);
    private static final Duration SETTLED = Duration.ofSeconds(10);
    /** A replica that takes longer to answer us may itself have a slow network: what it does not hear tells nothing. */
    private static final Duration PROMPT = Duration.ofMillis(250);

    /**
     * One replica's receiver was restarted.
     *
     * @param replica whose
     * @param since monotonic time at which that was done
     */
    public record Attempt(InstanceKey replica, Duration since) {
        public Attempt {
            Objects.requireNonNull(replica, "replica");
            Objects.requireNonNull(since, "since");
        }
    }

    public Reconnections {
        attempts = Map.copyOf(attempts);
    }

    public Optional<Attempt> of(InstanceKey source) {
        return Optional.ofNullable(attempts.get(source));
    }

    public Reconnections with(InstanceKey source, Attempt attempt) {
        Map<InstanceKey, Attempt> next = new HashMap<>(attempts);
        next.put(source, attempt);
        return new Reconnections(next);
    }

    public Reconnections without(InstanceKey source) {
        if (!attempts.containsKey(source)) {
            return this;
        }
        Map<InstanceKey, Attempt> next = new HashMap<>(attempts);
        next.remove(source);
        return new Reconnections(next);
    }

    /** Without those of sources that are no longer known. */
    public Reconnections retaining(Set<InstanceKey> known) {
        if (known.containsAll(attempts.keySet())) {
            return this;
        }
        Map<InstanceKey, Attempt> kept = new HashMap<>(attempts);
        kept.keySet().retainAll(known);
        return new Reconnections(kept);
    }

    /** Whether so little time has passed that even a bad network may be what keeps the replica from connecting, or us from reading it. */
    static boolean isRecent(Attempt attempt, Duration now) {
        return now.minus(attempt.since()).compareTo(SETTLED) < 0;
    }

    /** Whether this is the replica, and it is connecting and has not failed to. */
    static boolean isTrying(Attempt attempt, FleetInstance replica) {
        return replica.key().equals(attempt.replica())
                && channel(replica).filter(c -> c.receiver() == ThreadState.OTHER && c.receiverError().isNone())
                        .isPresent();
    }

    /** Whether this is the replica, and it was seen trying in vain for long enough. */
    static boolean isInVain(Attempt attempt, FleetInstance replica) {
        return replica.key().equals(attempt.replica()) && isSeenSince(attempt, replica)
                && channel(replica).filter(c -> c.receiver() == ThreadState.OTHER).isPresent();
    }

    /** Whether a replica was seen to have heard nothing from its source since the other one was told to connect again. */
    static boolean isDeaf(Attempt attempt, FleetInstance replica) {
        Duration read = replica.observed().lastSeen();
        Duration silence = channel(replica).map(ReplicaStatus::silence).orElse(null);
        return read != null && silence != null && isSeenSince(attempt, replica)
                && read.minus(silence).compareTo(attempt.since()) <= 0;
    }

    /** Seen, without delay, by a probe that began late enough to tell. */
    private static boolean isSeenSince(Attempt attempt, FleetInstance replica) {
        return replica.observed().isSeenSince(attempt.since().plus(TRIED_FOR))
                && replica.observed().latency().compareTo(PROMPT) <= 0;
    }

    private static Optional<ReplicaStatus> channel(FleetInstance replica) {
        return replica.snapshot().flatMap(s -> s.defaultChannel());
    }
}
