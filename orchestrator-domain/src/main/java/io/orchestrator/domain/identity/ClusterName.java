package io.orchestrator.domain.identity;

import java.util.Objects;

/**
 * Name of one replication cluster: by default the key of its source as {@code host:port} (discovery.md 3.6).
 *
 * @param value never empty
 */
public record ClusterName(String value) implements Comparable<ClusterName> {
    public ClusterName {
        Objects.requireNonNull(value, "value");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a cluster name cannot be empty");
        }
    }

    /** The default name of the cluster whose topmost server is this one. */
    public static ClusterName of(InstanceKey root) {
        return new ClusterName(root.display());
    }

    @Override
    public int compareTo(ClusterName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
