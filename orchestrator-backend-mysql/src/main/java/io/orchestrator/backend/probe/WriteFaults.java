package io.orchestrator.backend.probe;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.orchestrator.backend.target.Faults;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeWrite.Result;
import org.jspecify.annotations.Nullable;

/** What the failure of a write says of the write path: by the server's error number, and the system's where it is told. */
final class WriteFaults {
    /** The server puts the system's error number only into the text: {@code (OS errno 28 - …)}, {@code (Errcode: 28 …)}. */
    private static final Pattern SYSTEM_ERROR = Pattern.compile("(?:[Ee]rrno:? |Errcode: |Got error )(\\d{1,9})");

    private WriteFaults() {}

    static Result resultOf(SQLException failure) {
        return switch (Faults.numberOf(failure)) {
            case 1021, 1114 -> Result.DISK_FULL;
            case 1290, 1792, 1836 -> Result.READ_ONLY_SERVER;
            case 1205, 1213, 3572 -> Result.LOCKED;
            default -> otherwise(failure);
        };
    }

    private static Result otherwise(SQLException failure) {
        ProbeFailure.Kind kind = Faults.kindOf(failure);
        if (kind == ProbeFailure.Kind.TIMED_OUT) {
            return Result.UNANSWERED;
        }
        return switch (systemError(failure.getMessage())) {
            // No space, quota exceeded.
            case 28, 122 -> Result.DISK_FULL;
            case 30 -> Result.READ_ONLY_FILE_SYSTEM;
            default -> switch (kind) {
                case STATEMENT_FAILED, ACCESS_DENIED -> Result.REFUSED;
                case REFUSED, TIMED_OUT, LOST, UNRESOLVED, OVERLOADED, TLS, EXCLUDED -> Result.UNCONNECTED;
            };
        };
    }

    private static int systemError(@Nullable String message) {
        Matcher told = SYSTEM_ERROR.matcher(message == null ? "" : message);
        return told.find() ? Integer.parseInt(told.group(1)) : 0;
    }
}
