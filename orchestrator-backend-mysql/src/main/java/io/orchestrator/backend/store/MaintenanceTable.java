package io.orchestrator.backend.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Maintenance;
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
            // one that is over holds nobody up until the leader has cleaned it away; asked first, for an update that finds nothing
            // locks the gap, and two who ask at once would then wait for each other
            var over = isActive(key).and(t.END_TIMESTAMP.le(dialect.now()));
            if (sql.fetchExists(t, over)) {
                end(sql, over);
            }
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

    @Override
    public CompletionStage<Boolean> end(long number) {
        var t = DATABASE_INSTANCE_MAINTENANCE;
        var which = t.DATABASE_INSTANCE_MAINTENANCE_ID.eq(number).and(t.MAINTENANCE_ACTIVE.eq(1));
        return calls.writeOne("Cannot end maintenance " + number, sql -> end(sql, which) > 0);
    }

    @Override
    public CompletionStage<List<Maintenance>> active() {
        var t = DATABASE_INSTANCE_MAINTENANCE;
        var dialect = calls.dialect();
        var begin = dialect.unixSecondsOf(t.BEGIN_TIMESTAMP);
        var elapsed = dialect.secondsSince(t.BEGIN_TIMESTAMP);
        return calls.read("Cannot read maintenances",
                sql -> sql.select(t.DATABASE_INSTANCE_MAINTENANCE_ID, t.HOSTNAME, t.PORT, begin, elapsed, t.OWNER,
                        t.REASON)
                        .from(t)
                        .where(t.MAINTENANCE_ACTIVE.eq(1).and(t.END_TIMESTAMP.gt(dialect.now())))
                        .orderBy(t.DATABASE_INSTANCE_MAINTENANCE_ID)
                        .fetch(row -> new Maintenance(row.value1(), new InstanceKey(row.value2(), row.value3()),
                                Instant.ofEpochSecond(Objects.requireNonNullElse(row.value4(), 0L)),
                                Duration.ofSeconds(Objects.requireNonNullElse(row.value5(), 0L)), row.value6(),
                                row.value7())));
    }

    private int end(DSLContext sql, Condition which) {
        var t = DATABASE_INSTANCE_MAINTENANCE;
        return sql.update(t)
                .setNull(t.MAINTENANCE_ACTIVE)
                .set(t.END_TIMESTAMP, calls.dialect().now())
                .where(which)
                .execute();
    }

    /** Whether somebody holds the lock on a server, and it is not over yet. */
    static Condition isHeld(InstanceKey key, Dialect dialect) {
        return isActive(key).and(DATABASE_INSTANCE_MAINTENANCE.END_TIMESTAMP.gt(dialect.now()));
    }

    private static Condition isActive(InstanceKey key) {
        var t = DATABASE_INSTANCE_MAINTENANCE;
        return t.HOSTNAME.eq(key.hostname()).and(t.PORT.eq(key.port())).and(t.MAINTENANCE_ACTIVE.eq(1));
    }
}
