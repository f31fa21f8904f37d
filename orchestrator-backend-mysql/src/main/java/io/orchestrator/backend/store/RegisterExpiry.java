package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driven.IntentStore.Lifetimes;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.ACCESS_TOKEN;
import static io.orchestrator.backend.schema.Tables.CLUSTER_DOMAIN_NAME;
import static io.orchestrator.backend.schema.Tables.CLUSTER_INJECTED_PSEUDO_GTID;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_MAINTENANCE;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_POOL;
import static io.orchestrator.backend.schema.Tables.HOSTNAME_RESOLVE;
import static io.orchestrator.backend.schema.Tables.HOSTNAME_UNRESOLVE;
import static io.orchestrator.backend.schema.Tables.NODE_HEALTH;

/** The end of what people and processes registered for a while (ha-shared-backend.md 7 and 8.2). */
final class RegisterExpiry {

    private static final Duration INJECTIONS_ARE_KEPT_FOR = Duration.ofMinutes(60);
    private static final Duration ENDED_MAINTENANCE_IS_KEPT_FOR = Duration.ofDays(7);

    private final StoreCalls calls;

    RegisterExpiry(StoreCalls calls) {
        this.calls = calls;
    }

    private record Old(Table<Record> table, Condition which) {}

    CompletionStage<Integer> maintenance() {
        var t = DATABASE_INSTANCE_MAINTENANCE;
        var h = NODE_HEALTH;
        var over = t.MAINTENANCE_ACTIVE.eq(1).and(t.END_TIMESTAMP.le(calls.dialect().now()));
        var old = t.MAINTENANCE_ACTIVE.isNull()
                .and(t.END_TIMESTAMP.lt(calls.dialect().ago(ENDED_MAINTENANCE_IS_KEPT_FOR)));
        var orphaned = t.EXPLICITLY_BOUNDED.eq(0)
                .and(DSL.notExists(DSL.selectOne()
                        .from(h)
                        .where(h.HOSTNAME.eq(t.PROCESSING_NODE_HOSTNAME), h.TOKEN.eq(t.PROCESSING_NODE_TOKEN))));
        return calls.writeIfAny("Cannot expire maintenance",
                DSL.selectOne().from(t).where(over.or(old).or(orphaned)), sql -> {
                    int deleted = sql.deleteFrom(t).where(old.or(orphaned)).execute();
                    return deleted + sql.update(t).setNull(t.MAINTENANCE_ACTIVE).where(over).execute();
                });
    }

    CompletionStage<Integer> registered(Lifetimes lifetimes) {
        var dialect = calls.dialect();
        var names = dialect.ago(lifetimes.names());
        CompletionStage<Integer> deleted = CompletableFuture.completedFuture(0);
        for (var old : List.of(
                new Old(ACCESS_TOKEN, ACCESS_TOKEN.GENERATED_AT.lt(dialect.ago(lifetimes.accessTokens()))
                        .and(ACCESS_TOKEN.IS_REENTRANT.eq(0))),
                new Old(DATABASE_INSTANCE_POOL,
                        DATABASE_INSTANCE_POOL.REGISTERED_AT.lt(dialect.ago(lifetimes.pools()))),
                new Old(HOSTNAME_UNRESOLVE, HOSTNAME_UNRESOLVE.LAST_REGISTERED.lt(names)),
                new Old(CLUSTER_DOMAIN_NAME, CLUSTER_DOMAIN_NAME.LAST_REGISTERED.lt(names)),
                new Old(CLUSTER_INJECTED_PSEUDO_GTID,
                        CLUSTER_INJECTED_PSEUDO_GTID.TIME_INJECTED.lt(dialect.ago(INJECTIONS_ARE_KEPT_FOR))),
                new Old(HOSTNAME_RESOLVE,
                        HOSTNAME_RESOLVE.RESOLVED_TIMESTAMP.lt(dialect.ago(lifetimes.names().multipliedBy(2)))))) {
            deleted = deleted.thenCompose(before -> delete(old).thenApply(more -> before + more));
        }
        return deleted.thenCompose(before -> circular().thenApply(more -> before + more));
    }

    private CompletionStage<Integer> delete(Old old) {
        return calls.writeOne("Cannot expire rows of " + old.table().getName(),
                sql -> sql.deleteFrom(old.table()).where(old.which()).execute());
    }

    /** Of two names that resolve to each other one must be wrong: the older goes. */
    private CompletionStage<Integer> circular() {
        var what = "Cannot remove names that resolve to each other";
        var older = HOSTNAME_RESOLVE.as("older");
        var newer = HOSTNAME_RESOLVE.as("newer");
        return calls.read(what, sql -> sql.select(older.HOSTNAME)
                .from(older)
                .join(newer)
                .on(older.RESOLVED_HOSTNAME.eq(newer.HOSTNAME), newer.RESOLVED_HOSTNAME.eq(older.HOSTNAME))
                .where(older.RESOLVED_TIMESTAMP.lt(newer.RESOLVED_TIMESTAMP))
                .fetch(older.HOSTNAME))
                .thenCompose(names -> names.isEmpty() ? CompletableFuture.completedFuture(0)
                        : calls.writeOne(what,
                                sql -> sql.deleteFrom(HOSTNAME_RESOLVE)
                                        .where(HOSTNAME_RESOLVE.HOSTNAME.in(names))
                                        .execute()));
    }
}
