package io.orchestrator.backend.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driven.NameStore;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.HOSTNAME_RESOLVE;
import static io.orchestrator.backend.schema.Tables.HOSTNAME_UNRESOLVE;
import static io.orchestrator.backend.schema.Tables.HOSTNAME_UNRESOLVE_HISTORY;

/** {@code hostname_resolve} and {@code hostname_unresolve}. */
final class NameTables implements NameStore {

    private final StoreCalls calls;

    NameTables(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Map<String, String>> resolved() {
        return pairs("Cannot read resolved host names", HOSTNAME_RESOLVE, HOSTNAME_RESOLVE.HOSTNAME,
                HOSTNAME_RESOLVE.RESOLVED_HOSTNAME);
    }

    @Override
    public CompletionStage<Void> clearResolved() {
        return calls.run("Cannot forget resolved host names", sql -> sql.deleteFrom(HOSTNAME_RESOLVE).execute());
    }

    @Override
    public CompletionStage<Map<String, String>> unresolved() {
        return pairs("Cannot read virtual host names", HOSTNAME_UNRESOLVE, HOSTNAME_UNRESOLVE.HOSTNAME,
                HOSTNAME_UNRESOLVE.UNRESOLVED_HOSTNAME);
    }

    private CompletionStage<Map<String, String>> pairs(String what, Table<Record> table, Field<String> name,
            Field<String> other) {
        return calls.read(what, sql -> {
            var pairs = new LinkedHashMap<String, String>();
            sql.select(name, other).from(table).orderBy(name).forEach(row -> pairs.put(row.value1(), row.value2()));
            return pairs;
        });
    }

    @Override
    public CompletionStage<Void> unresolve(String hostname, String virtualName) {
        var t = HOSTNAME_UNRESOLVE;
        var now = calls.dialect().now();
        return calls.run("Cannot register the virtual name of " + hostname, sql -> {
            if (virtualName.isEmpty()) {
                sql.deleteFrom(t).where(t.HOSTNAME.eq(hostname)).execute();
                return;
            }
            sql.insertInto(t)
                    .columns(t.HOSTNAME, t.UNRESOLVED_HOSTNAME, t.LAST_REGISTERED)
                    .values(DSL.val(hostname), DSL.val(virtualName), now)
                    .onDuplicateKeyUpdate()
                    .set(t.UNRESOLVED_HOSTNAME, virtualName)
                    .set(t.LAST_REGISTERED, now)
                    .execute();
            var h = HOSTNAME_UNRESOLVE_HISTORY;
            sql.deleteFrom(h).where(h.HOSTNAME.eq(hostname)).execute();
            sql.insertInto(h)
                    .columns(h.HOSTNAME, h.UNRESOLVED_HOSTNAME, h.LAST_REGISTERED)
                    .values(DSL.val(hostname), DSL.val(virtualName), now)
                    .onDuplicateKeyIgnore()
                    .execute();
        });
    }
}
