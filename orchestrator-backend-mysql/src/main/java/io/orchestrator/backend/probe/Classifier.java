package io.orchestrator.backend.probe;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.backend.target.Faults;
import io.orchestrator.backend.target.Row;
import io.orchestrator.backend.target.TargetSession;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.operations.PromotionRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the configured classification queries. One that fails, or says nothing, leaves its attribute as it was. */
final class Classifier {
    private static final Logger LOG = LoggerFactory.getLogger(Classifier.class);
    private final ClassificationQueries queries;

    Classifier(ClassificationQueries queries) {
        this.queries = queries;
    }

    /** @throws SQLException when the session ended under a query */
    Classification classify(TargetSession session, Classification last) throws SQLException {
        String priority = ask(session, queries.semiSyncPriority(), Integer.toString(last.semiSyncPriority()));
        String rule = ask(session, queries.promotionRule(), "");
        return new Classification(ask(session, queries.instanceAlias(), last.instanceAlias()),
                ask(session, queries.dataCenter(), last.dataCenter()), ask(session, queries.region(), last.region()),
                ask(session, queries.physicalEnvironment(), last.physicalEnvironment()),
                ask(session, queries.clusterAlias(), last.suggestedClusterAlias()),
                ask(session, queries.clusterDomain(), last.clusterDomain()),
                PromotionRule.named(rule).orElse(last.detectedRule()), priorityOf(priority),
                ask(session, queries.pseudoGtid(), last.usesPseudoGtid() ? "1" : "0").equals("1"));
    }

    /** Whole, though the contract's column ends at 255 (discovery.md P-23): there it is cut, and here higher ones keep their order. */
    private static int priorityOf(String text) {
        return Math.clamp(Row.of(Map.of("n", text)).number("n"), 0, Integer.MAX_VALUE);
    }

    private static String ask(TargetSession session, String query, String last) throws SQLException {
        return query.isEmpty() ? last : firstCell(session, query).orElse(last);
    }

    /** First column of the first row; empty when the query fails or answers nothing. */
    static Optional<String> firstCell(TargetSession session, String query) throws SQLException {
        try {
            List<Row> rows = session.run(query);
            return rows.isEmpty() ? Optional.empty() : rows.getFirst().first();
        } catch (SQLException e) {
            if (Faults.endsSession(e)) {
                throw e;
            }
            LOG.debug("{}; its last value is kept. Query: {}", Faults.describe("classify", session.key(), e), query);
            return Optional.empty();
        }
    }
}
