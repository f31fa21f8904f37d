package io.orchestrator.domain.explain;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * A cluster explained: what is known of it, what that means, and what would come of a failure now.
 *
 * @param cluster its name
 * @param alias its alias; the name when it has none
 * @param sources its source, or its several sources, writable ones first
 * @param picture what this was made from
 * @param failures what would come of the death of each source; of a server that was asked for first
 * @param analyses what the analysis says now, most important first
 * @param servers what each server said, and when
 */
public record ClusterExplanation(ClusterName cluster, String alias, List<InstanceKey> sources, Picture picture,
        List<FailureExplanation> failures, List<AnalysisExplanation> analyses, List<ServerEvidence> servers) {
    public ClusterExplanation {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(alias, "alias");
        sources = List.copyOf(sources);
        Objects.requireNonNull(picture, "picture");
        failures = List.copyOf(failures);
        analyses = List.copyOf(analyses);
        servers = List.copyOf(servers);
    }

    /** One line: of each failure whether it would be recovered. */
    public String verdict() {
        return failures.stream()
                .map(failure -> failure.server() + " " + failure.verdict())
                .collect(Collectors.joining("; "));
    }

    /** All of it as text, for a terminal. */
    public List<String> lines() {
        return ExplanationText.of(this);
    }
}
