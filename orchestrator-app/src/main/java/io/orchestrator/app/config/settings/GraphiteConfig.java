package io.orchestrator.app.config.settings;

import java.time.Duration;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.GraphiteKeys.GRAPHITE_ADDR;
import static io.orchestrator.app.config.key.GraphiteKeys.GRAPHITE_CONVERT_HOSTNAME_DOTS_TO_UNDERSCORES;
import static io.orchestrator.app.config.key.GraphiteKeys.GRAPHITE_PATH;
import static io.orchestrator.app.config.key.GraphiteKeys.GRAPHITE_POLL_SECONDS;

/**
 * Metrics sent to Graphite (config.md 7.15).
 *
 * @param address {@code host:port}; empty means off
 * @param path prefix of every metric, {@code {hostname}} substituted
 * @param dotsToUnderscores replace dots in that host name
 * @param interval between two sends; zero means off
 */
public record GraphiteConfig(String address, String path, boolean dotsToUnderscores, Duration interval) {

    /** The settings that configuration asks for. */
    public static GraphiteConfig from(Configuration configuration) {
        return new GraphiteConfig(
                configuration.get(GRAPHITE_ADDR), configuration.get(GRAPHITE_PATH),
                configuration.get(GRAPHITE_CONVERT_HOSTNAME_DOTS_TO_UNDERSCORES),
                Units.seconds(configuration.get(GRAPHITE_POLL_SECONDS)));
    }
}
