package io.orchestrator.domain.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * A server declared out of duty for a while: shown, probed, but not recovered (discovery.md 9).
 *
 * @param key the server
 * @param owner who declared it
 * @param reason why; {@link #LOST_IN_RECOVERY} is the product's own mark
 * @param begin backend time it began
 * @param end backend time it ends by itself
 */
public record Downtime(InstanceKey key, String owner, String reason, Instant begin, Instant end) {
    /** Reason that marks servers lost in a recovery (recovery.md 7.11). */
    public static final String LOST_IN_RECOVERY = "lost-in-recovery";
    /** For how long a server is marked so at a time. */
    public static final Duration LOST_FOR = Duration.ofDays(365);

    public Downtime {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(begin, "begin");
        Objects.requireNonNull(end, "end");
    }

    public boolean isActiveAt(Instant now) {
        return end.isAfter(now);
    }

    public boolean isLostInRecovery() {
        return reason.equals(LOST_IN_RECOVERY);
    }
}
