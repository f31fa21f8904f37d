package io.orchestrator.app.wiring;

import java.util.Optional;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.settings.GraphiteConfig;
import io.orchestrator.app.metrics.GraphiteTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the contract's keys to where metrics go (config.md 7.15). */
final class MetricsMapping {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsMapping.class);

    private MetricsMapping() {}

    /**
     * Where metrics are sent to; empty when that is off.
     *
     * @param hostname this node's
     * @throws UnsupportedSettingException when the address is none
     */
    static Optional<GraphiteTarget> graphite(Configuration configuration, String hostname) {
        GraphiteConfig graphite = GraphiteConfig.from(configuration);
        if (graphite.address().isEmpty() || !graphite.interval().isPositive()) {
            return Optional.empty();
        }
        if (graphite.path().isEmpty()) {
            LOG.error("No graphite path provided (see GraphitePath config variable). Will not log to graphite");
            return Optional.empty();
        }
        try {
            return Optional.of(GraphiteTarget.of(graphite.address(), graphite.path(), hostname,
                    graphite.dotsToUnderscores(), graphite.interval()));
        } catch (IllegalArgumentException e) {
            throw new UnsupportedSettingException(String.valueOf(e.getMessage()));
        }
    }
}
