package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of Graphite metrics (config.md 7.15). */
public final class GraphiteKeys {

    /** Plain-text Graphite endpoint; empty = off. */
    public static final Key<String> GRAPHITE_ADDR = Key.text("GraphiteAddr", "").restart();

    /** Metric prefix, {@code {hostname}} substituted. */
    public static final Key<String> GRAPHITE_PATH = Key.text("GraphitePath", "").restart();

    /** Replace dots in that host name. */
    public static final Key<Boolean> GRAPHITE_CONVERT_HOSTNAME_DOTS_TO_UNDERSCORES =
            Key.flag("GraphiteConvertHostnameDotsToUnderscores", true).restart();

    /** 0 or less = off; in seconds. */
    public static final Key<Long> GRAPHITE_POLL_SECONDS = Key.whole("GraphitePollSeconds", 60).restart();

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            GRAPHITE_ADDR, GRAPHITE_PATH, GRAPHITE_CONVERT_HOSTNAME_DOTS_TO_UNDERSCORES,
            GRAPHITE_POLL_SECONDS);

    private GraphiteKeys() {}
}
