package io.orchestrator.backend.codec;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.WriteHealth;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an observed server beside its times, which are columns.
 *
 * @param snapshot last complete picture; null when it was never seen
 * @param lastSucceeded whether the last probe was complete
 * @param lastPartial whether the server at least answered the basic variables in it
 * @param lastFailure why it failed; null after a success
 * @param failuresInRow failed probes since the last success
 * @param latency how long it took
 * @param hung a probe was under way for too long when this was written, and its beginning is what is stored; null means it was not
 * @param writes what it learned of the write path; null where it was not asked, as by an older release
 */
public record ObservedDocument(@Nullable InstanceSnapshot snapshot, boolean lastSucceeded, boolean lastPartial,
        @Nullable ProbeFailure lastFailure, int failuresInRow, Duration latency, @Nullable Boolean hung,
        @Nullable WriteHealth writes) {

    public ObservedDocument {
        Objects.requireNonNull(latency);
    }

    public static ObservedDocument of(ObservedInstance observed) {
        return new ObservedDocument(observed.snapshot(), observed.lastSucceeded(), observed.lastPartial(),
                observed.lastFailure(), observed.failuresInRow(), observed.latency(),
                observed.pendingSince() == null ? null : Boolean.TRUE, observed.writes());
    }

    /** The observed server, with times on the clock of the process that reads. */
    public ObservedInstance at(InstanceKey key, Duration began, Duration checked, @Nullable Duration seen) {
        return new ObservedInstance(key, snapshot, began, checked, seen, lastSucceeded, lastPartial, lastFailure,
                failuresInRow, latency, Boolean.TRUE.equals(hung) ? began : null, writes);
    }
}
