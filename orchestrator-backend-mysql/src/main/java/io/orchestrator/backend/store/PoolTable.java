package io.orchestrator.backend.store;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.PoolStore;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_POOL;

/** {@code database_instance_pool}. */
final class PoolTable implements PoolStore {

    private final StoreCalls calls;

    PoolTable(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<List<Member>> readAll() {
        var t = DATABASE_INSTANCE_POOL;
        return calls.read("Cannot read pools", sql -> sql.select(t.POOL, t.HOSTNAME, t.PORT)
                .from(t)
                .orderBy(t.POOL, t.HOSTNAME, t.PORT)
                .fetch(row -> new Member(row.value1(), new InstanceKey(row.value2(), row.value3()))));
    }

    @Override
    public CompletionStage<Void> replace(String pool, Collection<InstanceKey> members) {
        var t = DATABASE_INSTANCE_POOL;
        var name = ContractText.ascii(pool, 128);
        return calls.run("Cannot replace the members of pool " + pool, sql -> {
            sql.deleteFrom(t).where(t.POOL.eq(name)).execute();
            members.stream()
                    .distinct()
                    .sorted()
                    .forEach(key -> sql.insertInto(t)
                            .columns(t.HOSTNAME, t.PORT, t.POOL, t.REGISTERED_AT)
                            .values(DSL.val(key.hostname()), DSL.val(key.port()), DSL.val(name), calls.dialect().now())
                            .execute());
        });
    }
}
