package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * One change of one server. Every action has a predicate that is read on the server first, so that doing it twice is doing it once;
 * which statements it takes depends on flavor and version and is the adapter's business.
 */
public sealed interface ServerAction {
    /** The server it changes. */
    InstanceKey key();

    /** Stops the receiver thread of the default channel; the applier goes on. Done when the receiver is stopped. */
    record StopReceiver(InstanceKey key) implements ServerAction {
        public StopReceiver {
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * Lets the applier run (starting it when it is stopped) until everything received, and everything in {@code atLeast}, is executed.
     * Not finished within {@code limit} is {@link ActionOutcome.Refused}: nothing was discarded.
     */
    record DrainApplier(InstanceKey key, GtidSet atLeast, Duration limit) implements ServerAction {
        public DrainApplier {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(atLeast, "atLeast");
            Objects.requireNonNull(limit, "limit");
        }
    }

    /**
     * Points the default channel to another source by GTID and starts it. Done when it is configured so and both threads are started.
     * Relay logs may be discarded: callers make sure that the source has all that was received.
     */
    record PointTo(InstanceKey key, InstanceKey source) implements ServerAction {
        public PointTo {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(source, "source");
        }
    }

    /** Starts both threads. Done when they run, or when the server is no replica. */
    record StartReplication(InstanceKey key) implements ServerAction {
        public StartReplication {
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * Turns a replica into a writable source: refuses while received transactions are not executed; stops and resets replication;
     * switches the source side of semi-sync on first when {@code semiSyncSource}; then makes it writable by a statement that expires by
     * itself {@code expiry} after the server's own clock was read in the same action. Done when it is no replica and writable.
     */
    record Promote(InstanceKey key, Duration expiry, boolean semiSyncSource) implements ServerAction {
        public Promote {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(expiry, "expiry");
        }
    }

    /** Sets {@code read_only} (and {@code super_read_only} where it exists and is wanted). Done when it is read-only. */
    record MakeReadOnly(InstanceKey key) implements ServerAction {
        public MakeReadOnly {
            Objects.requireNonNull(key, "key");
        }
    }

    /** Makes a server writable by a statement that expires by itself; nothing else. Done when it is writable. */
    record MakeWritable(InstanceKey key, Duration expiry) implements ServerAction {
        public MakeWritable {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(expiry, "expiry");
        }
    }

    /** Marks the source's host name with {@code //} so that the replica cannot connect, reversibly. Done when it is marked. */
    record Detach(InstanceKey key) implements ServerAction {
        public Detach {
            Objects.requireNonNull(key, "key");
        }
    }

    /** Stops and starts the receiver so that it notices a hung source. Skipped, as done, on MariaDB with GTID (detection.md 12). */
    record RestartReceiver(InstanceKey key) implements ServerAction {
        public RestartReceiver {
            Objects.requireNonNull(key, "key");
        }
    }
}
