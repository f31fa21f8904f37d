package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.function.Consumer;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * The tripwire: one connection per watched server that is told to sleep again and again, so that its end is noticed at once. What it
 * says means <em>look now</em>, never <em>dead</em>.
 */
public interface ServerWatch {
    /** What a watch noticed. */
    sealed interface Event {
        InstanceKey key();

        /** The watch stands; from now on silence means that the server answers. */
        record Armed(InstanceKey key) implements Event {}

        /**
         * The connection ended, or could not be made. The watch is over; the engine arms it again with back-off.
         *
         * @param reason what happened
         * @param orderly the server said that it shuts down
         */
        record Broken(InstanceKey key, String reason, boolean orderly) implements Event {
            /** An end of which the server said nothing. */
            public Broken(InstanceKey key, String reason) {
                this(key, reason, false);
            }
        }

        /** The server did not return from its sleep in time: it may hang. Told once per sleep; the watch stays. */
        record Late(InstanceKey key, Duration by) implements Event {}

        /** The server tells of another primary of its replication group than before. The watch stays. */
        record GroupChanged(InstanceKey key) implements Event {}
    }

    /**
     * Arms a watch; one that stands already is replaced.
     *
     * @param key the server
     * @param sleep how long each sleep lasts; the adapter shortens it to half the server's {@code long_query_time}
     * @param listener told every event, on any thread
     */
    void arm(InstanceKey key, Duration sleep, Consumer<Event> listener);

    /** Ends a watch, without an event. */
    void disarm(InstanceKey key);
}
