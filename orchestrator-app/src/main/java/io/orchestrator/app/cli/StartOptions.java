package io.orchestrator.app.cli;

import java.util.Optional;

/**
 * Switches that concern the process rather than a command (cli.md 2).
 *
 * @param configFile the one configuration file to read; empty means the default search path
 * @param verbosity of the log
 * @param discovery false serves web and API without polling, electing or recovering
 * @param enableDatabaseUpdate update the backend's schema whatever the configuration says
 * @param grabElection take leadership at start
 * @param ignoreRaftSetup lift the refusal of commands on a raft set-up
 * @param noop refuse changes to managed servers and skip hooks
 * @param skipContinuousRegistration do not register a command in the backend
 */
public record StartOptions(
        String configFile, Verbosity verbosity, boolean discovery, boolean enableDatabaseUpdate, boolean grabElection,
        boolean ignoreRaftSetup, boolean noop, boolean skipContinuousRegistration) {

    /** The file of {@code --config}; empty when none was given. */
    public Optional<String> config() {
        return configFile.isEmpty() ? Optional.empty() : Optional.of(configFile);
    }
}
