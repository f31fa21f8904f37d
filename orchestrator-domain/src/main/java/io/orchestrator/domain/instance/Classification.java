package io.orchestrator.domain.instance;

import java.time.Duration;
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
 * @param queriedLag replication lag found by query, of a server that replicates from nobody too; null when none is configured or it
 *     failed; never negative
 */
public record Classification(String instanceAlias, String dataCenter, String region, String physicalEnvironment,
        String suggestedClusterAlias, String clusterDomain, @Nullable PromotionRule detectedRule, int semiSyncPriority,
        boolean usesPseudoGtid, @Nullable Duration queriedLag) {
    public static final Classification NONE = new Classification("", "", "", "", "", "", null, 0, false);

    public Classification {
        Objects.requireNonNull(instanceAlias, "instanceAlias");
        Objects.requireNonNull(dataCenter, "dataCenter");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(physicalEnvironment, "physicalEnvironment");
        Objects.requireNonNull(suggestedClusterAlias, "suggestedClusterAlias");
        Objects.requireNonNull(clusterDomain, "clusterDomain");
    }

    /** What queries and patterns say of a server whose lag no query tells. */
    public Classification(String instanceAlias, String dataCenter, String region, String physicalEnvironment,
            String suggestedClusterAlias, String clusterDomain, @Nullable PromotionRule detectedRule,
            int semiSyncPriority, boolean usesPseudoGtid) {
        this(instanceAlias, dataCenter, region, physicalEnvironment, suggestedClusterAlias, clusterDomain, detectedRule,
                semiSyncPriority, usesPseudoGtid, null);
    }

    /** The same without what moves by itself. */
    Classification standing() {
        return queriedLag == null ? this
                : new Classification(instanceAlias, dataCenter, region, physicalEnvironment, suggestedClusterAlias,
                        clusterDomain, detectedRule, semiSyncPriority, usesPseudoGtid);
    }

    /** Same data centre and same physical environment; the region plays no role (recovery.md 1). */
    public boolean isSameSiteAs(Classification other) {
        return dataCenter.equals(other.dataCenter) && physicalEnvironment.equals(other.physicalEnvironment);
    }
}
