package io.orchestrator.app.config.settings;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.ProcessKeys.DEBUG;
import static io.orchestrator.app.config.key.ProcessKeys.ENABLE_SYSLOG;

/**
 * The process and its log (config.md 7.1).
 *
 * @param debug log from DEBUG on
 * @param syslog copy log lines from INFO on to the local syslog daemon
 */
public record ProcessSettings(boolean debug, boolean syslog) {

    /** The settings that configuration asks for. */
    public static ProcessSettings from(Configuration configuration) {
        return new ProcessSettings(configuration.get(DEBUG), configuration.get(ENABLE_SYSLOG));
    }
}
