package io.orchestrator.backend.store;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.orchestrator.backend.codec.Document;
import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.backend.schema.tables.TopologyRecovery;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.recovery.RefusalTexts;
import io.orchestrator.ports.driven.RecoveryStore.Refusal;
import io.orchestrator.ports.driven.RecoveryStore.Registration;
import io.orchestrator.ports.driven.RecoveryStore.Request;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.BLOCKED_TOPOLOGY_RECOVERY;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_DOWNTIME;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_MAINTENANCE;
import static io.orchestrator.backend.schema.Tables.GLOBAL_RECOVERY_DISABLE;
import static io.orchestrator.backend.schema.Tables.ORCJ_CLAIM;
import static io.orchestrator.backend.schema.Tables.ORCJ_RECOVERY_STATE;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_FAILURE_DETECTION;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_RECOVERY;

/**
 * The registration of one recovery, in a transaction of the caller (recovery.md 5): everything that forbids it is read
 * again, then claim, row and first state are written. A request that is repeated because its answer was lost finds its
 * own row.
 */
final class RecoveryRegistration {

    private static final TopologyRecovery T = TOPOLOGY_RECOVERY;

    private final DSLContext sql;
    private final Dialect dialect;
    private final RecoveryDocuments documents;
    private final Request request;
    private final InstanceKey failed;

    RecoveryRegistration(DSLContext sql, Dialect dialect, RecoveryDocuments documents, Request request) {
        this.sql = sql;
        this.dialect = dialect;
        this.documents = documents;
        this.request = request;
        this.failed = request.analysis().key();
    }

    Registration register() {
        var before = ownRow();
        if (before.isPresent()) {
            return ClaimTable.held(sql, request.analysis().cluster(), request.uid(), request.owner())
                    .<Registration>map(claim -> new Registration.Registered(before.get(), claim))
                    .orElseGet(this::alreadyActive);
        }
        if (request.forced()) {
            Acknowledgements.acknowledge(sql, dialect,
                    new Acknowledgement(new Acknowledgement.Scope.OfCompleted(failed),
                            "orchestrator", "implicit acknowledge due to user invocation of recovery on same instance: "
                                    + failed.display()));
            return activeRow() > 0 ? alreadyActive() : claimAndInsert();
        }
        return Stream.<Supplier<Optional<Registration>>>of(this::disabled, this::downtimed, this::inMaintenance,
                this::recentlyPromoted, this::clusterBlocked)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(this::claimAndInsert);
    }

    private Optional<Registration> disabled() {
        return sql.fetchExists(GLOBAL_RECOVERY_DISABLE, GLOBAL_RECOVERY_DISABLE.DISABLE_RECOVERY.eq(1))
                ? refused(Refusal.DISABLED, "recoveries are disabled globally", 0)
                : Optional.empty();
    }

    private Optional<Registration> downtimed() {
        var d = DATABASE_INSTANCE_DOWNTIME;
        return sql.fetchExists(d, d.HOSTNAME.eq(failed.hostname())
                .and(d.PORT.eq(failed.port()))
                .and(d.DOWNTIME_ACTIVE.eq(1))
                .and(d.END_TIMESTAMP.gt(dialect.now())))
                        ? refused(Refusal.DOWNTIMED, "instance " + failed.display() + " is downtimed", 0)
                        : Optional.empty();
    }

    private Optional<Registration> inMaintenance() {
        return sql.fetchExists(DATABASE_INSTANCE_MAINTENANCE, MaintenanceTable.isHeld(failed, dialect))
                ? refused(Refusal.IN_MAINTENANCE, "instance " + failed.display() + " is in maintenance", 0)
                : Optional.empty();
    }

    private Optional<Registration> recentlyPromoted() {
        return blockedBy(T.SUCCESSOR_HOSTNAME.eq(failed.hostname()).and(T.SUCCESSOR_PORT.eq(failed.port())),
                Refusal.RECENTLY_PROMOTED,
                other -> RefusalTexts.recentlyPromoted(failed, other));
    }

    private Optional<Registration> clusterBlocked() {
        ClusterName cluster = request.analysis().cluster();
        return blockedBy(T.CLUSTER_NAME.eq(cluster.value()), Refusal.CLUSTER_BLOCKED,
                other -> RefusalTexts.clusterBlocked(cluster, other));
    }

    private Optional<Registration> blockedBy(Condition which, Refusal kind,
            Function<InstanceKey, String> text) {
        var blocking = sql.select(T.RECOVERY_ID, T.HOSTNAME, T.PORT)
                .from(T)
                .where(T.IN_ACTIVE_PERIOD.eq(1))
                .and(which)
                .orderBy(T.RECOVERY_ID.desc())
                .limit(1)
                .fetchOptional();
        return blocking.flatMap(row -> {
            long id = row.get(T.RECOVERY_ID);
            remember(id);
            return refused(kind, text.apply(new InstanceKey(row.get(T.HOSTNAME), row.get(T.PORT))), id);
        });
    }

    private void remember(long blockingId) {
        var b = BLOCKED_TOPOLOGY_RECOVERY;
        var cluster = ContractText.ascii(request.analysis().cluster().value(), 128);
        var code = request.analysis().code().contractName();
        sql.insertInto(b)
                .columns(b.HOSTNAME, b.PORT, b.CLUSTER_NAME, b.ANALYSIS, b.LAST_BLOCKED_TIMESTAMP,
                        b.BLOCKING_RECOVERY_ID)
                .values(DSL.val(failed.hostname()), DSL.val(failed.port()), DSL.val(cluster), DSL.val(code),
                        dialect.now(),
                        DSL.val(blockingId))
                .onDuplicateKeyUpdate()
                .set(b.CLUSTER_NAME, cluster)
                .set(b.ANALYSIS, code)
                .set(b.LAST_BLOCKED_TIMESTAMP, dialect.now())
                .set(b.BLOCKING_RECOVERY_ID, blockingId)
                .execute();
    }

    private Registration claimAndInsert() {
        return unfinished().orElseGet(this::claimAndInsertBesideNone);
    }

    /**
     * A recovery of the cluster that was begun is finished first, though its claim be free. One whose state cannot be read
     * here stands in the way until a person acknowledges it.
     */
    private Optional<Registration> unfinished() {
        var s = ORCJ_RECOVERY_STATE;
        return sql.select(T.RECOVERY_ID, T.UID, T.ACKNOWLEDGED, s.DOCUMENT_VERSION, s.DOCUMENT)
                .from(T)
                .join(s)
                .on(s.RECOVERY_UID.eq(T.UID))
                .where(T.CLUSTER_NAME.eq(request.analysis().cluster().value()), T.END_RECOVERY.isNull())
                .fetch()
                .stream()
                .filter(row -> row.get(T.ACKNOWLEDGED) == 0 || documents.isReadable(
                        new Document(row.get(s.DOCUMENT_VERSION), row.get(s.DOCUMENT)),
                        new RecoveryUid(row.get(T.UID))))
                .findFirst()
                .map(row -> {
                    long id = row.get(T.RECOVERY_ID);
                    if (!request.forced()) {
                        remember(id);
                    }
                    return new Registration.Refused(Refusal.CLAIMED, RefusalTexts.unfinished(
                            new RecoveryUid(row.get(T.UID)), request.analysis().cluster()), id);
                });
    }

    private Registration claimAndInsertBesideNone() {
        var cluster = request.analysis().cluster();
        var claim = ClaimTable.take(sql, dialect, cluster, request.uid(), request.owner());
        if (claim.isEmpty()) {
            return new Registration.Refused(Refusal.CLAIMED, "cluster " + cluster + " is being changed by "
                    + holder(cluster.value()) + "; nothing is started on it until that ends", 0);
        }
        if (insert() == 0) {
            ClaimTable.release(sql, claim.get());
            return alreadyActive();
        }
        documents.store(sql, request.uid(), request.initial());
        documents.note(sql, request.uid(), request.messages());
        sql.deleteFrom(BLOCKED_TOPOLOGY_RECOVERY)
                .where(BLOCKED_TOPOLOGY_RECOVERY.HOSTNAME.eq(failed.hostname()),
                        BLOCKED_TOPOLOGY_RECOVERY.PORT.eq(failed.port()))
                .execute();
        return new Registration.Registered(ownRow().orElseThrow(), claim.get());
    }

    /** The contract's text names the procedure of the reference. */
    private Registration alreadyActive() {
        return new Registration.Refused(Refusal.ALREADY_ACTIVE, "found an active or recent recovery on "
                + failed.display() + ". Will not issue another RecoverDeadMaster.", activeRow());
    }

    private int insert() {
        var analysis = request.analysis();
        var f = TOPOLOGY_FAILURE_DETECTION;
        var detection = DSL.field(DSL.select(DSL.coalesce(DSL.max(f.DETECTION_ID), 0L))
                .from(f)
                .where(f.HOSTNAME.eq(failed.hostname()), f.PORT.eq(failed.port())));
        return sql.insertInto(T)
                .columns(T.HOSTNAME, T.PORT, T.IN_ACTIVE_PERIOD, T.START_ACTIVE_PERIOD, T.END_ACTIVE_PERIOD_UNIXTIME,
                        T.PROCESSING_NODE_HOSTNAME, T.PROCESSCING_NODE_TOKEN, T.ANALYSIS, T.CLUSTER_NAME,
                        T.CLUSTER_ALIAS,
                        T.COUNT_AFFECTED_SLAVES, T.SLAVE_HOSTS, T.PARTICIPATING_INSTANCES, T.LOST_SLAVES, T.ALL_ERRORS,
                        T.ACKNOWLEDGED_BY, T.ACKNOWLEDGE_COMMENT, T.LAST_DETECTION_ID, T.UID)
                .values(DSL.val(failed.hostname()), DSL.val(failed.port()), DSL.val(1), dialect.now(), DSL.val(0L),
                        DSL.val(request.owner().hostname()), DSL.val(request.owner().token()),
                        DSL.val(analysis.code().contractName()),
                        DSL.val(ContractText.ascii(analysis.cluster().value(), 128)),
                        DSL.val(ContractText.ascii(analysis.clusterAlias(), 128)),
                        DSL.val(analysis.evidence().replicas().count()),
                        DSL.val(ContractText.list(analysis.evidence().replicaKeys())), DSL.val(""), DSL.val(""),
                        DSL.val(""), DSL.val(""), DSL.val(""), detection, DSL.val(request.uid().value()))
                .onDuplicateKeyIgnore()
                .execute();
    }

    private Optional<Long> ownRow() {
        return sql.select(T.RECOVERY_ID).from(T).where(T.UID.eq(request.uid().value())).fetchOptional(T.RECOVERY_ID);
    }

    private long activeRow() {
        return sql.select(T.RECOVERY_ID)
                .from(T)
                .where(T.HOSTNAME.eq(failed.hostname()), T.PORT.eq(failed.port()), T.IN_ACTIVE_PERIOD.eq(1))
                .limit(1)
                .fetchOptional(T.RECOVERY_ID)
                .orElse(0L);
    }

    private String holder(String cluster) {
        return sql.select(ORCJ_CLAIM.OWNER_HOSTNAME, ORCJ_CLAIM.RECOVERY_UID)
                .from(ORCJ_CLAIM)
                .where(ORCJ_CLAIM.CLUSTER_NAME.eq(cluster))
                .fetchOptional()
                .map(row -> row.value1() + " (recovery " + row.value2() + ")")
                .orElse("another process");
    }

    private static Optional<Registration> refused(Refusal kind, String reason, long blockingId) {
        return Optional.of(new Registration.Refused(kind, reason, blockingId));
    }
}
