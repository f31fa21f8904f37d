package io.orchestrator.http.wire;

import java.time.ZoneId;
import java.util.Objects;

import io.orchestrator.domain.topology.TopologySettings;

/**
 * What decides how servers and clusters are shown.
 *
 * @param topology poll interval and lag limits
 * @param times rendering of backend times
 * @param zone time zone of this process
 * @param filters filters of automatic recovery
 */
public record Rendering(TopologySettings topology, BackendTimes times, ZoneId zone, RecoveryFilters filters) {
    public Rendering {
        Objects.requireNonNull(topology, "topology");
        Objects.requireNonNull(times, "times");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(filters, "filters");
    }
}
