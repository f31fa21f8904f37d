package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.ports.driven.InstanceStore;
import org.jspecify.annotations.Nullable;

/**
 * One stored server, its times on the backend's clock.
 *
 * @param observed as the probing process saw it; its times mean nothing here
 * @param cluster its cluster when it was written
 * @param began when its last probe began
 * @param checked when its last probe ended
 * @param seen when its last successful probe ended, null when none has
 */
record InstanceRow(ObservedInstance observed, ClusterName cluster, Instant began, Instant checked,
        @Nullable Instant seen) {
    static InstanceRow of(InstanceStore.Row row, Instant now) {
        Instant seen = row.seenAge().isNegative() ? null : now.minus(row.seenAge());
        return new InstanceRow(row.instance().observed(), row.instance().cluster(), now.minus(row.beganAge()),
                now.minus(row.checkedAge()), seen);
    }

    /** As the reading process sees it. */
    ObservedInstance on(Instant backendNow, Duration readerNow) {
        return new ObservedInstance(observed.key(), observed.snapshot(), at(began, backendNow, readerNow),
                at(checked, backendNow, readerNow), seen == null ? null : at(seen, backendNow, readerNow),
                observed.lastSucceeded(), observed.lastPartial(), observed.lastFailure(), observed.failuresInRow(),
                observed.latency(), observed.pendingSince() == null ? null : at(began, backendNow, readerNow),
                observed.writes());
    }

    private static Duration at(Instant when, Instant backendNow, Duration readerNow) {
        return readerNow.minus(Duration.between(when, backendNow));
    }
}
