package io.orchestrator.ports.driving;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.orchestrator.domain.topology.Fleet;

/**
 * The fleet at one moment.
 *
 * @param fleet all servers and clusters
 * @param now monotonic time at which it was taken; the times in the fleet are on the same clock
 * @param wall time of day at that moment
 */
public record FleetPicture(Fleet fleet, Duration now, Instant wall) {
    public FleetPicture {
        Objects.requireNonNull(fleet, "fleet");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(wall, "wall");
    }

    /** Time of day of a monotonic time of the same process. */
    public Instant wallAt(Duration monotonic) {
        return wall.minus(now.minus(monotonic));
    }
}
