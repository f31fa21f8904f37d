package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of Pseudo-GTID (config.md 7.8). */
public final class PseudoGtidKeys {

    /**
     * Inject an entry into every writable cluster master every 5 s and force the four settings below
     * (config.md 4, rule 12).
     */
    public static final Key<Boolean> AUTO_PSEUDO_GTID = Key.flag("AutoPseudoGTID", false);

    /** What marks an entry in the binary log. */
    public static final Key<String> PSEUDO_GTID_PATTERN = Key.text("PseudoGTIDPattern", "");

    /** Treat the pattern as plain text. */
    public static final Key<Boolean> PSEUDO_GTID_PATTERN_IS_FIXED_SUBSTRING =
            Key.flag("PseudoGTIDPatternIsFixedSubstring", false);

    /** If the entry contains it, entries are taken to be ascending, which shortens searches. */
    public static final Key<String> PSEUDO_GTID_MONOTONIC_HINT = Key.text("PseudoGTIDMonotonicHint", "");

    /** Decides per instance whether Pseudo-GTID is in use; only the text {@code 1} counts. */
    public static final Key<String> DETECT_PSEUDO_GTID_QUERY = Key.text("DetectPseudoGTIDQuery", "").mayHoldSecrets();

    /** Page size of {@code SHOW BINLOG/RELAYLOG EVENTS}. */
    public static final Key<Long> BINLOG_EVENTS_CHUNK_SIZE = Key.whole("BinlogEventsChunkSize", 10000);

    /** Events whose text contains one are ignored when comparing logs. */
    public static final Key<List<String>> SKIP_BINLOG_EVENTS_CONTAINING = Key.list("SkipBinlogEventsContaining");

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            AUTO_PSEUDO_GTID, PSEUDO_GTID_PATTERN, PSEUDO_GTID_PATTERN_IS_FIXED_SUBSTRING,
            PSEUDO_GTID_MONOTONIC_HINT, DETECT_PSEUDO_GTID_QUERY, BINLOG_EVENTS_CHUNK_SIZE,
            SKIP_BINLOG_EVENTS_CONTAINING);

    private PseudoGtidKeys() {}
}
