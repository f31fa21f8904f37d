package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;

import io.orchestrator.backend.codec.ObservedDocument;
import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.ORCJ_INSTANCE_SNAPSHOT;

/**
 * The times of an observed server: to the microsecond while the contract row's last check is the one that the snapshot is of, else
 * those of the contract row, in whole seconds, for a server whose times alone were new.
 */
final class StoredTimes {

    private final Field<Long> began;
    private final Field<Long> checked;
    private final Field<Long> seen;
    private final Field<Long> contractChecked;
    private final Field<Long> contractSeen;
    private final Field<Integer> same;
    private final Field<Integer> valid;

    StoredTimes(Dialect dialect) {
        var d = DATABASE_INSTANCE;
        var s = ORCJ_INSTANCE_SNAPSHOT;
        this.began = dialect.microsSince(s.BEGAN_AT).as("began_age");
        this.checked = dialect.microsSince(s.CHECKED_AT).as("checked_age");
        this.seen = dialect.microsSince(s.SEEN_AT).as("seen_age");
        this.contractChecked = dialect.secondsSince(d.LAST_CHECKED).as("contract_checked_age");
        this.contractSeen = dialect.secondsSince(d.LAST_SEEN).as("contract_seen_age");
        this.same = DSL.when(InstanceBatch.isSameCheck(dialect), DSL.inline(1)).as("same_check");
        this.valid = DSL.when(d.LAST_CHECKED.le(d.LAST_SEEN), DSL.inline(1)).as("last_check_valid");
    }

    List<Field<?>> fields() {
        return List.of(began, checked, seen, contractChecked, contractSeen, same, valid);
    }

    /** {@code last_checked <= last_seen}: the contract row's last check was good. */
    boolean isSeen(Record row) {
        return row.get(valid) != null;
    }

    ObservedInstance of(Record row, InstanceKey key, ObservedDocument document, Duration now) {
        if (row.get(same) != null) {
            var seenAge = row.get(seen);
            return document.at(key, now.minus(micros(row.get(began))), now.minus(micros(row.get(checked))),
                    seenAge == null ? null : now.minus(micros(seenAge)));
        }
        var checkedAt = now.minus(seconds(row.get(contractChecked)));
        var seenAge = row.get(contractSeen);
        return document.at(key, checkedAt.minus(document.latency()), checkedAt,
                seenAge == null ? null : now.minusSeconds(seenAge));
    }

    private static Duration micros(@Nullable Long micros) {
        return micros == null ? Duration.ZERO : Duration.ofNanos(micros * 1_000);
    }

    private static Duration seconds(@Nullable Long seconds) {
        return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
    }
}
