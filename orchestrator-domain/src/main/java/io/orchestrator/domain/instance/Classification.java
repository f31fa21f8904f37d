package io.orchestrator.domain.instance;

import java.util.Objects;

import io.orchestrator.domain.operations.PromotionRule;
import org.jspecify.annotations.Nullable;

/**
 * What configured queries and patterns say about a server (discovery.md 8). Texts are empty when nothing is configured.
 *
 * @param instanceAlias name shown beside the key
 * @param dataCenter data centre
 * @param region region
 * @param physicalEnvironment environment, e.g. prod
 * @param suggestedClusterAlias cluster alias that this server suggests
 * @param clusterDomain cluster domain that this server suggests
 * @param detectedRule promotion rule found by query; null when none is configured
 * @param semiSyncPriority 0 = always asynchronous, higher = preferred
 * @param usesPseudoGtid whether Pseudo-GTID entries are found in its logs
 */
public record Classification(String instanceAlias, String dataCenter, String region, String physicalEnvironment,
        String suggestedClusterAlias, String clusterDomain, @Nullable PromotionRule detectedRule, int semiSyncPriority,
        boolean usesPseudoGtid) {
    public static final Classification NONE = new Classification("", "", "", "", "", "", null, 0, false);

    public Classification {
        Objects.requireNonNull(instanceAlias, "instanceAlias");
        Objects.requireNonNull(dataCenter, "dataCenter");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(physicalEnvironment, "physicalEnvironment");
        Objects.requireNonNull(suggestedClusterAlias, "suggestedClusterAlias");
        Objects.requireNonNull(clusterDomain, "clusterDomain");
    }

    /** Same data centre and same physical environment; the region plays no role (recovery.md 1). */
    public boolean isSameSiteAs(Classification other) {
        return dataCenter.equals(other.dataCenter) && physicalEnvironment.equals(other.physicalEnvironment);
    }
}
