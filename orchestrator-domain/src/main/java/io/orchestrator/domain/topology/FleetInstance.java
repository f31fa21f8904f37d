package io.orchestrator.domain.topology;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;

/**
 * One server in its place in the fleet.
 *
 * @param observed what probes saw
 * @param cluster name of its cluster
 * @param depth steps below the top of its cluster (discovery.md 3.6)
 * @param coMaster it and its source replicate from each other
 * @param ancestry UUIDs of the servers above it, topmost first, then its own; each followed by the name of its group, if any
 * @param errant transactions that it has and no server above it has (discovery.md 4); empty when unknown
 * @param annotations what people said about it
 * @param suggestedAlias alias that it suggests for its cluster (discovery.md 8.1, see {@link ClusterLabels}); empty when none
 */
public record FleetInstance(ObservedInstance observed, ClusterName cluster, int depth, boolean coMaster,
        List<ServerUuid> ancestry, GtidSet errant, Annotations annotations, String suggestedAlias) {
    public FleetInstance {
        Objects.requireNonNull(observed, "observed");
        Objects.requireNonNull(cluster, "cluster");
        ancestry = List.copyOf(ancestry);
        Objects.requireNonNull(errant, "errant");
        Objects.requireNonNull(annotations, "annotations");
        Objects.requireNonNull(suggestedAlias, "suggestedAlias");
    }

    /** A server of whose cluster nobody said anything: it suggests the alias that its own query says. */
    public FleetInstance(ObservedInstance observed, ClusterName cluster, int depth, boolean coMaster,
            List<ServerUuid> ancestry, GtidSet errant, Annotations annotations) {
        this(observed, cluster, depth, coMaster, ancestry, errant, annotations, detectedAlias(observed));
    }

    private static String detectedAlias(ObservedInstance observed) {
        InstanceSnapshot seen = observed.snapshot();
        return seen == null ? "" : seen.classification().suggestedClusterAlias();
    }

    public InstanceKey key() {
        return observed.key();
    }

    /** Last complete picture, empty when the server was never seen. */
    public Optional<InstanceSnapshot> snapshot() {
        return observed.lastSnapshot();
    }

    /** Key of its source, {@link InstanceKey#NONE} when unknown or none. */
    public InstanceKey sourceKey() {
        return snapshot().map(InstanceSnapshot::sourceKey).orElse(InstanceKey.NONE);
    }

    /** UsingPseudoGTID of discovery.md 3.3: found by query, or injected into its cluster. */
    public boolean usesPseudoGtid() {
        return annotations.pseudoGtid() || snapshot().filter(s -> s.classification().usesPseudoGtid()).isPresent();
    }

    /** What the server's own query says of its cluster's alias; empty when nothing. */
    String detectedAlias() {
        return detectedAlias(observed);
    }

    /** The same place with another picture of the server. */
    public FleetInstance withObserved(ObservedInstance newObserved) {
        return new FleetInstance(newObserved, cluster, depth, coMaster, ancestry, errant, annotations, suggestedAlias);
    }

    /** The same server about which people say something else. */
    public FleetInstance annotated(Annotations newAnnotations) {
        return new FleetInstance(observed, cluster, depth, coMaster, ancestry, errant, newAnnotations, suggestedAlias);
    }

    FleetInstance suggesting(String newAlias) {
        return newAlias.equals(suggestedAlias) ? this
                : new FleetInstance(observed, cluster, depth, coMaster, ancestry, errant, annotations, newAlias);
    }
}
