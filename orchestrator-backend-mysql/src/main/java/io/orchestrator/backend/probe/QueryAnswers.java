package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.Map;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.operations.PromotionRule;
import org.jspecify.annotations.Nullable;

/**
 * What configured queries answered last.
 *
 * @param asked the queries: answers to others say nothing of these
 * @param texts their usable answers; a query that never gave one has none here
 */
record QueryAnswers(ClassificationQueries asked, Map<ClassificationQuery, String> texts) {
    static final QueryAnswers NONE = new QueryAnswers(ClassificationQueries.NONE, Map.of());

    QueryAnswers {
        texts = Map.copyOf(texts);
    }

    /** What they say, and where no query says it, what the patterns find in the host name (discovery.md 8.3). */
    Classification classification(ClassificationPatterns patterns, String hostname, @Nullable Duration lag) {
        return new Classification(text(ClassificationQuery.INSTANCE_ALIAS),
                place(ClassificationQuery.DATA_CENTER, patterns.dataCenterOf(hostname)),
                place(ClassificationQuery.REGION, patterns.regionOf(hostname)),
                place(ClassificationQuery.PHYSICAL_ENVIRONMENT, patterns.physicalEnvironmentOf(hostname)),
                text(ClassificationQuery.CLUSTER_ALIAS), text(ClassificationQuery.CLUSTER_DOMAIN),
                PromotionRule.named(text(ClassificationQuery.PROMOTION_RULE)).orElse(null), priority(),
                text(ClassificationQuery.PSEUDO_GTID).equals("1"), lag);
    }

    private String place(ClassificationQuery query, String matched) {
        return texts.getOrDefault(query, matched);
    }

    private String text(ClassificationQuery query) {
        return texts.getOrDefault(query, "");
    }

    /** Whole, though the contract's column ends at 255 (discovery.md P-23): there it is cut, and here higher ones keep their order. */
    private int priority() {
        return Math.clamp(Row.of(Map.of("n", text(ClassificationQuery.SEMI_SYNC_PRIORITY))).number("n"), 0,
                Integer.MAX_VALUE);
    }
}
