package io.orchestrator.domain.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What an explanation was made from.
 *
 * @param origin where what is known of the servers was read
 * @param at time of day when it was
 * @param oldest how long ago the server was read that was read least recently; null when none was ever read
 */
public record Picture(Origin origin, Instant at, @Nullable Duration oldest) {
    /** Where what is known of the servers comes from. */
    public enum Origin {
        /** The leader's own memory: what it will decide from. */
        LEADER,
        /**
         * The backend: what the leader last wrote there. The leader decides from its memory, which is newer. What moves by itself while
         * all is well (positions, GTID sets, lag) is written every minute or so only, so that it may be older than the times say.
         */
        BACKEND
    }

    /** How old what moves by itself may be in the backend. */
    static final Duration MOVING_WRITTEN_EVERY = Duration.ofSeconds(90);

    public Picture {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(at, "at");
    }

    /** In a sentence. */
    public String sentence() {
        String from = switch (origin) {
            case LEADER -> "as the leader knows it";
            case BACKEND ->
                    "as stored in the backend, where GTID sets and lag may be " + Ago.length(MOVING_WRITTEN_EVERY)
                            + " older than the times; the leader decides on its own picture, which is newer";
        };
        return from + (oldest == null ? "; no server was ever read" : "; oldest reading " + Ago.text(oldest));
    }
}
