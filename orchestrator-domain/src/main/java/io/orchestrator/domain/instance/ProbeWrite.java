package io.orchestrator.domain.instance;

import java.time.Duration;
import java.util.Objects;

/**
 * What came of writing to a server on trial; beyond the contract.
 *
 * @param result what came of it
 * @param took how long the attempt took, or waited until it was abandoned
 * @param standing since the first attempt of an unbroken row of this result, zero when it was written
 * @param number the server's error number, 0 when it told none
 * @param message what a reader needs, empty when it was written; no secrets
 */
public record ProbeWrite(Result result, Duration took, Duration standing, int number, String message) {
    /** What comes of a write. */
    public enum Result {
        /** It was committed. */
        WRITTEN,
        /** The server has no disk space left: 1021, 1114, or the system's error 28. */
        DISK_FULL,
        /** The file system takes no writes: the system's error 30. */
        READ_ONLY_FILE_SYSTEM,
        /** The server was told to refuse writes, which is no fault: 1290, 1792, 1836. */
        READ_ONLY_SERVER,
        /** Somebody holds a lock: 1205, 1213, 3572. */
        LOCKED,
        /** The statement is of no use there: a table or a privilege is missing, and so on. */
        REFUSED,
        /** It did not return within its deadline, though it waited for no lock. */
        UNANSWERED,
        /** No connection could be had for it, or it broke. */
        UNCONNECTED
    }

    public ProbeWrite {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(standing, "standing");
        Objects.requireNonNull(message, "message");
    }
}
