package io.orchestrator.domain.election;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.domain.identity.ClusterName;

/**
 * What one node has seen of the claims of others: a claim may be taken over only when its row has been seen unrenewed for long enough
 * on the node's own clock. Immutable.
 *
 * @param seen last reading and since when it is unchanged, by cluster
 */
public record ClaimObservations(Map<ClusterName, Seen> seen) {
    public static final ClaimObservations NONE = new ClaimObservations(Map.of());

    /** A claim row and since when it has been seen so. */
    public record Seen(ClaimRow row, Duration since) {}

    public ClaimObservations {
        seen = Map.copyOf(seen);
    }

    /** After another reading. */
    public ClaimObservations after(Collection<ClaimRow> rows, Duration now) {
        Map<ClusterName, Seen> next = new HashMap<>();
        for (ClaimRow row : rows) {
            Seen before = seen.get(row.claim().cluster());
            if (before != null && before.row().claim().equals(row.claim())
                    && before.row().renewals() == row.renewals()) {
                next.put(row.claim().cluster(), new Seen(row, before.since()));
            } else {
                next.put(row.claim().cluster(), new Seen(row, now));
            }
        }
        return new ClaimObservations(next);
    }

    /**
     * Claims that nobody has renewed for that long, this process' own among them: one that it never heard of, because the answer to
     * its registration was lost, is renewed by nobody.
     */
    public List<ClaimRow> stale(Duration now, Duration unrenewedFor) {
        return seen.values()
                .stream()
                .filter(s -> now.minus(s.since()).compareTo(unrenewedFor) >= 0)
                .map(Seen::row)
                .toList();
    }

    /** The claim on a cluster, if it is among the {@link #stale(Duration, Duration)} ones. */
    public Optional<ClaimRow> stale(ClusterName cluster, Duration now, Duration unrenewedFor) {
        return staleAt(cluster, unrenewedFor).filter(at -> at.compareTo(now) <= 0).flatMap(_ -> row(cluster));
    }

    /** When the claim on a cluster will have been seen unrenewed for that long, if it stays so. */
    public Optional<Duration> staleAt(ClusterName cluster, Duration unrenewedFor) {
        return Optional.ofNullable(seen.get(cluster)).map(s -> s.since().plus(unrenewedFor));
    }

    /** The claim on a cluster as last read. */
    public Optional<ClaimRow> row(ClusterName cluster) {
        return Optional.ofNullable(seen.get(cluster)).map(Seen::row);
    }
}
