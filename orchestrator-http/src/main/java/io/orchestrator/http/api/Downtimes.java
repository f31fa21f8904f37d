package io.orchestrator.http.api;

import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driving.FleetPicture;

/** Whether a server is in downtime now; an ended downtime may stay stored for a while. */
final class Downtimes {
    private Downtimes() {}

    static boolean isDowntimed(FleetInstance instance, FleetPicture picture) {
        return instance.annotations().isDowntimedAt(picture.wall());
    }
}
