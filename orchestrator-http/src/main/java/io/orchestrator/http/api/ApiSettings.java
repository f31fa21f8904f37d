package io.orchestrator.http.api;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.http.wire.Rendering;

/**
 * What the routes take from the configuration.
 *
 * @param rendering how servers and clusters are shown
 * @param defaultInstancePort {@code DefaultInstancePort}: port of a cluster hint without one
 * @param problemIgnored {@code ProblemIgnoreHostnameFilters}
 * @param fuzzyPoolNames {@code SupportFuzzyPoolHostnames}: members of a pool may be given by a piece of their name
 * @param candidateLifetime {@code CandidateInstanceExpireMinutes}: after that a promotion rule expires
 * @param owner who acknowledges when nobody was asked to say who they are: this node's host name
 */
public record ApiSettings(Rendering rendering, int defaultInstancePort, HostFilters problemIgnored,
        boolean fuzzyPoolNames, Duration candidateLifetime, String owner) {
    public ApiSettings {
        Objects.requireNonNull(rendering, "rendering");
        Objects.requireNonNull(problemIgnored, "problemIgnored");
        Objects.requireNonNull(candidateLifetime, "candidateLifetime");
        Objects.requireNonNull(owner, "owner");
    }
}
