package io.orchestrator.backend.store;

import java.util.Optional;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.backend.schema.tables.TopologyFailureDetection;
import io.orchestrator.backend.schema.tables.TopologyRecovery;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.operations.Acknowledgement.Scope;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Select;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.NODE_HEALTH;
import static io.orchestrator.backend.schema.Tables.ORCJ_RECOVERY_STATE;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_FAILURE_DETECTION;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_RECOVERY;

/** Acknowledging recoveries, in a transaction of the caller (recovery.md 17). */
final class Acknowledgements {

    private static final TopologyRecovery T = TOPOLOGY_RECOVERY;
    private static final TopologyFailureDetection D = TOPOLOGY_FAILURE_DETECTION;

    private Acknowledgements() {}

    /** Returns how many rows were not acknowledged before. */
    static int acknowledge(DSLContext sql, Dialect dialect, Acknowledgement acknowledgement) {
        detections(acknowledgement.scope()).ifPresent(which -> ActivePeriods.ofDetections().end(sql, dialect, which));
        return acknowledge(sql, dialect, recoveries(acknowledgement.scope()), acknowledgement.owner(),
                acknowledgement.comment(), false);
    }

    /** Recoveries of the reference whose process is gone; what has a state of ours is resumed instead. */
    static int acknowledgeCrashed(DSLContext sql, Dialect dialect) {
        return acknowledge(sql, dialect, isCrashed(), "orchestrator", "detected crashed recovery", true);
    }

    /** Whether there are any, as a question. */
    static Select<?> anyCrashed() {
        return ActivePeriods.ofRecoveries().active(T.ACKNOWLEDGED.eq(0).and(isCrashed()));
    }

    private static Condition isCrashed() {
        var h = NODE_HEALTH;
        var s = ORCJ_RECOVERY_STATE;
        return T.IN_ACTIVE_PERIOD.eq(1)
                .and(T.END_RECOVERY.isNull())
                .and(DSL.notExists(DSL.selectOne()
                        .from(h)
                        .where(h.HOSTNAME.eq(T.PROCESSING_NODE_HOSTNAME), h.TOKEN.eq(T.PROCESSCING_NODE_TOKEN))))
                .and(DSL.notExists(DSL.selectOne().from(s).where(s.RECOVERY_UID.eq(T.UID))));
    }

    private static int acknowledge(DSLContext sql, Dialect dialect, Condition which, String owner, String comment,
            boolean ends) {
        var ids = ActivePeriods.ofRecoveries().lock(sql, dialect, T.ACKNOWLEDGED.eq(0).and(which));
        if (ids.isEmpty()) {
            return 0;
        }
        ActivePeriods.ofRecoveries().end(sql, dialect, T.RECOVERY_ID.in(ids));
        var update = sql.update(T)
                .set(T.ACKNOWLEDGED, 1)
                .set(T.ACKNOWLEDGED_AT, dialect.now())
                .set(T.ACKNOWLEDGED_BY, ContractText.utf8(owner, 128))
                .set(T.ACKNOWLEDGE_COMMENT, ContractText.utf8(comment));
        return (ends ? update.set(T.END_RECOVERY, dialect.now()) : update).where(T.RECOVERY_ID.in(ids)).execute();
    }

    private static Condition recoveries(Scope scope) {
        return switch (scope) {
            case Scope.OfCluster cluster -> T.CLUSTER_NAME.eq(cluster.name().value())
                    .or(cluster.alias().isEmpty() ? DSL.falseCondition() : T.CLUSTER_ALIAS.eq(cluster.alias()));
            case Scope.OfInstance instance -> isFailed(instance.key());
            case Scope.OfId row -> T.RECOVERY_ID.eq(row.id());
            case Scope.OfUid row -> T.UID.eq(row.uid().value());
            case Scope.OfCompleted completed -> isFailed(completed.key()).and(T.END_RECOVERY.isNotNull());
            case Scope.Everything _ -> DSL.trueCondition();
        };
    }

    private static Optional<Condition> detections(Scope scope) {
        return switch (scope) {
            case Scope.OfCluster cluster -> Optional.of(D.CLUSTER_NAME.eq(cluster.name().value())
                    .or(cluster.alias().isEmpty() ? DSL.falseCondition() : D.CLUSTER_ALIAS.eq(cluster.alias())));
            case Scope.OfInstance instance -> Optional
                    .of(D.HOSTNAME.eq(instance.key().hostname()).and(D.PORT.eq(instance.key().port())));
            case Scope.OfId _,Scope.OfUid _,Scope.OfCompleted _,Scope.Everything _ -> Optional.empty();
        };
    }

    private static Condition isFailed(InstanceKey key) {
        return T.HOSTNAME.eq(key.hostname()).and(T.PORT.eq(key.port()));
    }
}
