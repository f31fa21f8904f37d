package io.orchestrator.domain.operations;

import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * A registered promotion rule of a server; expires when not registered again (discovery.md 8.4).
 *
 * @param key the server
 * @param rule its rule
 */
public record Candidate(InstanceKey key, PromotionRule rule) {
    public Candidate {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(rule, "rule");
    }
}
