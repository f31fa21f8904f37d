package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;

/**
 * Since when semi-sync sources that lack acknowledgements have stood at the same binary log position (detection.md 9). A mark lives as
 * long as acknowledgements are lacking and the position stands; the contract's purge by age, after which a locked source looked
 * unlocked again, does not exist (D-4). Immutable.
 *
 * @param marks position and time by source
 */
public record StaleCoordinates(Map<InstanceKey, Mark> marks) {
    public static final StaleCoordinates NONE = new StaleCoordinates(Map.of());

    /**
     * A position and since when it stands.
     *
     * @param position end of the source's binary log
     * @param since monotonic time at which it was first seen
     */
    public record Mark(BinlogCoordinates position, Duration since) {
        public Mark {
            Objects.requireNonNull(position, "position");
            Objects.requireNonNull(since, "since");
        }
    }

    public StaleCoordinates {
        marks = Map.copyOf(marks);
    }

    /** Folds in what is known of one cluster now; this same value when nothing changed. */
    public StaleCoordinates observe(Topology topology, Duration now) {
        Map<InstanceKey, Mark> next = new HashMap<>(marks);
        for (FleetInstance member : topology.members().values()) {
            if (!EvidenceGatherer.lacksAcknowledgements(member)) {
                next.remove(member.key());
                continue;
            }
            BinlogCoordinates position =
                    member.snapshot().map(s -> s.binlog().position()).orElse(BinlogCoordinates.NONE);
            next.merge(member.key(), new Mark(position, now),
                    (old, fresh) -> old.position().equals(fresh.position()) ? old : fresh);
        }
        return next.equals(marks) ? this : new StaleCoordinates(next);
    }

    /** Without the marks of servers that are no longer known. */
    public StaleCoordinates retaining(Set<InstanceKey> known) {
        if (known.containsAll(marks.keySet())) {
            return this;
        }
        Map<InstanceKey, Mark> kept = new HashMap<>(marks);
        kept.keySet().retainAll(known);
        return new StaleCoordinates(kept);
    }

    /** Whether a source has stood at this position for longer than the threshold. */
    public boolean isStale(InstanceKey key, BinlogCoordinates position, Duration now, Duration threshold) {
        Mark mark = marks.get(key);
        return mark != null && mark.position().equals(position) && now.minus(mark.since()).compareTo(threshold) > 0;
    }
}
