package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.election.Claim;
import io.orchestrator.domain.election.ClaimRow;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.ports.driven.ClaimStore;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.ORCJ_CLAIM;

/**
 * Claims in {@code orcj_claim}. The row of a cluster stays when its claim is given back, with an empty uid, so that
 * numbers never repeat and a late renewal of an old claim can match nothing.
 */
final class ClaimTable implements ClaimStore {

    private static final String FREE = "";

    private final StoreCalls calls;

    ClaimTable(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Optional<Claim>> take(ClusterName cluster, RecoveryUid uid, NodeId owner) {
        return calls.guard("Cannot claim cluster " + cluster, sql -> take(sql, calls.dialect(), cluster, uid, owner));
    }

    @Override
    public CompletionStage<Boolean> renew(Claim claim) {
        return calls.guard("Cannot renew the claim on cluster " + claim.cluster(),
                sql -> affirm(sql, calls.dialect(), claim));
    }

    @Override
    public CompletionStage<Void> release(Claim claim) {
        return calls.guardRun("Cannot give back the claim on cluster " + claim.cluster(), sql -> release(sql, claim));
    }

    @Override
    public CompletionStage<List<ClaimRow>> readAll() {
        var t = ORCJ_CLAIM;
        var age = calls.dialect().microsSince(t.RENEWED_AT).as("age");
        return calls.guardRead("Cannot read the claims", sql -> sql
                .select(t.CLUSTER_NAME, t.RECOVERY_UID, t.OWNER_HOSTNAME, t.OWNER_TOKEN, t.CLAIM_NUMBER, t.RENEWALS,
                        age)
                .from(t)
                .where(t.RECOVERY_UID.ne(FREE))
                .orderBy(t.CLUSTER_NAME)
                .fetch(row -> new ClaimRow(new Claim(new ClusterName(row.get(t.CLUSTER_NAME)),
                        new RecoveryUid(row.get(t.RECOVERY_UID)),
                        new NodeId(row.get(t.OWNER_HOSTNAME), row.get(t.OWNER_TOKEN)), row.get(t.CLAIM_NUMBER)),
                        Duration.ofNanos(row.get(age) * 1_000), row.get(t.RENEWALS))));
    }

    @Override
    public CompletionStage<Optional<Claim>> takeOver(ClaimRow stale, NodeId newOwner, Duration unrenewedFor) {
        var t = ORCJ_CLAIM;
        var claim = stale.claim();
        return calls.guard("Cannot take over the claim on cluster " + claim.cluster(), sql -> {
            int taken = sql.update(t)
                    .set(t.OWNER_HOSTNAME, newOwner.hostname())
                    .set(t.OWNER_TOKEN, newOwner.token())
                    .set(t.CLAIM_NUMBER, t.CLAIM_NUMBER.plus(1))
                    .set(t.RENEWALS, 0L)
                    .set(t.RENEWED_AT, calls.dialect().utcNow())
                    // A time ahead of this clock tells nothing, and who asks has seen the row unrenewed for long enough.
                    .where(holds(claim), t.RENEWALS.eq(stale.renewals()),
                            t.RENEWED_AT.le(calls.dialect().utcAgo(unrenewedFor))
                                    .or(t.RENEWED_AT.gt(calls.dialect().utcNow())))
                    .execute();
            return taken == 0 ? Optional.empty()
                    : Optional.of(new Claim(claim.cluster(), claim.uid(), newOwner, claim.number() + 1));
        });
    }

    /** Within a transaction of the caller: takes a free cluster. */
    static Optional<Claim> take(DSLContext sql, Dialect dialect, ClusterName cluster, RecoveryUid uid, NodeId owner) {
        var t = ORCJ_CLAIM;
        int taken = sql.update(t)
                .set(t.RECOVERY_UID, uid.value())
                .set(t.OWNER_HOSTNAME, owner.hostname())
                .set(t.OWNER_TOKEN, owner.token())
                .set(t.CLAIM_NUMBER, t.CLAIM_NUMBER.plus(1))
                .set(t.RENEWALS, 0L)
                .set(t.RENEWED_AT, dialect.utcNow())
                .where(t.CLUSTER_NAME.eq(cluster.value()), t.RECOVERY_UID.eq(FREE))
                .execute();
        if (taken == 0) {
            taken = sql.insertInto(t)
                    .columns(t.CLUSTER_NAME, t.RECOVERY_UID, t.OWNER_HOSTNAME, t.OWNER_TOKEN, t.CLAIM_NUMBER,
                            t.RENEWALS,
                            t.RENEWED_AT)
                    .values(DSL.val(cluster.value()), DSL.val(uid.value()), DSL.val(owner.hostname()),
                            DSL.val(owner.token()), DSL.val(1L), DSL.val(0L), dialect.utcNow())
                    .onDuplicateKeyIgnore()
                    .execute();
        }
        return taken == 0 ? Optional.empty() : held(sql, cluster, uid, owner);
    }

    /** The claim of a recovery on a cluster, if that owner holds it. */
    static Optional<Claim> held(DSLContext sql, ClusterName cluster, RecoveryUid uid, NodeId owner) {
        var t = ORCJ_CLAIM;
        return sql.select(t.CLAIM_NUMBER)
                .from(t)
                .where(t.CLUSTER_NAME.eq(cluster.value()), t.RECOVERY_UID.eq(uid.value()),
                        t.OWNER_HOSTNAME.eq(owner.hostname()), t.OWNER_TOKEN.eq(owner.token()))
                .fetchOptional(t.CLAIM_NUMBER)
                .map(number -> new Claim(cluster, uid, owner, number));
    }

    /**
     * The guard, within a transaction of the caller: a write on the claim's own row, so that on a synchronous cluster it
     * conflicts with a take-over on another member, which a mere reading would not. False = the claim is not held.
     */
    static boolean affirm(DSLContext sql, Dialect dialect, Claim claim) {
        var t = ORCJ_CLAIM;
        return sql.update(t)
                .set(t.RENEWALS, t.RENEWALS.plus(1))
                .set(t.RENEWED_AT, dialect.utcNow())
                .where(holds(claim))
                .execute() > 0;
    }

    static void release(DSLContext sql, Claim claim) {
        sql.update(ORCJ_CLAIM).set(ORCJ_CLAIM.RECOVERY_UID, FREE).where(holds(claim)).execute();
    }

    /** The row is exactly this claim. */
    static Condition holds(Claim claim) {
        var t = ORCJ_CLAIM;
        return t.CLUSTER_NAME.eq(claim.cluster().value())
                .and(t.RECOVERY_UID.eq(claim.uid().value()))
                .and(t.OWNER_HOSTNAME.eq(claim.owner().hostname()))
                .and(t.OWNER_TOKEN.eq(claim.owner().token()))
                .and(t.CLAIM_NUMBER.eq(claim.number()));
    }
}
