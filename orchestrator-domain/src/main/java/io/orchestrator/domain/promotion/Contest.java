package io.orchestrator.domain.promotion;

import java.util.ArrayList;
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
 * @param replicas its direct replicas as known before
 * @param readings what each answered after its receiver was stopped
 * @param excluded replicas already tried, or refused for a reason found on the way
 * @param wanted the only one that may be promoted, {@link InstanceKey#NONE} when anybody may
 * @param policy configured limits
 */
public record Contest(InstanceKey failed, Classification site, GtidSet sourceExecuted, int acknowledgements,
        List<ReplicaFacts> replicas, Map<InstanceKey, ReplicaReading> readings, List<Choice.PassedOver> excluded,
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

    /** The reading of a replica that answered and still replicates from the failed server or, having been caught up, from a sibling. */
    Optional<ReplicaReading> usable(ReplicaFacts replica) {
        return reading(replica.key()).filter(r -> replicates(r));
    }

    private boolean replicates(ReplicaReading reading) {
        return reading.source().equals(failed)
                || replicas.stream().anyMatch(other -> other.key().equals(reading.source()));
    }

    /**
     * What a replica has of the cluster's own history: all it received, without transactions that only it made. Those never decide
     * who is most advanced and are never spread by catching up.
     */
    GtidSet history(ReplicaFacts replica, ReplicaReading reading) {
        GtidSet received = reading.received();
        if (replica.uuid() != null && received instanceof MySqlGtidSet own) {
            return own.without(Set.of(replica.uuid())).union(own.intersect(sourceExecuted));
        }
        return received;
    }

    /** The history of a replica that answered; empty of one that did not. */
    GtidSet usableHistory(ReplicaFacts replica) {
        return usable(replica).map(reading -> history(replica, reading))
                .orElse(sourceExecuted.subtract(sourceExecuted));
    }

    /** All transactions of the cluster's own history that some answering replica has. */
    GtidSet pool() {
        List<GtidSet> all = new ArrayList<>();
        for (ReplicaFacts replica : replicas) {
            usable(replica).ifPresent(reading -> all.add(history(replica, reading)));
        }
        return all.stream().reduce(GtidSet::union).orElse(sourceExecuted.subtract(sourceExecuted));
    }
}
