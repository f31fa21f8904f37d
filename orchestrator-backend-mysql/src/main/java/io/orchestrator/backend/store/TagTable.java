package io.orchestrator.backend.store;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.TagStore;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_TAGS;

/** {@code database_instance_tags}. */
final class TagTable implements TagStore {
    private static final int LONGEST = 128;

    private final StoreCalls calls;

    TagTable(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<List<Tag>> readAll() {
        var t = DATABASE_INSTANCE_TAGS;
        return calls.read("Cannot read tags", sql -> sql.select(t.HOSTNAME, t.PORT, t.TAG_NAME, t.TAG_VALUE)
                .from(t)
                .orderBy(t.HOSTNAME, t.PORT, t.TAG_NAME)
                .fetch(row -> new Tag(new InstanceKey(row.value1(), row.value2()), row.value3(), row.value4())));
    }

    @Override
    public CompletionStage<Void> put(Tag tag) {
        var t = DATABASE_INSTANCE_TAGS;
        var now = calls.dialect().now();
        var name = ContractText.utf8(tag.name(), LONGEST);
        var value = ContractText.utf8(tag.value(), LONGEST);
        return calls.run("Cannot tag " + tag.key(), sql -> sql.insertInto(t)
                .columns(t.HOSTNAME, t.PORT, t.TAG_NAME, t.TAG_VALUE, t.LAST_UPDATED)
                .values(DSL.val(tag.key().hostname()), DSL.val(tag.key().port()), DSL.val(name), DSL.val(value), now)
                .onDuplicateKeyUpdate()
                .set(t.TAG_VALUE, value)
                .set(t.LAST_UPDATED, now)
                .execute());
    }

    @Override
    public CompletionStage<List<InstanceKey>> remove(@Nullable InstanceKey key, String name, @Nullable String value) {
        var t = DATABASE_INSTANCE_TAGS;
        var which = t.TAG_NAME.eq(name);
        if (key != null) {
            which = which.and(t.HOSTNAME.eq(key.hostname())).and(t.PORT.eq(key.port()));
        }
        if (value != null) {
            which = which.and(t.TAG_VALUE.eq(value));
        }
        var wanted = which;
        return calls.write("Cannot untag", sql -> {
            var had = sql.select(t.HOSTNAME, t.PORT)
                    .from(t)
                    .where(wanted)
                    .orderBy(t.HOSTNAME, t.PORT)
                    .fetch(row -> new InstanceKey(row.value1(), row.value2()));
            sql.deleteFrom(t).where(wanted).execute();
            return List.copyOf(had);
        });
    }
}
