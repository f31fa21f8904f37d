package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.Optional;
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

    /**
     * Acquires a pair, which can be done once; of several who try at the same time one succeeds.
     *
     * @param within how long after it was stored it can be acquired; does not matter for a pair that was made re-entrant by hand
     * @return the secret token; empty when there is no such pair, or none that can be acquired
     */
    CompletionStage<Optional<String>> acquire(String publicToken, Duration within);

    /**
     * Whether a pair is one of those stored.
     *
     * @param lifetime after which it is worth nothing; does not matter for a re-entrant one
     */
    CompletionStage<Boolean> isValid(String publicToken, String secretToken, Duration lifetime);
}
