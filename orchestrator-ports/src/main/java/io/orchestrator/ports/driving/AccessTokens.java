package io.orchestrator.ports.driving;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One-time tokens with which people get into the web pages (ha-shared-backend.md 5); valid at every node of the backend. */
public interface AccessTokens {
    /**
     * Stores a pair that nobody has acquired yet.
     *
     * @param publicToken handed to the person
     * @param secretToken given once in exchange for it
     * @param owner who asked for it
     */
    CompletionStage<Void> issue(String publicToken, String secretToken, String owner);

    /**
     * Exchanges a public token for its secret one, which can be done once.
     *
     * @param within how long after it was issued
     * @return empty when there is no such token, or none that can be exchanged any more
     */
    CompletionStage<Optional<String>> acquire(String publicToken, Duration within);

    /** Whether a pair is one that was issued less than a lifetime ago. */
    CompletionStage<Boolean> isValid(String publicToken, String secretToken, Duration lifetime);
}
