package io.orchestrator.domain.election;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The contract's single row of {@code active_node} together with our lease row, as one reading found them
 * (ha-shared-backend.md 3.1).
 *
 * @param owner node named in the row; null when there is no row or it is blank
 * @param firstSeenActive start of the owner's term as stored; part of the identity of the term
 * @param sinceAffirmed age of the last affirmation by the backend's clock
 * @param leaseSequence number that changes with every affirmation: counted by our lease row, else the second of the owner's last one
 * @param term number of the term in our lease row; 0 when the triple of the lease row is not the one in {@code active_node}
 */
public record LeaderRow(@Nullable NodeId owner, String firstSeenActive, Duration sinceAffirmed, long leaseSequence,
        long term) {
    public LeaderRow {
        Objects.requireNonNull(firstSeenActive, "firstSeenActive");
        Objects.requireNonNull(sinceAffirmed, "sinceAffirmed");
    }

    /** Whether the owner also keeps our lease row, so that our shorter lease applies to it. */
    public boolean hasOurLease() {
        return term > 0;
    }

    public boolean isOwnedBy(NodeId node) {
        return node.equals(owner);
    }
}
