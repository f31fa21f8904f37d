package io.orchestrator.domain.recovery;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;

/** Something that is written to the store at the end of a recovery. */
public sealed interface BookEntry {
    /** Downtime as lost in recovery (recovery.md 7.11). */
    record MarkLost(InstanceKey key) implements BookEntry {}

    /** The detections of a server end. */
    record EndDetections(InstanceKey key) implements BookEntry {}

    /** The cluster's alias, given by hand or not, and its domain go to the promoted server's cluster name (recovery.md 7.14). */
    record MoveAlias(ClusterName from, ClusterName to, String alias) implements BookEntry {}
}
