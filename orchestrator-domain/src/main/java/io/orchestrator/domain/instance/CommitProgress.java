package io.orchestrator.domain.instance;

import java.time.Duration;
import java.util.Objects;

/**
 * How the commits of a server go, as one probe after another saw it; beyond the contract.
 *
 * @param waitingFor what sessions wait for; where they wait for several things, the one that says most
 * @param waiting how many sessions wait so
 * @param oldest since when the statement of the oldest of them has been running, by the server's own word, in whole seconds; zero when
 *     none waits
 * @param stalledFor for how long at least one and the same session has been seen waiting, while nothing was committed or written to the
 *     binary log; a lower bound, zero when none waits
 */
public record CommitProgress(Wait waitingFor, int waiting, Duration oldest, Duration stalledFor) {
    /** No session waits. */
    public static final CommitProgress FREE = new CommitProgress(Wait.NOTHING, 0, Duration.ZERO, Duration.ZERO);

    /** What commits wait for. */
    public enum Wait {
        /** No commit waits. */
        NOTHING,
        /** For a lock that somebody holds on all writes: {@code FLUSH TABLES WITH READ LOCK}, a backup. */
        READ_LOCK,
        /** For the server to make them durable. */
        COMMIT,
        /** For disk space, by the server's own word. */
        DISK_SPACE,
        /** For acknowledgements of semi-synchronous replicas. */
        ACKNOWLEDGEMENT
    }

    public CommitProgress {
        Objects.requireNonNull(waitingFor, "waitingFor");
        Objects.requireNonNull(oldest, "oldest");
        Objects.requireNonNull(stalledFor, "stalledFor");
    }
}
