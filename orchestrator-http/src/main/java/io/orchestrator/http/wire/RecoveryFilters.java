package io.orchestrator.http.wire;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.orchestrator.domain.detection.ClusterFilters;
import io.orchestrator.domain.identity.ClusterName;

/**
 * The configured filters of automatic recovery, as {@code automated-recovery-filters} shows them and as they decide the two flags of a
 * cluster (recovery.md 3).
 *
 * @param intermediate {@code RecoverIntermediateMasterClusterFilters}
 * @param source {@code RecoverMasterClusterFilters}
 * @param ignoredHosts {@code RecoveryIgnoreHostnameFilters}
 * @param forIntermediate the first, compiled
 * @param forSource the second, compiled
 */
public record RecoveryFilters(
        @WireName("RecoverIntermediateMasterClusterFilters") List<String> intermediate,
        @WireName("RecoverMasterClusterFilters") List<String> source,
        @WireName("RecoveryIgnoreHostnameFilters") List<String> ignoredHosts,
        @JsonIgnore ClusterFilters forIntermediate,
        @JsonIgnore ClusterFilters forSource) {

    public RecoveryFilters {
        intermediate = List.copyOf(intermediate);
        source = List.copyOf(source);
        ignoredHosts = List.copyOf(ignoredHosts);
    }

    /**
     * Filters as configured.
     *
     * @throws IllegalArgumentException when an expression is none; the message quotes it
     */
    public static RecoveryFilters of(List<String> intermediate, List<String> source, List<String> ignoredHosts) {
        return new RecoveryFilters(intermediate, source, ignoredHosts, ClusterFilters.of(intermediate),
                ClusterFilters.of(source));
    }

    boolean recoversSource(ClusterName name, String alias) {
        return forSource.matches(name, alias);
    }

    boolean recoversIntermediate(ClusterName name, String alias) {
        return forIntermediate.matches(name, alias);
    }
}
