package io.orchestrator.backend.store;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.MaintenanceStore;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_MAINTENANCE;

/** {@code database_instance_maintenance}: its unique key over (active, server) is the lock (ha-shared-backend.md 8.2). */
final class MaintenanceTable implements MaintenanceStore {

    private final StoreCalls calls;

    MaintenanceTable(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Optional<Long>> begin(Request request) {
        var t = DATABASE_INSTANCE_MAINTENANCE;
        var dialect = calls.dialect();
        var key = request.key();
        return calls.write("Cannot begin the maintenance of " + key, sql -> {
            // one that is over holds nobody up until the leader has cleaned it away
            end(sql, isActive(key).and(t.END_TIMESTAMP.le(dialect.now())));
            int inserted = sql.insertInto(t)
                    .columns(t.HOSTNAME, t.PORT, t.MAINTENANCE_ACTIVE, t.BEGIN_TIMESTAMP, t.END_TIMESTAMP, t.OWNER,
                            t.REASON, t.PROCESSING_NODE_HOSTNAME, t.PROCESSING_NODE_TOKEN, t.EXPLICITLY_BOUNDED)
                    .values(DSL.val(key.hostname()), DSL.val(key.port()), DSL.val(1), dialect.now(),
                            dialect.fromNow(request.duration()), DSL.val(ContractText.utf8(request.owner(), 128)),
                            DSL.val(ContractText.utf8(request.reason())), DSL.val(request.by().hostname()),
                            DSL.val(request.by().token()), DSL.val(request.explicit() ? 1 : 0))
                    .onDuplicateKeyIgnore()
                    .execute();
            return inserted == 0 ? Optional.empty() : number(sql, key);
        });
    }

    private static Optional<Long> number(DSLContext sql, InstanceKey key) {
        var t = DATABASE_INSTANCE_MAINTENANCE;
        return sql.select(t.DATABASE_INSTANCE_MAINTENANCE_ID)
                .from(t)
                .where(isActive(key))
                .fetchOptional(0, Long.class);
    }

    @Override
    public CompletionStage<Boolean> end(InstanceKey key) {
        return calls.write("Cannot end the maintenance of " + key, sql -> end(sql, isActive(key)) > 0);
    }

    private int end(DSLContext sql, Condition which) {
        var t = DATABASE_INSTANCE_MAINTENANCE;
        return sql.update(t)
                .setNull(t.MAINTENANCE_ACTIVE)
                .set(t.END_TIMESTAMP, calls.dialect().now())
                .where(which)
                .execute();
    }

    private static Condition isActive(InstanceKey key) {
        var t = DATABASE_INSTANCE_MAINTENANCE;
        return t.HOSTNAME.eq(key.hostname()).and(t.PORT.eq(key.port())).and(t.MAINTENANCE_ACTIVE.eq(1));
    }
}
