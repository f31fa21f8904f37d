package io.orchestrator.app.start;

import io.orchestrator.app.cli.Invocation;
import io.orchestrator.app.config.Configuration;

/** What the process does once its command line and its configuration are known to be good. */
public interface ServiceLauncher {

    /**
     * Runs to the end: until the service is stopped, or the command is done.
     *
     * @param configuration accepted by every check
     * @param invocation never the version or the cheat sheet, which are answered before
     * @return exit status of the process (cli.md 6)
     */
    int run(Configuration configuration, Invocation invocation);
}
