package io.orchestrator.domain.instance;

import java.util.Objects;
import java.util.Set;

/**
 * Last error of a replication thread.
 *
 * @param number the server's error number; 0 when there is none, or when only the reference's stored text is known
 * @param text the server's text, empty when there is none
 */
public record ReplicationError(int number, String text) {
    public static final ReplicationError NONE = new ReplicationError(0, "");

    /** Client and server errors with which a receiver thread fails to connect, or to connect again. */
    private static final Set<Integer> CONNECTION_ERRORS =
            Set.of(1040, 1042, 1043, 1044, 1045, 1129, 1130, 1152, 1158, 1159,
                    1160, 1161, 1203, 1218, 1226, 2002, 2003, 2005, 2006, 2012, 2013, 2026, 2055, 2061, 4031);

    public ReplicationError {
        Objects.requireNonNull(text, "text");
    }

    public boolean isNone() {
        return number == 0 && text.isEmpty();
    }

    /**
     * {@code connErr} of detection.md 2.3: the thread failed to connect to its source. By number; rows that the reference wrote have
     * no number and are matched by text as the contract says.
     */
    public boolean isConnectionFailure() {
        if (number != 0) {
            return CONNECTION_ERRORS.contains(number);
        }
        int at = text.indexOf("error ");
        return at >= 0
                && (text.indexOf("connecting to master", at) >= 0 || text.indexOf("connecting to source", at) >= 0);
    }
}
