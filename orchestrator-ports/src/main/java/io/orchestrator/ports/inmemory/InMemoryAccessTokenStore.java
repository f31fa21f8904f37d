package io.orchestrator.ports.inmemory;

import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driven.AccessTokenStore;

/** Access tokens. */
final class InMemoryAccessTokenStore implements AccessTokenStore {
    private final Tables tables;
    private final Line line;

    InMemoryAccessTokenStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<Void> add(String publicToken, String secretToken, String owner) {
        return line.call("token.add", () -> tables.transaction(() -> {
            tables.accessTokens.put(publicToken, tables.now());
            return publicToken;
        })).thenAccept(_ -> {});
    }
}
