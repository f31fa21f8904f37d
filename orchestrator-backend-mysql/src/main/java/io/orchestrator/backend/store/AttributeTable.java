package io.orchestrator.backend.store;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.ports.driven.AttributeStore;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.HOST_ATTRIBUTES;

/** Rows of {@code host_attributes} that belong to no host. */
final class AttributeTable implements AttributeStore {
    /** The host of general attributes. */
    private static final String ANY = "*";

    private final StoreCalls calls;

    AttributeTable(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Optional<String>> general(String name) {
        var t = HOST_ATTRIBUTES;
        return calls.read("Cannot read the attribute " + name, sql -> sql.select(t.ATTRIBUTE_VALUE)
                .from(t)
                .where(t.HOSTNAME.eq(ANY), t.ATTRIBUTE_NAME.eq(name))
                .fetchOptional(t.ATTRIBUTE_VALUE));
    }

    @Override
    public CompletionStage<Void> putGeneral(String name, String value) {
        return calls.runOne("Cannot write the attribute " + name,
                sql -> putGeneral(sql, name, value, calls.dialect()));
    }

    /** The same within a call of the caller. */
    static void putGeneral(DSLContext sql, String name, String value, Dialect dialect) {
        var t = HOST_ATTRIBUTES;
        var now = dialect.now();
        sql.insertInto(t)
                .columns(t.HOSTNAME, t.ATTRIBUTE_NAME, t.ATTRIBUTE_VALUE, t.SUBMIT_TIMESTAMP)
                .values(DSL.val(ANY), DSL.val(name), DSL.val(value), now)
                .onDuplicateKeyUpdate()
                .set(t.ATTRIBUTE_VALUE, value)
                .set(t.SUBMIT_TIMESTAMP, now)
                .execute();
    }
}
