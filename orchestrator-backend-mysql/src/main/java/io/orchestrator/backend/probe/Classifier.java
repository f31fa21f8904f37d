package io.orchestrator.backend.probe;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.orchestrator.backend.target.Faults;
import io.orchestrator.backend.target.TargetSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the configured queries on one server. One that fails, or says nothing that can be used, leaves its attribute as it was
 * (discovery.md 5.3), but for the promotion rule, which is then registered no more and expires (8.4). Why it does is told once.
 */
final class Classifier {
    private static final Logger LOG = LoggerFactory.getLogger(Classifier.class);
    private static final Set<ClassificationQuery> NOW_AND_THEN =
            EnumSet.complementOf(EnumSet.of(ClassificationQuery.REPLICATION_LAG));

    private final ClassificationQueries queries;
    private final KeptReadings kept;

    Classifier(ClassificationQueries queries, KeptReadings kept) {
        this.queries = queries;
        this.kept = kept;
    }

    /** @throws SQLException when the session ended under a query */
    QueryAnswers classify(TargetSession session) throws SQLException {
        Map<ClassificationQuery, String> texts = new EnumMap<>(ClassificationQuery.class);
        texts.putAll(kept.answersTo(queries).texts());
        for (ClassificationQuery query : NOW_AND_THEN) {
            if (!queries.text(query).isEmpty()) {
                Optional<String> answer = answer(session, query);
                if (answer.isPresent()) {
                    texts.put(query, answer.get());
                } else if (query == ClassificationQuery.PROMOTION_RULE) {
                    texts.remove(query);
                }
            }
        }
        return new QueryAnswers(queries, texts);
    }

    /**
     * The lag that the configured query tells, negative ones as 0.
     *
     * @return null when it fails or tells no whole number: then the server's own counts (discovery.md 3.7)
     * @throws SQLException when the session ended under the query
     */
    @Nullable
    Duration lag(TargetSession session) throws SQLException {
        return answer(session, ClassificationQuery.REPLICATION_LAG).map(Classifier::wholeSeconds).orElse(null);
    }

    private static Duration wholeSeconds(String answer) {
        BigInteger seconds = new BigInteger(answer).max(BigInteger.ZERO).min(BigInteger.valueOf(Integer.MAX_VALUE));
        return Duration.ofSeconds(seconds.longValueExact());
    }

    private Optional<String> answer(TargetSession session, ClassificationQuery query) throws SQLException {
        String objection;
        try {
            Optional<String> cell = session.cell(queries.text(query));
            objection = cell.map(query::objectionTo).orElse("it answered nothing");
            if (cell.isPresent() && objection.isEmpty()) {
                kept.complaints().remove(query);
                return cell;
            }
        } catch (SQLException e) {
            if (Faults.endsSession(e)) {
                throw e;
            }
            objection = Faults.reason(e);
        }
        if (!objection.equals(kept.complaints().put(query, objection))) {
            LOG.warn("{} on {} is of no use: {}", query.configurationKey(), session.key().display(), objection);
        }
        return Optional.empty();
    }
}
