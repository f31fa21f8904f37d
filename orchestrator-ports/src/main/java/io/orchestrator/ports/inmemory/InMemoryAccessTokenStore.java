package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driven.AccessTokenStore;

/** Access tokens; none is re-entrant here. */
final class InMemoryAccessTokenStore implements AccessTokenStore {
    private final Tables tables;
    private final Line line;

    InMemoryAccessTokenStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<Void> add(String publicToken, String secretToken, String owner) {
        return tables.call(line, "token.add", () -> {
            tables.accessTokens.put(publicToken, new Tables.TokenRow(secretToken, tables.now(), false));
            return true;
        }).thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<Optional<String>> acquire(String publicToken, Duration within) {
        return tables.call(line, "token.acquire", () -> {
            Tables.TokenRow row = tables.accessTokens.get(publicToken);
            if (row == null || row.acquired() || tables.isOlder(row.generatedAt(), within)) {
                return Optional.empty();
            }
            tables.accessTokens.put(publicToken, new Tables.TokenRow(row.secret(), row.generatedAt(), true));
            return Optional.of(row.secret());
        });
    }

    @Override
    public CompletionStage<Boolean> isValid(String publicToken, String secretToken, Duration lifetime) {
        return tables.call(line, "token.isValid", () -> {
            Tables.TokenRow row = tables.accessTokens.get(publicToken);
            return row != null && row.secret().equals(secretToken) && !tables.isOlder(row.generatedAt(), lifetime);
        });
    }
}
