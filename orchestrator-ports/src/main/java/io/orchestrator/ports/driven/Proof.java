package io.orchestrator.ports.driven;

import java.time.Duration;

/**
 * When the right to change servers, a claim or the lease, was last proven. Asked again before each statement: whoever renews a claim
 * proves it anew. Answers from any thread.
 */
@FunctionalInterface
public interface Proof {
    /** On the monotonic clock, when the write or the affirmation that proved it was sent. */
    Duration at();

    /** A proof that is not renewed. */
    static Proof of(Duration at) {
        return () -> at;
    }
}
