package io.orchestrator.domain.instance;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What probes learned of the write path of a source; beyond the contract, and only where the configuration asks for it.
 *
 * @param commits how its commits go
 * @param write what came of the last write on trial that ended; null when there was none
 */
public record WriteHealth(CommitProgress commits, @Nullable ProbeWrite write) {
    /** What is to be said of a write path. */
    public enum Verdict {
        /** Nothing stands against it. */
        WELL,
        /** There is no disk space left. */
        DISK_FULL,
        /** The file system takes no writes. */
        READ_ONLY_FILE_SYSTEM,
        /** Commits do not finish, and nobody holds them up. */
        STALLED,
        /** Commits wait for acknowledgements: a matter of semi-sync, which has codes of its own. */
        WAITS_FOR_ACKNOWLEDGEMENT,
        /** Writes wait for a lock that somebody holds: no failure. */
        LOCKED
    }

    public WriteHealth {
        Objects.requireNonNull(commits, "commits");
    }

    /**
     * What is to be said of it.
     *
     * @param stalledAfter how long a stall must have stood
     */
    public Verdict verdict(Duration stalledAfter) {
        if (isWriteAnswered(ProbeWrite.Result.DISK_FULL) || isStalled(CommitProgress.Wait.DISK_SPACE, stalledAfter)) {
            return Verdict.DISK_FULL;
        }
        if (isWriteAnswered(ProbeWrite.Result.READ_ONLY_FILE_SYSTEM)) {
            return Verdict.READ_ONLY_FILE_SYSTEM;
        }
        return switch (commits.waitingFor()) {
            case ACKNOWLEDGEMENT -> Verdict.WAITS_FOR_ACKNOWLEDGEMENT;
            case READ_LOCK -> Verdict.LOCKED;
            case COMMIT -> isStalled(CommitProgress.Wait.COMMIT, stalledAfter) || isUnanswered(stalledAfter)
                    ? Verdict.STALLED
                    : Verdict.WELL;
            case NOTHING, DISK_SPACE -> isUnanswered(stalledAfter) ? Verdict.STALLED : Verdict.WELL;
        };
    }

    private boolean isWriteAnswered(ProbeWrite.Result result) {
        return write != null && write.result() == result;
    }

    private boolean isUnanswered(Duration stalledAfter) {
        return write != null && write.result() == ProbeWrite.Result.UNANSWERED
                && write.standing().compareTo(stalledAfter) >= 0;
    }

    private boolean isStalled(CommitProgress.Wait wait, Duration stalledAfter) {
        return commits.waitingFor() == wait && commits.waiting() > 0
                && commits.stalledFor().compareTo(stalledAfter) >= 0;
    }
}
