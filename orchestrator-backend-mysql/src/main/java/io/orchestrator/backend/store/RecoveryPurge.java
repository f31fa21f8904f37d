package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.ORCJ_RECOVERY_STATE;
import static io.orchestrator.backend.schema.Tables.ORCJ_RECOVERY_STEP;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_RECOVERY;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_RECOVERY_STEPS;

/**
 * Removes old recoveries and all that belongs to them. An unresolved one of ours stays however old it is: what it began is to be
 * finished or undone by somebody, and its state says how far it came.
 */
final class RecoveryPurge {

    private final StoreCalls calls;

    RecoveryPurge(StoreCalls calls) {
        this.calls = calls;
    }

    /** Answers how many recoveries went. */
    CompletionStage<Integer> run(Duration age) {
        var r = TOPOLOGY_RECOVERY;
        var s = ORCJ_RECOVERY_STATE;
        var t = TOPOLOGY_RECOVERY_STEPS;
        var past = calls.dialect().ago(age);
        var old = r.IN_ACTIVE_PERIOD.ne(1)
                .and(r.START_ACTIVE_PERIOD.lt(past))
                .and(r.END_RECOVERY.isNotNull()
                        .or(DSL.notExists(DSL.selectOne().from(s).where(s.RECOVERY_UID.eq(r.UID)))));
        return calls.purge("Cannot purge recoveries", r, r.RECOVERY_ID, old)
                .thenCompose(recoveries -> calls
                        .purge("Cannot purge the steps of recoveries", t, t.RECOVERY_STEP_ID,
                                t.AUDIT_AT.lt(past).and(isOfNone(t.RECOVERY_UID)))
                        .thenCompose(_ -> states(age))
                        .thenApply(_ -> recoveries));
    }

    private CompletionStage<Integer> states(Duration age) {
        var s = ORCJ_RECOVERY_STATE;
        var i = ORCJ_RECOVERY_STEP;
        var past = calls.dialect().utcAgo(age);
        return calls.writeOne("Cannot purge the intents of recoveries",
                sql -> sql.deleteFrom(i).where(i.INTENDED_AT.lt(past), isOfNone(i.RECOVERY_UID)).execute())
                .thenCompose(_ -> calls.writeOne("Cannot purge the states of recoveries",
                        sql -> sql.deleteFrom(s).where(s.STORED_AT.lt(past), isOfNone(s.RECOVERY_UID)).execute()));
    }

    private static Condition isOfNone(Field<String> uid) {
        return DSL.notExists(DSL.selectOne().from(TOPOLOGY_RECOVERY).where(TOPOLOGY_RECOVERY.UID.eq(uid)));
    }
}
