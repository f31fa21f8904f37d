package io.orchestrator.domain.election;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The role of one node as it knows it itself; times are on its own monotonic clock. */
public sealed interface Leadership {
    /** Whether this node may start something by itself. */
    default boolean leads() {
        return this instanceof Leading;
    }

    /**
     * Not the leader.
     *
     * @param seen the row as last read, null before the first reading
     * @param unchangedSince since when the row has been seen unchanged
     */
    record Following(@Nullable LeaderRow seen, Duration unchangedSince) implements Leadership {
        public Following {
            Objects.requireNonNull(unchangedSince, "unchangedSince");
        }
    }

    /**
     * The leader.
     *
     * @param term number of the term
     * @param affirmedAt when the last affirmation that succeeded was sent; the lease counts from there
     */
    record Leading(long term, Duration affirmedAt) implements Leadership {
        public Leading {
            Objects.requireNonNull(affirmedAt, "affirmedAt");
        }
    }

    /**
     * The lease ran out while the backend answered nobody. No changing statement is sent; memory, probes and watches stay. It leads on
     * with the same term if the row is still its own when the backend answers.
     *
     * @param term number of the term
     * @param since when the lease ran out
     */
    record Suspended(long term, Duration since) implements Leadership {
        public Suspended {
            Objects.requireNonNull(since, "since");
        }
    }
}
