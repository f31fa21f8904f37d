package io.orchestrator.domain.operations;

import java.util.Arrays;
import java.util.Optional;

/** How willing a server is to be promoted, best first (recovery.md 1). */
public enum PromotionRule {
    MUST("must"), PREFER("prefer"), NEUTRAL("neutral"), PREFER_NOT("prefer_not"), MUST_NOT("must_not");

    private final String contractName;

    PromotionRule(String contractName) {
        this.contractName = contractName;
    }

    public String contractName() {
        return contractName;
    }

    /** The rule of that contract name; empty for an unknown name. */
    public static Optional<PromotionRule> named(String name) {
        return Arrays.stream(values()).filter(rule -> rule.contractName.equals(name)).findFirst();
    }

    /** Whether the server counts as a candidate ({@code must} or {@code prefer}). */
    public boolean isCandidate() {
        return this == MUST || this == PREFER;
    }

    public boolean isBetterThan(PromotionRule other) {
        return compareTo(other) < 0;
    }
}
