package io.orchestrator.app.config.settings;

import java.util.List;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.PseudoGtidKeys.AUTO_PSEUDO_GTID;
import static io.orchestrator.app.config.key.PseudoGtidKeys.BINLOG_EVENTS_CHUNK_SIZE;
import static io.orchestrator.app.config.key.PseudoGtidKeys.DETECT_PSEUDO_GTID_QUERY;
import static io.orchestrator.app.config.key.PseudoGtidKeys.PSEUDO_GTID_MONOTONIC_HINT;
import static io.orchestrator.app.config.key.PseudoGtidKeys.PSEUDO_GTID_PATTERN;
import static io.orchestrator.app.config.key.PseudoGtidKeys.PSEUDO_GTID_PATTERN_IS_FIXED_SUBSTRING;
import static io.orchestrator.app.config.key.PseudoGtidKeys.SKIP_BINLOG_EVENTS_CONTAINING;

/**
 * Pseudo-GTID (config.md 7.8).
 *
 * @param automatic inject entries ourselves; the four settings below are then ours
 * @param pattern what marks an entry in the binary log; empty means Pseudo-GTID is not used
 * @param patternIsText the pattern is plain text, not a regular expression
 * @param ascendingHint an entry containing it is taken to be ascending
 * @param detectQuery SQL that answers 1 where Pseudo-GTID is in use
 * @param chunkSize events read at a time
 * @param ignoredEvents texts; events containing one are skipped when logs are compared
 */
public record PseudoGtidConfig(
        boolean automatic, String pattern, boolean patternIsText, String ascendingHint, String detectQuery,
        int chunkSize, List<String> ignoredEvents) {

    public PseudoGtidConfig {
        ignoredEvents = List.copyOf(ignoredEvents);
    }

    /** The settings that configuration asks for. */
    public static PseudoGtidConfig from(Configuration configuration) {
        return new PseudoGtidConfig(
                configuration.get(AUTO_PSEUDO_GTID), configuration.get(PSEUDO_GTID_PATTERN),
                configuration.get(PSEUDO_GTID_PATTERN_IS_FIXED_SUBSTRING),
                configuration.get(PSEUDO_GTID_MONOTONIC_HINT), configuration.get(DETECT_PSEUDO_GTID_QUERY),
                Units.count(configuration.get(BINLOG_EVENTS_CHUNK_SIZE)),
                configuration.get(SKIP_BINLOG_EVENTS_CONTAINING));
    }
}
