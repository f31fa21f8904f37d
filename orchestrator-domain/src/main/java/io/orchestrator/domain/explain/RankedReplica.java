package io.orchestrator.domain.explain;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.ReplicaFacts;
import org.jspecify.annotations.Nullable;

/**
 * One replica of a server that is thought dead, as a candidate.
 *
 * @param rank 1 for who would be promoted, then who is next; 0 for who may not be promoted
 * @param facts what is known of it
 * @param reason why it is the one, why another is, or why it may not be promoted
 * @param missing how many transactions that the source had executed when it was last read it had not received; null when unknown
 * @param unapplied how many it has received and not applied; null when unknown
 * @param readAgo how long ago it was read; null when it never was
 */
public record RankedReplica(int rank, ReplicaFacts facts, String reason, @Nullable Long missing,
        @Nullable Long unapplied, @Nullable Duration readAgo) {
    public RankedReplica {
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(reason, "reason");
    }

    public InstanceKey key() {
        return facts.key();
    }

    /** Whether it passes every constraint. */
    public boolean isFit() {
        return rank > 0;
    }
}
