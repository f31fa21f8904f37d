package io.orchestrator.backend.store;

import java.util.List;

import io.orchestrator.backend.codec.Document;
import io.orchestrator.backend.codec.DocumentCodec;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.RecoveryState;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.domain.recovery.StepIntent;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.ORCJ_CLAIM;
import static io.orchestrator.backend.schema.Tables.ORCJ_RECOVERY_STATE;
import static io.orchestrator.backend.schema.Tables.ORCJ_RECOVERY_STEP;
import static io.orchestrator.backend.schema.Tables.TOPOLOGY_RECOVERY_STEPS;

/** What only we keep of a recovery, its state and its intents, and the step texts of the contract. */
final class RecoveryDocuments {

    private final Dialect dialect;
    private final DocumentCodec<RecoveryState> states = DocumentCodec.recoveryStates();
    private final DocumentCodec<ServerAction> actions = DocumentCodec.actions();

    RecoveryDocuments(Dialect dialect) {
        this.dialect = dialect;
    }

    void store(DSLContext sql, RecoveryUid uid, RecoveryState state) {
        var t = ORCJ_RECOVERY_STATE;
        var document = states.write(state);
        sql.insertInto(t)
                .columns(t.RECOVERY_UID, t.DOCUMENT_VERSION, t.DOCUMENT, t.STORED_AT)
                .values(DSL.val(uid.value()), DSL.val(document.version()), DSL.val(document.text()), dialect.utcNow())
                .onDuplicateKeyUpdate()
                .set(t.DOCUMENT_VERSION, document.version())
                .set(t.DOCUMENT, document.text())
                .set(t.STORED_AT, dialect.utcNow())
                .execute();
    }

    RecoveryState state(Document document, RecoveryUid uid) {
        return states.read(document, "recovery " + uid);
    }

    boolean isReadable(Document document, RecoveryUid uid) {
        try {
            state(document, uid);
            return true;
        } catch (BackendException e) {
            return false;
        }
    }

    /**
     * Inserts an intent by a select from the claim's row, so that none can stand without the claim. One that stands
     * already, because the answer to an earlier attempt was lost, stays.
     */
    void intend(DSLContext sql, Claim claim, StepIntent intent) {
        var t = ORCJ_RECOVERY_STEP;
        var key = intent.action().key();
        var document = actions.write(intent.action());
        sql.insertInto(t)
                .columns(t.RECOVERY_UID, t.STEP_NUMBER, t.ATTEMPT, t.CLAIM_NUMBER, t.HOSTNAME, t.PORT,
                        t.DOCUMENT_VERSION, t.DOCUMENT, t.INTENDED_AT)
                .select(DSL.select(ORCJ_CLAIM.RECOVERY_UID, DSL.val(intent.step()), DSL.val(intent.attempt()),
                        ORCJ_CLAIM.CLAIM_NUMBER, DSL.val(key.hostname()), DSL.val(key.port()),
                        DSL.val(document.version()), DSL.val(document.text()), dialect.utcNow())
                        .from(ORCJ_CLAIM)
                        .where(ClaimTable.holds(claim)))
                .onDuplicateKeyIgnore()
                .execute();
    }

    void note(DSLContext sql, RecoveryUid uid, List<String> messages) {
        var t = TOPOLOGY_RECOVERY_STEPS;
        for (var message : messages) {
            sql.insertInto(t)
                    .columns(t.RECOVERY_UID, t.AUDIT_AT, t.MESSAGE)
                    .values(DSL.val(uid.value()), dialect.now(), DSL.val(ContractText.utf8(message)))
                    .execute();
        }
    }
}
