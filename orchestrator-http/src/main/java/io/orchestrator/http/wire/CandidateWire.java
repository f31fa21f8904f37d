package io.orchestrator.http.wire;

import java.time.Duration;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.IntentStore;

/** {@code CandidateDatabaseInstance} of http-api.md 3.1. */
public record CandidateWire(String hostname, int port, String promotionRule, String lastSuggestedString,
        String promotionRuleExpiry) {
    /**
     * A registered rule.
     *
     * @param lifetime after which it expires
     */
    public static CandidateWire of(IntentStore.Registered registered, Duration lifetime, BackendTimes times) {
        InstanceKey key = registered.candidate().key();
        return new CandidateWire(key.hostname(), key.port(), registered.candidate().rule().contractName(),
                times.stored(registered.at()), times.computed(registered.at().plus(lifetime)));
    }
}
