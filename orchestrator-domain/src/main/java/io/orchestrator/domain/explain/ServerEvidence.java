package io.orchestrator.domain.explain;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.topology.FleetInstance;
import org.jspecify.annotations.Nullable;

/**
 * What one server said, how reading it went, and how old that is.
 *
 * @param key the server
 * @param source whom it replicates from, {@link InstanceKey#NONE} when nobody
 * @param depth steps below the top
 * @param version its version, empty when it was never seen
 * @param readOnly {@code read_only} as last seen
 * @param reading how reading it went
 * @param channels what it said of its replication when it was last seen
 * @param rule its promotion rule
 * @param downtime its downtime, null when none
 * @param inMaintenance somebody holds the lock on it
 * @param errant transactions that it has and no server above it has
 */
public record ServerEvidence(InstanceKey key, InstanceKey source, int depth, String version, boolean readOnly,
        Reading reading, List<ReplicaStatus> channels, PromotionRule rule, @Nullable Downtime downtime,
        boolean inMaintenance, GtidSet errant) {
    public ServerEvidence {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(reading, "reading");
        channels = List.copyOf(channels);
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(errant, "errant");
    }

    /**
     * How reading a server went.
     *
     * @param valid the analysis takes it for readable
     * @param partial the last probe got the basic variables at least
     * @param seenAgo since it was last read completely; null when it never was
     * @param checkedAgo since the last probe ended; null before the first
     * @param pendingFor how long the probe has taken that is under way; null when none is
     * @param failure why the last probe failed; null when it did not
     * @param failuresInRow failed probes since it was last read
     */
    public record Reading(boolean valid, boolean partial, @Nullable Duration seenAgo, @Nullable Duration checkedAgo,
            @Nullable Duration pendingFor, @Nullable ProbeFailure failure, int failuresInRow) {
        static Reading of(ObservedInstance observed, Duration now, Duration hungAfter) {
            return new Reading(observed.isValid(now, hungAfter), observed.lastPartial(),
                    since(observed.lastSeen(), now),
                    since(observed.lastChecked(), now), since(observed.pendingSince(), now), observed.lastFailure(),
                    observed.failuresInRow());
        }
    }

    static ServerEvidence of(FleetInstance server, Duration now, Duration hungAfter) {
        InstanceSnapshot snapshot = server.observed().snapshot();
        return new ServerEvidence(server.key(), server.sourceKey(), server.depth(),
                snapshot == null ? "" : snapshot.server().version().text(),
                snapshot != null && snapshot.isReadOnly(), Reading.of(server.observed(), now, hungAfter),
                snapshot == null ? List.of() : ReplicaStatus.configuredOf(snapshot.channels()),
                server.annotations().promotionRule(), server.annotations().downtime(),
                server.annotations().inMaintenance(), server.errant());
    }

    /** How long ago that was; null when it never was. Clocks of stored rows may be a little ahead. */
    static @Nullable Duration since(@Nullable Duration then, Duration now) {
        if (then == null) {
            return null;
        }
        Duration age = now.minus(then);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
