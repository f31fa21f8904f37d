package io.orchestrator.http.api;

import java.util.List;
import java.util.Objects;

import io.orchestrator.http.wire.Rendering;

/**
 * What the routes take from the configuration.
 *
 * @param rendering how servers and clusters are shown
 * @param defaultInstancePort {@code DefaultInstancePort}: port of a cluster hint without one
 * @param problemIgnored {@code ProblemIgnoreHostnameFilters}
 * @param owner who acknowledges when nobody was asked to say who they are: this node's host name
 */
public record ApiSettings(Rendering rendering, int defaultInstancePort, List<String> problemIgnored, String owner) {
    public ApiSettings {
        Objects.requireNonNull(rendering, "rendering");
        problemIgnored = List.copyOf(problemIgnored);
        Objects.requireNonNull(owner, "owner");
    }
}
