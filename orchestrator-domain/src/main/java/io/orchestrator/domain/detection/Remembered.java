package io.orchestrator.domain.detection;

import java.util.Objects;

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
}
