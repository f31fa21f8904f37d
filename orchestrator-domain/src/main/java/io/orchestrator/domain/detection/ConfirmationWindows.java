package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.identity.ClusterName;

/**
 * How long evidence must stand before it is acted on, by cluster: keys of ours, beyond the contract.
 *
 * @param failure evidence of any failure
 * @param shutdown counted from an orderly shutdown, within which a server that is only restarted comes back
 */
public record ConfirmationWindows(Windows failure, Windows shutdown) {
    /** Acts at once. */
    public static final ConfirmationWindows NONE = new ConfirmationWindows(Windows.NONE, Windows.NONE);

    public ConfirmationWindows {
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(shutdown, "shutdown");
    }

    /**
     * A length of time for each cluster: that of the first pattern which matches.
     *
     * @param otherwise of clusters that match none
     * @param patterns in the order in which they are tried
     */
    public record Windows(Duration otherwise, List<Window> patterns) {
        public static final Windows NONE = new Windows(Duration.ZERO, List.of());

        public Windows {
            Objects.requireNonNull(otherwise, "otherwise");
            patterns = List.copyOf(patterns);
        }

        public Duration of(ClusterName cluster, String alias) {
            return patterns.stream()
                    .filter(window -> window.clusters().matches(cluster, alias))
                    .map(Window::length)
                    .findFirst()
                    .orElse(otherwise);
        }
    }

    /** The length for clusters that a filter matches. */
    public record Window(ClusterFilters clusters, Duration length) {
        public Window {
            Objects.requireNonNull(clusters, "clusters");
            Objects.requireNonNull(length, "length");
        }
    }
}
