package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.orchestrator.backend.codec.Document;
import io.orchestrator.backend.datasource.BackendDatabase.Work;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.backend.schema.tables.TopologyRecovery;
import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Decision;
import io.orchestrator.domain.recovery.RecoveryOutcome;
import io.orchestrator.domain.recovery.RecoveryRecord;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.StepIntent;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.RecoveryStore;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.orchestrator.backend.schema.Tables.BLOCKED_TOPOLOGY_RECOVERY;
import static io.orchestrator.backend.schema.Tables.ORCJ_CLAIM;
import static io.orchestrator.backend.schema.Tables.ORCJ_RECOVERY_STATE;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_RECOVERY;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_RECOVERY_STEPS;

/** {@code topology_recovery}, its steps and blocks, and our states and intents beside them. */
final class RecoveryTable implements RecoveryStore {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryTable.class);
    private static final TopologyRecovery T = TOPOLOGY_RECOVERY;
    private static final Duration BLOCK_SHOWN_FOR = Duration.ofSeconds(2);

    private final StoreCalls calls;
    private final AuditLog audit;
    private final RecoveryRows rows;
    private final RecoveryDocuments documents;
    /** Recoveries whose state cannot be read: each is reported once. */
    private final Set<RecoveryUid> told = ConcurrentHashMap.newKeySet();

    RecoveryTable(StoreCalls calls, AuditLog audit) {
        this.calls = calls;
        this.audit = audit;
        this.rows = new RecoveryRows(calls.dialect());
        this.documents = new RecoveryDocuments(calls.dialect());
    }

    @Override
    public CompletionStage<Registration> register(Request request) {
        return calls.guard("Cannot register a recovery of " + request.analysis().key(),
                sql -> new RecoveryRegistration(sql, calls.dialect(), documents, request).register());
    }

    @Override
    public CompletionStage<Boolean> advance(Claim claim, RecoveryState state, List<StepIntent> intents,
            List<String> messages) {
        return underClaim("Cannot store a step of recovery " + claim.uid(), claim, sql -> {
            if (documents.isOvertaken(sql, claim.uid(), state)) {
                return false;
            }
            documents.store(sql, claim.uid(), state);
            intents.forEach(intent -> documents.intend(sql, claim, intent));
            documents.note(sql, claim.uid(), messages);
            return true;
        });
    }

    @Override
    public CompletionStage<Void> note(RecoveryUid uid, List<String> messages) {
        return calls.run("Cannot write step texts of recovery " + uid, sql -> documents.note(sql, uid, messages));
    }

    @Override
    public CompletionStage<Boolean> resolve(Claim claim, RecoveryOutcome outcome, RecoveryState state,
            List<String> messages, boolean keepsBlocking) {
        return underClaim("Cannot resolve recovery " + claim.uid(), claim, sql -> {
            if (!resolve(sql, calls.dialect(), claim.uid(), outcome, keepsBlocking)) {
                return false;
            }
            documents.store(sql, claim.uid(), state);
            documents.note(sql, claim.uid(), messages);
            return true;
        });
    }

    @Override
    public CompletionStage<List<Unfinished>> unfinished() {
        var s = ORCJ_RECOVERY_STATE;
        return calls.read("Cannot read the unfinished recoveries", sql -> sql.select(rows.fields())
                .select(s.DOCUMENT_VERSION, s.DOCUMENT)
                .from(T)
                .join(s)
                .on(s.RECOVERY_UID.eq(T.UID))
                .where(T.END_RECOVERY.isNull())
                .orderBy(T.RECOVERY_ID)
                .fetch()
                .stream()
                .flatMap(this::unfinished)
                .toList());
    }

    @Override
    public CompletionStage<Boolean> adopt(Claim claim) {
        return calls.guard("Cannot adopt recovery " + claim.uid(), sql -> ClaimTable.affirm(sql, calls.dialect(), claim)
                && sql.update(T)
                        .set(T.PROCESSING_NODE_HOSTNAME, claim.owner().hostname())
                        .set(T.PROCESSCING_NODE_TOKEN, claim.owner().token())
                        .where(T.UID.eq(claim.uid().value()), T.END_RECOVERY.isNull())
                        .execute() > 0);
    }

    @Override
    public CompletionStage<List<RecoveryRecord>> find(Query query) {
        return calls.read("Cannot read the recoveries", sql -> sql.select(rows.fields())
                .from(T)
                .where(rows.matching(query))
                .orderBy(T.RECOVERY_ID.desc())
                .limit(DetectionTable.PAGE)
                .offset(query.page() * DetectionTable.PAGE)
                .fetch(rows::read));
    }

    @Override
    public CompletionStage<List<StepText>> steps(RecoveryUid uid) {
        var t = TOPOLOGY_RECOVERY_STEPS;
        var at = calls.dialect().shown(t.AUDIT_AT).as("at_time");
        return calls.read("Cannot read the steps of recovery " + uid, sql -> sql
                .select(t.RECOVERY_STEP_ID, at, t.MESSAGE)
                .from(t)
                .where(t.RECOVERY_UID.eq(uid.value()))
                .orderBy(t.RECOVERY_STEP_ID)
                .fetch(row -> new StepText(row.value1(), uid, row.value2(), row.value3())));
    }

    @Override
    public CompletionStage<Integer> acknowledge(Acknowledgement acknowledgement) {
        return calls.write("Cannot acknowledge recoveries",
                sql -> Acknowledgements.acknowledge(sql, calls.dialect(), acknowledgement));
    }

    @Override
    public CompletionStage<Integer> expireActivePeriods(Duration block) {
        var c = ORCJ_CLAIM;
        var over = T.START_ACTIVE_PERIOD.lt(calls.dialect().ago(block))
                .and(DSL.notExists(DSL.selectOne().from(c).where(c.RECOVERY_UID.eq(T.UID))));
        var anything = DSL.selectOne()
                .where(DSL.exists(ActivePeriods.ofRecoveries().active(over))
                        .or(DSL.exists(DSL.selectOne().from(BLOCKED_TOPOLOGY_RECOVERY).where(isOver()))));
        return calls.writeIfAny("Cannot end active periods of recoveries", anything, sql -> {
            expireBlocked(sql);
            return ActivePeriods.ofRecoveries().end(sql, calls.dialect(), over);
        });
    }

    @Override
    public CompletionStage<Integer> purge(Duration age) {
        return new RecoveryPurge(calls).run(age);
    }

    @Override
    public CompletionStage<Integer> acknowledgeCrashed() {
        return calls.writeIfAny("Cannot acknowledge crashed recoveries", Acknowledgements.anyCrashed(),
                sql -> Acknowledgements.acknowledgeCrashed(sql, calls.dialect()));
    }

    @Override
    public CompletionStage<List<Blocked>> blocked() {
        var t = BLOCKED_TOPOLOGY_RECOVERY;
        var at = calls.dialect().shown(t.LAST_BLOCKED_TIMESTAMP).as("at_time");
        return calls.read("Cannot read the blocked recoveries", sql -> sql
                .select(t.HOSTNAME, t.PORT, t.CLUSTER_NAME, t.ANALYSIS, at, t.BLOCKING_RECOVERY_ID)
                .from(t)
                .where(DSL.not(isOver()))
                .orderBy(t.LAST_BLOCKED_TIMESTAMP.desc(), t.HOSTNAME, t.PORT)
                .fetch(row -> new Blocked(new InstanceKey(row.get(t.HOSTNAME), row.get(t.PORT)),
                        row.get(t.CLUSTER_NAME),
                        row.get(t.ANALYSIS), row.get(at),
                        row.get(t.BLOCKING_RECOVERY_ID) == null ? 0 : row.get(t.BLOCKING_RECOVERY_ID))));
    }

    /** Runs statements after the guard; nothing of them when the claim is not held. */
    private CompletionStage<Boolean> underClaim(String what, Claim claim, Work<Boolean> work) {
        return calls.guard(what, sql -> ClaimTable.affirm(sql, calls.dialect(), claim) && work.run(sql));
    }

    /** Within a transaction of the caller; false when there is no such row. */
    static boolean resolve(DSLContext sql, Dialect dialect, RecoveryUid uid, RecoveryOutcome outcome,
            boolean keepsBlocking) {
        boolean promoted = outcome.successful() && !outcome.successor().equals(InstanceKey.NONE);
        int resolved = sql.update(T)
                .set(T.IS_SUCCESSFUL, outcome.successful() ? 1 : 0)
                .set(T.SUCCESSOR_HOSTNAME, promoted ? outcome.successor().hostname() : "")
                .set(T.SUCCESSOR_PORT, promoted ? outcome.successor().port() : 0)
                .set(T.SUCCESSOR_ALIAS, promoted ? ContractText.ascii(outcome.successorAlias(), 128) : "")
                .set(T.LOST_SLAVES, ContractText.list(outcome.lost()))
                .set(T.PARTICIPATING_INSTANCES, ContractText.list(outcome.participants()))
                .set(T.ALL_ERRORS, ContractText.ascii(String.join("\n", outcome.errors()), 65_535))
                .set(T.END_RECOVERY, dialect.now())
                .where(T.UID.eq(uid.value()))
                .execute();
        if (!keepsBlocking) {
            ActivePeriods.ofRecoveries().end(sql, dialect, T.UID.eq(uid.value()));
        }
        return resolved > 0;
    }

    /**
     * What is resumed must be read right; what cannot be is told, among the recovery's own steps too, and left to whoever can. Nothing is
     * wrong with this node: a newer release beside it, or before it, wrote that.
     */
    private Stream<Unfinished> unfinished(Record row) {
        var recovery = rows.read(row);
        var s = ORCJ_RECOVERY_STATE;
        try {
            var document = new Document(row.get(s.DOCUMENT_VERSION), row.get(s.DOCUMENT));
            return Stream.of(new Unfinished(recovery, documents.state(document, recovery.uid())));
        } catch (BackendException e) {
            if (told.add(recovery.uid())) {
                tell(recovery, e.getMessage() + "");
            }
            return Stream.of();
        }
    }

    private void tell(RecoveryRecord recovery, String reason) {
        var cluster = recovery.cluster().value();
        var text = reason + "; it is not resumed here and nothing else is started on cluster " + cluster
                + ". Leave it alone while " + recovery.owner()
                + " runs it; when that is gone, let a node of the release that"
                + " wrote it lead, or look at the cluster, mend it by hand and acknowledge recovery " + recovery.uid();
        LOG.warn("{}", text);
        audit.decided(new Decision("recovery", recovery.failed(), cluster, "unreadable", text));
        audit.audit(new AuditEntry("unreadable-recovery-state", recovery.failed(), cluster, text));
        note(recovery.uid(), List.of(text)).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.debug("{}", String.valueOf(failure.getMessage()));
            }
        });
    }

    private void expireBlocked(DSLContext sql) {
        sql.deleteFrom(BLOCKED_TOPOLOGY_RECOVERY).where(isOver()).execute();
    }

    /** A block that was not repeated lately, or whose cause is acknowledged or gone (recovery.md 5). */
    private Condition isOver() {
        var b = BLOCKED_TOPOLOGY_RECOVERY;
        return b.LAST_BLOCKED_TIMESTAMP.lt(calls.dialect().ago(BLOCK_SHOWN_FOR))
                .or(DSL.notExists(DSL.selectOne()
                        .from(T)
                        .where(T.RECOVERY_ID.eq(b.BLOCKING_RECOVERY_ID), T.ACKNOWLEDGED.eq(0))));
    }
}
