package io.orchestrator.backend.store;

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
}
