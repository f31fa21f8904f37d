package io.orchestrator.domain.promotion;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.MySqlGtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.Classification;

/**
 * Everything that the choice is made from.
 *
 * @param failed the failed server
 * @param site its data centre, region and environment
 * @param sourceExecuted what it was last seen to have executed
 * @param acknowledgements acknowledgements its commits waited for, 0 when asynchronous
 * @param unseenAcknowledging acknowledging replicas of which nothing else is known
 * @param replicas its direct replicas as known before
 * @param readings what each answered after its receiver was stopped
 * @param excluded replicas already tried, or refused for a reason found on the way
 * @param wanted the only one that may be promoted, {@link InstanceKey#NONE} when anybody may
 * @param policy configured limits
 */
public record Contest(InstanceKey failed, Classification site, GtidSet sourceExecuted, int acknowledgements,
        int unseenAcknowledging, List<ReplicaFacts> replicas, Map<InstanceKey, ReplicaReading> readings,
        List<Choice.PassedOver> excluded,
        InstanceKey wanted, PromotionPolicy policy) {
    public Contest {
        Objects.requireNonNull(failed, "failed");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(sourceExecuted, "sourceExecuted");
        replicas = replicas.stream().sorted(Comparator.comparing(ReplicaFacts::key)).toList();
        readings = Map.copyOf(readings);
        excluded = List.copyOf(excluded);
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(policy, "policy");
    }

    Optional<ReplicaReading> reading(InstanceKey key) {
        return Optional.ofNullable(readings.get(key));
    }

    /**
     * The reading of a replica that answered and still replicates from the failed server or, having been caught up, from a sibling.
     * One that speaks of other transactions than the failed server did cannot be compared and is not used.
     */
    Optional<ReplicaReading> usable(ReplicaFacts replica) {
        return reading(replica.key()).filter(this::replicates);
    }

    private boolean replicates(ReplicaReading reading) {
        boolean here = reading.source().equals(failed)
                || replicas.stream().anyMatch(other -> other.key().equals(reading.source()));
        return here && isComparable(reading.received());
    }

    private boolean isComparable(GtidSet set) {
        return set.getClass().equals(sourceExecuted.getClass());
    }

    /** Whether the replica is none any more, or may be, because its promotion failed. */
    boolean wasReset(ReplicaFacts replica) {
        return reading(replica.key()).filter(r -> r.source().equals(InstanceKey.NONE)).isPresent()
                && excluded.stream().anyMatch(e -> e.key().equals(replica.key()));
    }

    /** The reading of a replica whose receiver we stopped, be it still a replica or not: what it has is known to exist. */
    Optional<ReplicaReading> stopped(ReplicaFacts replica) {
        return wasReset(replica) ? reading(replica.key()).filter(r -> isComparable(r.received())) : usable(replica);
    }

    /**
     * What a replica has of the cluster's own history: all it received, without transactions known to be errant and without those
     * that only it made. They never decide who is most advanced and are never spread by catching up.
     */
    GtidSet history(ReplicaFacts replica, ReplicaReading reading) {
        GtidSet received = reading.received();
        GtidSet history = isComparable(replica.errant()) ? received.subtract(replica.errant()) : received;
        if (replica.uuid() == null || !(history instanceof MySqlGtidSet set)) {
            return history;
        }
        MySqlGtidSet others = set.without(Set.of(replica.uuid()));
        GtidSet unproven = set.subtract(others).subtract(sourceExecuted);
        return unproven.isEmpty() ? history : history.subtract(unproven.subtract(receivedElsewhere(replica)));
    }

    /** A server that was a source before made transactions that all others have too. */
    private GtidSet receivedElsewhere(ReplicaFacts replica) {
        return replicas.stream()
                .filter(other -> !other.key().equals(replica.key()))
                .flatMap(other -> stopped(other).map(ReplicaReading::received).stream())
                .reduce(nothing(), GtidSet::union);
    }

    private GtidSet nothing() {
        return sourceExecuted.subtract(sourceExecuted);
    }

    /** The history of a replica that answered; empty of one that did not. */
    GtidSet usableHistory(ReplicaFacts replica) {
        return usable(replica).map(reading -> history(replica, reading)).orElseGet(this::nothing);
    }

    /** All transactions of the cluster's own history that some answering replica has. */
    GtidSet pool() {
        return replicas.stream()
                .flatMap(replica -> stopped(replica).map(reading -> history(replica, reading)).stream())
                .reduce(nothing(), GtidSet::union);
    }
}
