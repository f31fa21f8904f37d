package io.orchestrator.domain.topology;

import java.util.Objects;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * Where a server stands in the fleet (discovery.md 3.6).
 *
 * @param cluster name of its cluster
 * @param depth steps below the top
 * @param upstream known server above it: its source, or the primary for a secondary of a group; {@link InstanceKey#NONE} when none
 *     is known. A server at the top of a ring has one, too
 * @param coMaster it and its source replicate from each other
 * @param inRing it is reached again when its upstreams are followed (co-masters are)
 */
public record Place(ClusterName cluster, int depth, InstanceKey upstream, boolean coMaster, boolean inRing) {
    public Place {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(upstream, "upstream");
        if (depth < 0) {
            throw new IllegalArgumentException("depth " + depth + " is negative");
        }
    }
}
