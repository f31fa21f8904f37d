package io.orchestrator.domain.election;

import java.time.Duration;
import java.util.Objects;

/**
 * A claim as one reading found it in the store.
 *
 * @param claim the claim
 * @param sinceRenewed age of its last renewal by the backend's clock
 * @param renewals number that grows with every renewal
 */
public record ClaimRow(Claim claim, Duration sinceRenewed, long renewals) {
    public ClaimRow {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(sinceRenewed, "sinceRenewed");
    }
}
