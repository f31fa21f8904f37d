package io.orchestrator.domain.instance;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import io.orchestrator.domain.identity.InstanceKey;
import org.jspecify.annotations.Nullable;

/**
 * Everything the fleet knows of one server from probing it: the last complete picture and how the probes since went. Folding
 * outcomes in is pure; a probe that began earlier than the last folded one changes nothing.
 *
 * @param key the server's key
 * @param snapshot last complete picture; null when it was never seen
 * @param lastBegan when the last folded probe began; null before the first
 * @param lastChecked when the last folded probe ended; null before the first
 * @param lastSeen when the last successful probe ended; null when never seen
 * @param lastSucceeded whether the last folded probe was complete
 * @param lastPartial whether the server at least answered the basic variables in the last folded probe
 * @param lastFailure why the last probe failed; null after a success or before the first
 * @param failuresInRow failed probes since the last success
 * @param latency how long the last folded probe took
 * @param pendingSince when the probe now under way began; null when none is
 * @param writes what the last folded probe learned of the write path; null where it was not asked
 */
public record ObservedInstance(InstanceKey key, @Nullable InstanceSnapshot snapshot, @Nullable Duration lastBegan,
        @Nullable Duration lastChecked, @Nullable Duration lastSeen, boolean lastSucceeded, boolean lastPartial,
        @Nullable ProbeFailure lastFailure, int failuresInRow, Duration latency, @Nullable Duration pendingSince,
        @Nullable WriteHealth writes) {
    /** A server whose write path was not asked for. */
    public ObservedInstance(InstanceKey key, @Nullable InstanceSnapshot snapshot, @Nullable Duration lastBegan,
            @Nullable Duration lastChecked, @Nullable Duration lastSeen, boolean lastSucceeded, boolean lastPartial,
            @Nullable ProbeFailure lastFailure, int failuresInRow, Duration latency, @Nullable Duration pendingSince) {
        this(key, snapshot, lastBegan, lastChecked, lastSeen, lastSucceeded, lastPartial, lastFailure, failuresInRow,
                latency, pendingSince, null);
    }

    public ObservedInstance {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(latency, "latency");
    }

    /** A server that is known by name only. */
    public static ObservedInstance unseen(InstanceKey key) {
        return new ObservedInstance(key, null, null, null, null, false, false, null, 0, Duration.ZERO, null);
    }

    /** A server last seen at that time, e.g. by another process whose row was read from the store. */
    public static ObservedInstance seen(InstanceSnapshot snapshot, Duration at) {
        return new ObservedInstance(snapshot.key(), snapshot, at, at, at, true, true, null, 0, Duration.ZERO, null);
    }

    public Optional<InstanceSnapshot> lastSnapshot() {
        return Optional.ofNullable(snapshot);
    }

    /** The same history with another last picture. */
    public ObservedInstance withSnapshot(InstanceSnapshot newSnapshot) {
        return new ObservedInstance(key, newSnapshot, lastBegan, lastChecked, lastSeen, lastSucceeded, lastPartial,
                lastFailure, failuresInRow, latency, pendingSince, writes);
    }

    /** A probe of this server was sent. */
    public ObservedInstance probing(Duration began) {
        return new ObservedInstance(key, snapshot, lastBegan, lastChecked, lastSeen, lastSucceeded, lastPartial,
                lastFailure,
                failuresInRow, latency, began, writes);
    }

    /** The same without the probe that is under way. */
    public ObservedInstance withoutPending() {
        return pendingSince == null ? this
                : new ObservedInstance(key, snapshot, lastBegan, lastChecked, lastSeen,
                        lastSucceeded, lastPartial, lastFailure, failuresInRow, latency, null, writes);
    }

    /** Folds an outcome in; one that began before the last folded one is ignored. */
    public ObservedInstance after(ProbeOutcome outcome) {
        ProbeTimes times = outcome.times();
        if (lastBegan != null && times.began().compareTo(lastBegan) < 0) {
            return this;
        }
        Duration stillPending = pendingSince != null && pendingSince.compareTo(times.began()) > 0 ? pendingSince : null;
        return switch (outcome) {
            case ProbeOutcome.Seen seen -> new ObservedInstance(key, seen.snapshot(), times.began(), times.ended(),
                    times.ended(), true, true, null, 0, times.latency(), stillPending, seen.writes());
            case ProbeOutcome.PartlySeen partly ->
                    new ObservedInstance(key, snapshot, times.began(), times.ended(), lastSeen,
                            false, true, partly.failure(), failuresInRow + 1, times.latency(), stillPending,
                            partly.writes());
            case ProbeOutcome.Unseen unseen when unseen.failure().kind() == ProbeFailure.Kind.EXCLUDED ->
                    // It says nothing of the server, whose last check grows old as if it had not been probed.
                    new ObservedInstance(key, snapshot, times.began(), lastChecked, lastSeen, false, lastPartial,
                            unseen.failure(), failuresInRow, latency, stillPending);
            case ProbeOutcome.Unseen unseen ->
                    new ObservedInstance(key, snapshot, times.began(), times.ended(), lastSeen, false,
                            false, unseen.failure(), failuresInRow + 1, times.latency(), stillPending);
        };
    }

    /** {@code seen(x)} of detection.md 2.2: the last probe that ended was complete. */
    public boolean isSeen() {
        return lastSucceeded;
    }

    /** Whether the last probe that ended was complete, and began then or later. */
    public boolean isSeenSince(Duration moment) {
        return lastSucceeded && lastBegan != null && lastBegan.compareTo(moment) >= 0;
    }

    /** The last probe got no answer in time: unlike a refusal, that may as well be the network between it and this node. */
    public boolean isSilent() {
        return lastFailure != null && lastFailure.kind() == ProbeFailure.Kind.TIMED_OUT;
    }

    /** A filter ended the last probe: the server is not told of as failed, and not written (discovery.md 5.4). */
    public boolean isSkipped() {
        return lastFailure != null && lastFailure.kind() == ProbeFailure.Kind.EXCLUDED;
    }

    /** IsLastCheckValid of discovery.md 3.7: the last probe that was not skipped saw the server. */
    public boolean isLastCheckValid() {
        return lastSucceeded || (isSkipped() && lastSeen != null && lastSeen.equals(lastChecked));
    }

    /**
     * {@code valid(m)} of detection.md 2.2: the last probe was complete and none has been under way for longer than allowed. Where
     * the contract compares columns of whole seconds, this compares the probes themselves (D-3).
     *
     * @param now monotonic time
     * @param hungAfter how long a probe may be under way
     */
    public boolean isValid(Duration now, Duration hungAfter) {
        return lastSucceeded && (pendingSince == null || now.minus(pendingSince).compareTo(hungAfter) <= 0);
    }
}
