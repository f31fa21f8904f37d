package io.orchestrator.domain.explain;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.gtid.GtidSet;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that would be lost, as far as probes tell.
 *
 * @param transactions known to exist, and not on who would be promoted
 * @param sourceReadAgo how long ago the source was read; null when it never was
 * @param candidateReadAgo how long ago who would be promoted was read; null when it never was
 * @param origin where both readings are from
 * @param acknowledged commits wait for acknowledgements of replicas, so that what was answered to a client is on one of them
 */
public record AtRisk(GtidSet transactions, @Nullable Duration sourceReadAgo, @Nullable Duration candidateReadAgo,
        Picture.Origin origin, boolean acknowledged) {
    public AtRisk {
        Objects.requireNonNull(transactions, "transactions");
        Objects.requireNonNull(origin, "origin");
    }

    public long count() {
        return transactions.transactionCount();
    }

    /** How far that can be trusted, in a sentence. */
    public String caveat() {
        String when = "as of the probes: the source was read " + Ago.text(sourceReadAgo) + ", the candidate "
                + Ago.text(candidateReadAgo);
        String stored = origin == Picture.Origin.BACKEND
                ? "; their GTID sets in the backend may be " + Ago.length(Picture.MOVING_WRITTEN_EVERY)
                        + " older, each by another time, so ask the leader"
                : "";
        return when + stored + (acknowledged
                ? "; commits wait for acknowledgements, so that what clients were told is committed is on a replica"
                : "; replication is asynchronous, and what is committed after that and received by no replica is not known");
    }
}
