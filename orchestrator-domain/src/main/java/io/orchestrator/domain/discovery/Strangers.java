package io.orchestrator.domain.discovery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * Servers that neighbours name and that have never answered (discovery.md 5.4, 6.5): they are no part of the fleet, and are tried anew
 * as long as somebody names them, each after a while that grows with its failures. Owned by one caller.
 */
final class Strangers {
    private static final int SWEEP_SIZE = 1_000;
    /** Whom nobody has named for that long since it could have been tried again is not remembered. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Map<InstanceKey, Attempt> attempts = new HashMap<>();

    /** How the last attempt ended; whether a filter has left the server out since it was met. */
    private record Attempt(int failures, Duration notBefore, boolean leftOut) {}

    /** A server did not answer; it is not to be tried again before a time. */
    void unanswered(InstanceKey key, int failures, Duration notBefore, Duration now) {
        if (attempts.size() >= SWEEP_SIZE) {
            attempts.values().removeIf(attempt -> attempt.notBefore().plus(KEPT).compareTo(now) < 0);
        }
        attempts.put(key, new Attempt(failures, notBefore, isLeftOut(key)));
    }

    /** A filter leaves a server out; it is not to be tried again before a time. */
    void leftOut(InstanceKey key, Duration notBefore) {
        attempts.put(key, new Attempt(0, notBefore, true));
    }

    /** Whether a filter left a server out the last time that it could be asked. */
    boolean isLeftOut(InstanceKey key) {
        Attempt last = attempts.get(key);
        return last != null && last.leftOut();
    }

    /** Whether a server may be tried now. */
    boolean isDue(InstanceKey key, Duration now) {
        Attempt last = attempts.get(key);
        return last == null || last.notBefore().compareTo(now) <= 0;
    }

    /** Attempts to connect to a server that failed, in a row. */
    int failuresOf(InstanceKey key) {
        Attempt last = attempts.get(key);
        return last == null ? 0 : last.failures();
    }

    void remove(InstanceKey key) {
        attempts.remove(key);
    }
}
