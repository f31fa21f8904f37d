package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.identity.ClusterName;

/**
 * Whose write paths are looked at, and when one is broken; keys of ours.
 *
 * @param otherwise the policy of clusters that no pattern matches
 * @param patterns policies by cluster, in the order in which they are tried
 * @param stalledAfter how long a stall must stand
 */
public record WritePathSettings(WritePathPolicy otherwise, List<ByCluster> patterns, Duration stalledAfter) {
    /** Nobody's. */
    public static final WritePathSettings OFF =
            new WritePathSettings(WritePathPolicy.OFF, List.of(), Duration.ofSeconds(10));

    public WritePathSettings {
        Objects.requireNonNull(otherwise, "otherwise");
        patterns = List.copyOf(patterns);
        Objects.requireNonNull(stalledAfter, "stalledAfter");
    }

    /** The policy of clusters that a filter matches. */
    public record ByCluster(ClusterFilters clusters, WritePathPolicy policy) {
        public ByCluster {
            Objects.requireNonNull(clusters, "clusters");
            Objects.requireNonNull(policy, "policy");
        }
    }

    /** The policy of a cluster: that of the first pattern which matches. */
    public WritePathPolicy of(ClusterName cluster, String alias) {
        return patterns.stream()
                .filter(pattern -> pattern.clusters().matches(cluster, alias))
                .map(ByCluster::policy)
                .findFirst()
                .orElse(otherwise);
    }

    /** Whether no cluster's write path is looked at. */
    public boolean isOff() {
        return otherwise == WritePathPolicy.OFF && patterns.stream().allMatch(p -> p.policy() == WritePathPolicy.OFF);
    }
}
