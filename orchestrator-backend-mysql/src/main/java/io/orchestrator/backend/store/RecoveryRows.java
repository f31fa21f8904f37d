package io.orchestrator.backend.store;

import java.util.List;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.backend.schema.tables.TopologyRecovery;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.ports.driven.RecoveryStore.Ended;
import io.orchestrator.ports.driven.RecoveryStore.Query;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static io.orchestrator.backend.schema.Tables.TOPOLOGY_RECOVERY;

/** Rows of {@code topology_recovery} as records (recovery.md 16). */
final class RecoveryRows {

    private static final TopologyRecovery T = TOPOLOGY_RECOVERY;

    private final Dialect dialect;
    private final Field<String> startedAt;
    private final Field<String> endedAt;
    private final Field<String> acknowledgedAt;

    RecoveryRows(Dialect dialect) {
        this.dialect = dialect;
        this.startedAt = dialect.shown(T.START_ACTIVE_PERIOD).as("started_at");
        this.endedAt = dialect.shown(T.END_RECOVERY).as("ended_at");
        this.acknowledgedAt = dialect.shown(T.ACKNOWLEDGED_AT).as("acked_at");
    }

    /** What a query must select for {@link #read}. */
    List<Field<?>> fields() {
        var fields = new java.util.ArrayList<Field<?>>(List.of(T.fields()));
        fields.add(startedAt);
        fields.add(endedAt);
        fields.add(acknowledgedAt);
        return fields;
    }

    RecoveryRecord read(Record row) {
        var acknowledged = row.get(T.ACKNOWLEDGED) == 0 ? null
                : new RecoveryRecord.Acknowledged(row.get(T.ACKNOWLEDGED_BY), row.get(acknowledgedAt),
                        row.get(T.ACKNOWLEDGE_COMMENT));
        Long end = row.get(T.END_ACTIVE_PERIOD_UNIXTIME);
        return new RecoveryRecord(row.get(T.RECOVERY_ID),
                new RecoveryUid(row.get(T.UID).isEmpty() ? "unknown" : row.get(T.UID)),
                new InstanceKey(row.get(T.HOSTNAME), row.get(T.PORT)), DetectionTable.code(row.get(T.ANALYSIS)),
                DetectionTable.cluster(row.get(T.CLUSTER_NAME)), row.get(T.CLUSTER_ALIAS),
                row.get(T.COUNT_AFFECTED_SLAVES), ContractText.keys(row.get(T.SLAVE_HOSTS)), outcome(row),
                end == null || end == 0, row.get(startedAt), row.get(endedAt),
                new NodeId(row.get(T.PROCESSING_NODE_HOSTNAME), row.get(T.PROCESSCING_NODE_TOKEN)), acknowledged,
                row.get(T.LAST_DETECTION_ID));
    }

    Condition matching(Query query) {
        return DSL.and(condition(query.id(), T.RECOVERY_ID), condition(value(query.uid()), T.UID),
                condition(query.cluster() == null ? null : query.cluster().value(), T.CLUSTER_NAME),
                condition(query.clusterAlias(), T.CLUSTER_ALIAS),
                query.unacknowledgedOnly() ? T.ACKNOWLEDGED.eq(0) : DSL.noCondition(),
                query.activeOnly() ? T.IN_ACTIVE_PERIOD.eq(1).and(T.END_RECOVERY.isNull()) : DSL.noCondition(),
                query.ended() == null ? DSL.noCondition() : ended(query.ended()));
    }

    private Condition ended(Ended how) {
        var successor = how.successor();
        var lately = T.END_RECOVERY.ge(dialect.ago(how.within()));
        return successor == null ? lately
                : DSL.and(lately, T.SUCCESSOR_HOSTNAME.eq(successor.hostname()), T.SUCCESSOR_PORT.eq(successor.port()));
    }

    private static <T> Condition condition(@Nullable T wanted, Field<T> column) {
        return wanted == null ? DSL.noCondition() : column.eq(wanted);
    }

    private static @Nullable String value(@Nullable RecoveryUid uid) {
        return uid == null ? null : uid.value();
    }

    private static @Nullable RecoveryOutcome outcome(Record row) {
        if (row.get(T.END_RECOVERY) == null) {
            return null;
        }
        var host = text(row.get(T.SUCCESSOR_HOSTNAME));
        Integer port = row.get(T.SUCCESSOR_PORT);
        return new RecoveryOutcome(row.get(T.IS_SUCCESSFUL) != 0,
                host.isEmpty() ? InstanceKey.NONE : new InstanceKey(host, port == null ? 0 : port),
                text(row.get(T.SUCCESSOR_ALIAS)), ContractText.keys(row.get(T.LOST_SLAVES)),
                ContractText.keys(row.get(T.PARTICIPATING_INSTANCES)),
                row.get(T.ALL_ERRORS).lines().filter(line -> !line.isBlank()).toList());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
