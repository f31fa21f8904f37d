package io.orchestrator.ports.driven;

import java.util.concurrent.CompletionStage;

/** One-time tokens for the web pages ({@code access_token}, ha-shared-backend.md 5). */
public interface AccessTokenStore {
    /**
     * Stores a pair that nobody has acquired yet.
     *
     * @param publicToken handed to the person
     * @param secretToken given once in exchange for it
     * @param owner who asked for it
     */
    CompletionStage<Void> add(String publicToken, String secretToken, String owner);
}
