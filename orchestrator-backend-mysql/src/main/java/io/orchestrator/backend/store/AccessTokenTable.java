package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driven.AccessTokenStore;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.ACCESS_TOKEN;

/** {@code access_token}. */
final class AccessTokenTable implements AccessTokenStore {

    private final StoreCalls calls;

    AccessTokenTable(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Void> add(String publicToken, String secretToken, String owner) {
        var t = ACCESS_TOKEN;
        return calls.run("Cannot store an access token", sql -> sql.insertInto(t)
                .columns(t.PUBLIC_TOKEN, t.SECRET_TOKEN, t.GENERATED_AT, t.GENERATED_BY, t.IS_ACQUIRED, t.IS_REENTRANT)
                .values(DSL.val(publicToken), DSL.val(secretToken), calls.dialect().now(),
                        DSL.val(ContractText.utf8(owner, 128)), DSL.val(0), DSL.val(0))
                .execute());
    }

    @Override
    public CompletionStage<Optional<String>> acquire(String publicToken, Duration within) {
        var t = ACCESS_TOKEN;
        var now = calls.dialect().now();
        var acquirable = t.IS_ACQUIRED.eq(0)
                .and(t.GENERATED_AT.gt(calls.dialect().ago(within)))
                .or(t.IS_REENTRANT.eq(1));
        return calls.write("Cannot acquire an access token", sql -> {
            int acquired = sql.update(t)
                    .set(t.IS_ACQUIRED, 1)
                    .set(t.ACQUIRED_AT, now)
                    .where(t.PUBLIC_TOKEN.eq(publicToken), acquirable)
                    .execute();
            return acquired == 0 ? Optional.empty()
                    : sql.select(t.SECRET_TOKEN)
                            .from(t)
                            .where(t.PUBLIC_TOKEN.eq(publicToken))
                            .fetchOptional(0,
                                    String.class);
        });
    }

    @Override
    public CompletionStage<Boolean> isValid(String publicToken, String secretToken, Duration lifetime) {
        var t = ACCESS_TOKEN;
        var alive = t.GENERATED_AT.gt(calls.dialect().ago(lifetime)).or(t.IS_REENTRANT.eq(1));
        return calls.read("Cannot check an access token", sql -> sql.fetchExists(t,
                t.PUBLIC_TOKEN.eq(publicToken).and(t.SECRET_TOKEN.eq(secretToken)).and(alive)));
    }
}
