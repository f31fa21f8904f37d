package io.orchestrator.domain.operations;

import java.util.Objects;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;

/**
 * Somebody has seen a recovery: its active period, and with it the block on further recoveries, ends (recovery.md 17).
 *
 * @param scope which recoveries are meant
 * @param owner who acknowledged
 * @param comment why; never empty when a person acknowledges
 */
public record Acknowledgement(Scope scope, String owner, String comment) {
    /** Which recovery rows an acknowledgement covers. */
    public sealed interface Scope {
        /** Every row of the cluster, by name and by its alias when that is not empty; ends active detections too. */
        record OfCluster(ClusterName name, String alias) implements Scope {}

        /** Every row of the failed server; ends active detections too. */
        record OfInstance(InstanceKey key) implements Scope {}

        /** One row by its number. */
        record OfId(long id) implements Scope {}

        /** One row by its uid. */
        record OfUid(RecoveryUid uid) implements Scope {}

        /** Only completed rows of the failed server (implied by a forced recovery). */
        record OfCompleted(InstanceKey key) implements Scope {}

        /** All rows. */
        record Everything() implements Scope {}
    }

    public Acknowledgement {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(comment, "comment");
    }
}
