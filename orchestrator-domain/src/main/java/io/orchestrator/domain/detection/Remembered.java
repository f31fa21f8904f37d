package io.orchestrator.domain.detection;

import java.util.Objects;
import java.util.Set;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * What an analysis takes from before, beside the picture of now. Immutable.
 *
 * @param stale since when sources that lack acknowledgements stand still
 * @param reconnections replicas of doubtful sources that were told to connect again
 */
public record Remembered(StaleCoordinates stale, Reconnections reconnections) {
    public static final Remembered NOTHING = new Remembered(StaleCoordinates.NONE, Reconnections.NONE);

    public Remembered {
        Objects.requireNonNull(stale, "stale");
        Objects.requireNonNull(reconnections, "reconnections");
    }

    public Remembered with(StaleCoordinates newStale) {
        return new Remembered(newStale, reconnections);
    }

    public Remembered with(Reconnections newReconnections) {
        return new Remembered(stale, newReconnections);
    }

    /** Without servers that are no longer known. */
    public Remembered retaining(Set<InstanceKey> known) {
        Reconnections kept = reconnections;
        for (InstanceKey source : reconnections.attempts().keySet()) {
            kept = known.contains(source) ? kept : kept.without(source);
        }
        return with(stale.retaining(known)).with(kept);
    }
}
